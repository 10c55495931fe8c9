import type {CellColor} from '../../test/helpers/screen-cells.ts';

/** The terminal of the pictures. */
export const background = '#15171c';
export const foreground = '#d5d9e0';

const sixteen = [
	'#2b2f38',
	'#e5646e',
	'#8fc77a',
	'#e3b667',
	'#6ea8ef',
	'#c389e0',
	'#5cc0c7',
	'#c6cbd4',
	'#6b7280',
	'#f2858e',
	'#abdc96',
	'#f2cb85',
	'#8fc0fa',
	'#d8a8f0',
	'#82d8de',
	'#f4f6f9',
] as const;

/** The levels of red, green and blue in the 216 colours after the first sixteen. */
const levels = [0, 95, 135, 175, 215, 255] as const;

/** A cell's colour as SVG writes it; undefined where it is the terminal's own. */
export function svgColor(color: CellColor): string | undefined {
	if (typeof color !== 'number') {
		return color;
	}

	if (color < 16) {
		return sixteen[color];
	}

	if (color >= 232) {
		return hex([color - 232, color - 232, color - 232].map(step => 8 + (step * 10)));
	}

	const place = color - 16;
	return hex([Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map(step => levels[step]!));
}

function hex(parts: readonly number[]): string {
	return `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`;
}
