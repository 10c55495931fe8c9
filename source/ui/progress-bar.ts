import {drawn, type Spans} from './spans.ts';
import type {Glyphs, Tone} from './theme.ts';

/** A bar of `width` columns; `done` from 0 to 1. Full only when all is done, and begun as soon as something is. */
export function progressBar(done: number, width: number, {glyphs, tone}: {readonly glyphs: Glyphs; readonly tone: Tone}): Spans {
	const filled = done >= 1 ? width : Math.min(width - 1, Math.max(done > 0 ? 1 : 0, Math.floor(done * width)));
	return width <= 0
		? []
		: [
			drawn(glyphs.barDone.repeat(filled), tone),
			drawn(glyphs.barLeft.repeat(width - filled), 'dim'),
		];
}
