/** One column of a table: how it may be squeezed. */
export type Column<Id extends string> = {
	readonly id: Id;
	/** With less than this it is left out. */
	readonly min: number;
	/** What it takes at most; `Infinity`: all that is left over. */
	readonly preferred: number;
	/** The highest goes first when there is no room. */
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
	// What grows without end takes what the others leave.
	for (const {id, min, preferred} of [...shown.filter(column => column.preferred !== Infinity), ...shown.filter(column => column.preferred === Infinity)]) {
		const more = Math.min(free, preferred - min);
		widths.set(id, Math.min(width, min + more));
		free -= more;
	}

	return id => widths.get(id) ?? 0;
}
