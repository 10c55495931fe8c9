import type {IBufferCell, Terminal} from '@xterm/headless';

/** A colour of the terminal's palette (0 to 255), or one of its own as `#rrggbb`; undefined: the terminal's own. */
export type CellColor = number | `#${string}` | undefined;

export type CellStyle = {
	readonly color: CellColor;
	readonly background: CellColor;
	readonly isBold: boolean;
	readonly isDim: boolean;
	readonly isItalic: boolean;
	readonly isUnderlined: boolean;
	readonly isStruck: boolean;
	/** Both colours change places. */
	readonly isInverse: boolean;
};

/** One character on a screen. */
export type Cell = {
	/** Empty: nothing was ever written there. */
	readonly text: string;
	/** In columns: 1 or 2. */
	readonly width: number;
	readonly style: CellStyle;
};

/** The cells of what is on the screen, row by row; a wide one stands once and takes two columns. */
export function readCells(terminal: Terminal): ReadonlyArray<readonly Cell[]> {
	const {active} = terminal.buffer;
	return Array.from({length: terminal.rows}, (_, row) => {
		const line = active.getLine(active.baseY + row)!;
		return Array.from({length: terminal.cols}, (_, column) => line.getCell(column)!)
			// The second half of a wide one has no width of its own.
			.filter(cell => cell.getWidth() > 0)
			.map(cell => ({text: cell.isInvisible() ? ' ' : cell.getChars(), width: cell.getWidth(), style: styleOf(cell)}));
	});
}

function styleOf(cell: IBufferCell): CellStyle {
	return {
		color: cell.isFgDefault() ? undefined : colorOf(cell.getFgColor(), cell.isFgRGB()),
		background: cell.isBgDefault() ? undefined : colorOf(cell.getBgColor(), cell.isBgRGB()),
		isBold: cell.isBold() !== 0,
		isDim: cell.isDim() !== 0,
		isItalic: cell.isItalic() !== 0,
		isUnderlined: cell.isUnderline() !== 0,
		isStruck: cell.isStrikethrough() !== 0,
		isInverse: cell.isInverse() !== 0,
	};
}

function colorOf(color: number, isOwn: boolean): CellColor {
	return isOwn ? `#${color.toString(16).padStart(6, '0')}` : color;
}
