import type {Tone} from './theme.ts';

/** A piece of a line, safe to print, with what it means. */
export type Span = {
	readonly text: string;
	readonly tone?: Tone | undefined;
	/** What a screen reader says instead; nothing for what is only drawn. */
	readonly spoken?: string | undefined;
};

/** The pieces of one line of the screen. */
export type Spans = readonly Span[];

/** The text alone, as a person reads it. */
export function textOf(spans: Spans): string {
	return spans.map(({text}) => text).join('');
}

/** What a screen reader says of a line, without the spaces that only line things up. */
export function spokenText(spans: Spans): string {
	return spans.map(({text, spoken = text}) => spoken).join(' ').replaceAll(/\s+/gv, ' ').trim();
}

/** A piece that is only drawn. */
export function drawn(text: string, tone: Tone = 'plain'): Span {
	return {text, tone, spoken: ''};
}

/** The same line of as few pieces as can be: spaces have no colour, so they go with what stands before them. */
export function mergeSpans(spans: Spans): Spans {
	const merged: Span[] = [];
	for (const {text, tone = 'plain'} of spans) {
		const before = merged.at(-1);
		if (before !== undefined && (before.tone === tone || text.trim() === '')) {
			merged[merged.length - 1] = {text: before.text + text, tone: before.tone};
		} else {
			merged.push({text, tone});
		}
	}

	return merged;
}

/** Lines up pieces, those that are not empty, with so many spaces between two. */
export function joinSpans(pieces: readonly Spans[], gap: number): Spans {
	return pieces.filter(piece => piece.some(({text}) => text !== '')).flatMap((piece, index) => index === 0 ? piece : [{text: ' '.repeat(gap)}, ...piece]);
}
