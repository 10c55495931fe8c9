import {encode} from 'uqr';

/** Light modules that have to stand around a code, as its standard says, so that phones find it. */
const quietZone = 4;

/**
A share key as a QR code: rows of text of the same width, dark on light, two modules one above the other in each character.

The key is put into upper case, which readers take as well, because codes have a shorter way for that: 29×29 modules, with what has to stand around them 37 columns and 19 rows.
*/
export function qrCode(key: string): readonly string[] {
	const {data, size} = encode(key.toUpperCase(), {border: quietZone});
	const isDark = (row: number, column: number): boolean => data[row]?.[column] ?? false;
	return Array.from({length: Math.ceil(size / 2)}, (_, row) => Array.from(
		{length: size},
		(_, column) => characters[isDark(row * 2, column) ? 1 : 0][isDark((row * 2) + 1, column) ? 1 : 0],
	).join(''));
}

/** By whether the upper module is dark, then by whether the lower one is. */
const characters = [[' ', '▄'], ['▀', '█']] as const;
