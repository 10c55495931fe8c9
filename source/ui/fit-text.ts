import stringWidth from 'string-width';
import {displayText} from '../base/display-text.ts';

/** Terminals disagree about how wide these are, so they would break the columns: the wish for a coloured emoji, the colour of its skin, and what makes one emoji of several, which stand side by side without it. */
const unsteady = /\u{200D}|\u{FE0F}|(?<=\p{Emoji_Modifier_Base})\p{Emoji_Modifier}/gv;

const ascii = /^[ -~]*$/v;

/** What takes one column a character and is seen on every screen: ASCII, letters of western languages, lines and blocks. Measuring it would take most of the time that drawing takes. */
const narrow = /^[ -~À-ÖØ-öø-ſ…·←-↓─-╿▀-▟]*$/v;
const segmenter = new Intl.Segmenter();

export type FitOptions = {
	/** Which part of a text that is too long gives way. */
	readonly cut?: 'middle' | 'end';
	readonly align?: 'left' | 'right';
	/** One column or none, where something was cut out. */
	readonly ellipsis?: string;
};

/** A text in exactly `width` columns: made safe to print, cut where it is too long and padded where it is too short. */
export function fitText(text: string, width: number, {cut = 'end', align = 'left', ellipsis = '…'}: FitOptions = {}): string {
	const shown = cutText(safeText(text), width, {cut, ellipsis});
	const padding = ' '.repeat(Math.max(0, width - columnsOf(shown)));
	return align === 'left' ? shown + padding : padding + shown;
}

/** A text that came from anywhere, safe to print and of a width that terminals agree on. */
export function safeText(text: string): string {
	return ascii.test(text) ? text : displayText(text).replaceAll(unsteady, '');
}

/** How many columns a text takes that is safe to print. */
export function columnsOf(text: string): number {
	return narrow.test(text) ? text.length : stringWidth(text);
}

/** A text that is safe to print in at most `width` columns, never cut within a character. */
export function cutText(text: string, width: number, {cut = 'end', ellipsis = '…'}: FitOptions = {}): string {
	if (width <= 0) {
		return '';
	}

	// Of a very long text only what may be shown is measured, with room for what Unicode can pile up on one column.
	const most = width * 100;
	const bounded = text.length > most * 2 ? text.slice(0, most) + text.slice(-most) : text;
	if (bounded === text && columnsOf(text) <= width) {
		return text;
	}

	const characters = Array.from(segmenter.segment(bounded), ({segment}) => segment);
	const room = width - ellipsis.length;
	const tail = cut === 'middle' ? takeColumns(characters.toReversed(), Math.floor(room / 2)).toReversed() : [];
	const head = takeColumns(characters, room - columnsOf(tail.join('')));
	return [...head, ellipsis, ...tail].join('');
}

function takeColumns(characters: readonly string[], width: number): readonly string[] {
	let taken = 0;
	let left = width;
	for (const character of characters) {
		left -= columnsOf(character);
		if (left < 0) {
			break;
		}

		taken++;
	}

	return characters.slice(0, taken);
}
