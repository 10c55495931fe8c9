import assert from 'node:assert/strict';
import {ExpectedError} from '../../source/base/errors.ts';

/** Asserts that this throws that the feed is malformed, in a sentence that matches. */
export function assertMalformed(run: () => unknown, sentence: RegExp): void {
	assert.throws(run, isMalformed(sentence));
}

/** For `assert.rejects`. */
export function isMalformed(sentence: RegExp): (error: unknown) => true {
	return error => {
		assert.ok(error instanceof ExpectedError, String(error));
		assert.equal(error.code, 'feed-malformed');
		assert.match(error.message, sentence);
		assert.ok(error.hint.length > 0);
		return true;
	};
}

/** Asserts that this returns, or throws that the feed is malformed and nothing else. */
export function assertMalformedOrFine(run: () => unknown): void {
	try {
		run();
	} catch (error) {
		isMalformed(/\.$/v)(error);
	}
}
