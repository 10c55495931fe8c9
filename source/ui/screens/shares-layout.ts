import type {Size} from '../size-context.ts';

/** From so many columns on, details stand beside the list. */
const wideColumns = 120;

const gap = 3;

/** A key with its label stands in one line of details that are so wide. */
const keyWidth = 73;

/** Beside them, the list keeps at least so much. */
const narrowestList = 80;

export type SharesLayout = {
	readonly isWide: boolean;
	readonly hasHeadings: boolean;
	readonly listWidth: number;
	readonly listRows: number;
	readonly detailsWidth: number;
	/** 0: there is no room for them. */
	readonly detailsRows: number;
	/** Whether the key stands in a line of its own below both, because the details are too narrow for it. */
	readonly hasKeyLine: boolean;
};

/** How the screen of all shares is divided between the list and the details of the selected share. */
export function sharesLayout({columns, rows}: Size, hasFilter: boolean): SharesLayout {
	const free = rows - (hasFilter ? 1 : 0);
	const hasHeadings = rows >= 12;
	if (columns >= wideColumns) {
		const hasKeyLine = columns < narrowestList + gap + keyWidth;
		const listWidth = Math.min(Math.floor(columns * 0.58), hasKeyLine ? columns : columns - gap - keyWidth);
		const panelRows = free - (hasKeyLine ? 1 : 0);
		return {
			isWide: true, hasHeadings, listWidth, listRows: panelRows - 1, detailsWidth: columns - listWidth - gap, detailsRows: panelRows, hasKeyLine,
		};
	}

	const detailsRows = rows >= 16 ? Math.min(12, Math.max(8, Math.floor(rows / 3))) : (rows >= 8 ? 3 : 0);
	return {
		isWide: false,
		hasHeadings,
		listWidth: columns,
		listRows: Math.max(1, free - (hasHeadings ? 1 : 0) - (detailsRows === 0 ? 0 : detailsRows + 1)),
		detailsWidth: columns,
		detailsRows,
		hasKeyLine: false,
	};
}
