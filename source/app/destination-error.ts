import path from 'node:path';
import {ExpectedError, systemErrorCode} from '../base/errors.ts';
import {isPartName} from '../base/relative-path.ts';

/** What the file system refuses is the user's to mend. */
export function destinationError(error: unknown): unknown {
	const code = systemErrorCode(error);
	if (error instanceof ExpectedError || !/^E[A-Z]+$/v.test(code)) {
		return error;
	}

	const place = error instanceof Error && 'path' in error && typeof error.path === 'string' ? `: ${withoutOwnName(error.path)}` : '';
	return new ExpectedError('destination-unusable', `The destination can’t be written${place} (${code}).`, {
		hint: 'Check that it is there and may be written to, then run the same command again: it goes on where it stopped.',
		cause: error,
	});
}

/** What ferry calls a file for a while says nothing to the user: the directory does. */
function withoutOwnName(place: string): string {
	return isPartName(path.basename(place)) ? path.dirname(place) : place;
}
