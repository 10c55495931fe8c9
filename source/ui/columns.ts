/** One column of a table: how it may be squeezed. */
export type Column<Id extends string> = {
	readonly id: Id;
	/** With less than this it is left out. */
	readonly min: number;
	/** What it takes at most. */
	readonly preferred: number;
	/** The lowest gets more room first, and all that is left over; the highest is the first to be left out. */
	readonly priority: number;
};

/** The width of a column; what isn't shown has none. */
export type ColumnWidths<Id extends string> = (id: Id) => number;

/** Fits columns, with so many spaces between two of them, into a width. */
export function fitColumns<Id extends string>(columns: ReadonlyArray<Column<Id>>, width: number, {gap = 2}: {readonly gap?: number} = {}): ColumnWidths<Id> {
	const byImportance = columns.toSorted((a, b) => a.priority - b.priority);
	const needed = (shown: ReadonlyArray<Column<Id>>): number => shown.reduce((sum, {min}) => sum + min, gap * Math.max(0, shown.length - 1));
	let shown = byImportance;
	while (shown.length > 1 && needed(shown) > width) {
		shown = shown.slice(0, -1);
	}

	let free = Math.max(0, width - needed(shown));
	const widths = new Map<Id, number>();
	for (const {id, min, preferred} of shown) {
		const more = Math.min(free, preferred - min);
		widths.set(id, Math.min(width, min + more));
		free -= more;
	}

	const [first] = shown;
	if (first !== undefined) {
		widths.set(first.id, widths.get(first.id)! + free);
	}

	return id => widths.get(id) ?? 0;
}
