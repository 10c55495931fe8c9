import {encode} from 'uqr';

/** Light modules that have to stand around a code, as its standard says, so that phones find it. */
const quietZone = 4;

/**
A share key as a QR code: rows of text of the same width, dark on light, two modules one above the other in each character.

The key is put into upper case, which readers take as well, because codes have a shorter way for that: 29×29 modules, with what has to stand around them 37 columns and 19 rows.
*/
export function qrCode(key: string): readonly string[] {
	const {size, isDark} = modulesOf(key);
	return Array.from({length: Math.ceil(size / 2)}, (_, row) => Array.from(
		{length: size},
		(_, column) => characters[isDark(row * 2, column) ? 1 : 0][isDark((row * 2) + 1, column) ? 1 : 0],
	).join(''));
}

/** A piece of a row that is all dark or all light. */
export type QrRun = {readonly text: string; readonly isDark: boolean};

/** The same of nothing but spaces, two for each module: 74 columns and 37 rows of runs to be drawn in two colours. */
export function wideQrCode(key: string): ReadonlyArray<readonly QrRun[]> {
	const {size, isDark} = modulesOf(key);
	return Array.from({length: size}, (_, row) => {
		const starts = Array.from({length: size}, (_, column) => column).filter(column => column === 0 || isDark(row, column) !== isDark(row, column - 1));
		return starts.map((start, index) => ({text: '  '.repeat((starts[index + 1] ?? size) - start), isDark: isDark(row, start)}));
	});
}

function modulesOf(key: string): {readonly size: number; readonly isDark: (row: number, column: number) => boolean} {
	const {data, size} = encode(key.toUpperCase(), {border: quietZone});
	return {size, isDark: (row, column) => data[row]?.[column] ?? false};
}

/** By whether the upper module is dark, then by whether the lower one is. */
const characters = [[' ', '▄'], ['▀', '█']] as const;
