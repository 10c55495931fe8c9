/** Where a list stands: the selected row, and the first row that is drawn. */
export type ListPosition = {readonly cursor: number; readonly offset: number};

/** The nearest position at which the selected row exists and is seen, with as few rows left empty as can be. */
export function visibleWindow({cursor, offset}: ListPosition, count: number, rows: number): ListPosition {
	const height = Math.max(1, rows);
	const selected = Math.max(0, Math.min(cursor, count - 1));
	const first = Math.max(0, Math.min(offset, count - height));
	return {
		cursor: selected,
		offset: selected < first ? selected : (selected >= first + height ? selected - height + 1 : first),
	};
}
