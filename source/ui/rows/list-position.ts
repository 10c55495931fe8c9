import {drawn, type Spans} from '../spans.ts';
import type {Glyphs} from '../theme.ts';

/** Which rows of a list are seen. */
export type SeenRows = {
	/** The first one, counted from 0. */
	readonly offset: number;
	/** How many there is room for. */
	readonly rows: number;
	readonly count: number;
	/** There are more than are known. */
	readonly isOpenEnded?: boolean;
};

/** Which rows of a list are seen, as `3-9 of 16`; empty when all of them are. */
export function positionText({offset, rows, count, isOpenEnded = false}: SeenRows): string {
	const last = Math.min(count, offset + rows);
	const figure = (amount: number): string => amount.toLocaleString('en-US');
	return offset === 0 && last === count && !isOpenEnded
		? ''
		: `${figure(offset + 1)}-${figure(last)} of ${figure(count)}${isOpenEnded ? '+' : ''}`;
}

/** The rule below a list, with the rows that are seen at its end. */
export function listRule(seen: SeenRows, {width, glyphs}: {readonly width: number; readonly glyphs: Glyphs}): Spans {
	const text = positionText(seen);
	return text === '' || width < text.length + 8
		? [drawn(glyphs.rule.repeat(width), 'dim')]
		: [drawn(`${glyphs.rule.repeat(width - text.length - 4)} `, 'dim'), {text, tone: 'dim'}, drawn(` ${glyphs.rule.repeat(2)}`, 'dim')];
}
