import {ExpectedError} from '../base/errors.ts';

/** What ends a get when the owner of a feed has signed two blocks for one place. */
export function feedConflict(): ExpectedError {
	return new ExpectedError('feed-conflict', 'Whoever shares this has signed two different histories of it.', {
		hint: 'Their data directory was probably copied or restored from a backup: ask them to remove the share and share it anew, which gives it a new key.',
	});
}
