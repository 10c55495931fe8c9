import {ExpectedError} from '../base/errors.ts';

export type MalformedOptions = {
	readonly hint?: string;
	readonly cause?: unknown;
};

/**
The error for everything in a feed that breaks its format.

The sentence never quotes the feed: what a stranger wrote does not belong in somebody's terminal.
*/
export function malformed(sentence: string, options: MalformedOptions = {}): ExpectedError {
	return new ExpectedError('feed-malformed', sentence, {
		hint: options.hint ?? 'Ask whoever shared it to share it again with an up-to-date ferry.',
		cause: options.cause,
	});
}

/**
Checks that a number is whole and within its bounds, both included.

@param what - The number's name, at the beginning of a sentence.
@throws ExpectedError `feed-malformed`
*/
export function checkInteger(value: number, minimum: number, maximum: number, what: string): void {
	if (!Number.isSafeInteger(value) || value < minimum || value > maximum) {
		throw malformed(`${what} is ${value}, which is not a whole number from ${minimum} to ${maximum}.`);
	}
}
