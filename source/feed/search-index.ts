import {TimeSlice} from '../base/time-slice.ts';
import type {Entry} from './entry.ts';
import {readRange, type ReadableIndex} from './read-index.ts';

/**
Finds every entry whose path contains a text, in the order of the paths' bytes, a page's at a time, as soon as the page is read. Other work goes on in between.

@throws ExpectedError `feed-malformed`, what `read` throws, and the signal's reason.
*/
export async function * searchIndex(index: ReadableIndex, text: string, {signal}: {readonly signal: AbortSignal}): AsyncGenerator<readonly Entry[], void, void> {
	const matches = matcher(text);
	const slice = new TimeSlice();
	for await (const {entries} of readRange(index, {from: '', to: undefined}, {wants: matches})) {
		signal.throwIfAborted();
		if (entries.length > 0) {
			yield entries;
		}

		await slice.next();
	}
}

/**
Whether a path contains this text, whatever the case of its letters and however its accents are composed: `cafe` is in `Café`, as it is while somebody types.
*/
export function matcher(text: string): (path: string) => boolean {
	const folded = fold(text);
	return path => fold(path).includes(folded);
}

/** To lower case first, as ẞ has no other way to ss; then to upper, because the lower case of Σ depends on what stands beside it. */
function fold(text: string): string {
	return /\P{ASCII}/v.test(text) ? text.normalize('NFD').toLowerCase().toUpperCase() : text.toUpperCase();
}
