import {ExpectedError} from '../../base/errors.ts';
import {hideKeys} from '../../base/hide-keys.ts';
import type {Spans} from '../spans.ts';
import type {Glyphs} from '../theme.ts';
import {wrapText} from '../wrap-text.ts';

/** What went wrong in a dialog, and what the user can do about it. */
export type DialogProblem = {
	/** One of base/errors.ts, or empty. */
	readonly code: string;
	readonly message: string;
	readonly hint: string;
};

/** Something that was thrown, as it is told to the user. */
export function problemOf(error: unknown): DialogProblem {
	return error instanceof ExpectedError
		? {code: error.code, message: hideKeys(error.message), hint: error.hint}
		: {code: '', message: hideKeys(error instanceof Error ? error.message : String(error)), hint: ''};
}

export type ProblemOptions = {readonly width: number; readonly rows: number; readonly glyphs: Glyphs};

/** A problem in at most so many lines: the sentence, then what to do. */
export function problemLines({message, hint}: Pick<DialogProblem, 'message' | 'hint'>, {width, rows, glyphs}: ProblemOptions): readonly Spans[] {
	const sentence = wrapText(message, width - 2, hint === '' ? rows : Math.max(1, rows - 1));
	const advice = hint === '' || sentence.length >= rows ? [] : wrapText(hint, width - 2, rows - sentence.length);
	return [
		...sentence.map((text, index): Spans => [{text: index === 0 ? `${glyphs.bad} ` : '  ', tone: 'bad', spoken: index === 0 ? 'problem:' : ''}, {text, tone: 'bad'}]),
		...advice.map((text): Spans => [{text: `  ${text}`}]),
	];
}
