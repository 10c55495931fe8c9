import type {Tone} from './theme.ts';

/** A piece of a line, safe to print, with what it means. */
export type Span = {readonly text: string; readonly tone?: Tone | undefined};

/** The pieces of one line of the screen. */
export type Spans = readonly Span[];

/** The text alone, as a person reads it. */
export function textOf(spans: Spans): string {
	return spans.map(({text}) => text).join('');
}

/** Lines up pieces, those that are not empty, with so many spaces between two. */
export function joinSpans(pieces: readonly Spans[], gap: number): Spans {
	return pieces.filter(piece => piece.some(({text}) => text !== '')).flatMap((piece, index) => index === 0 ? piece : [{text: ' '.repeat(gap)}, ...piece]);
}
