import {Buffer} from 'node:buffer';
import crypto from 'hypercore-crypto';
import {ExpectedError} from '../base/errors.ts';
import {databaseUnusable} from '../storage/open-sqlite.ts';
import {readLeaf} from '../storage/open-feed.ts';
import {isDamaged} from '../storage/sqlite-error.ts';
import type {HeldShare} from './held-share.ts';

/**
What to say of a failure that may come from damage of this computer's own database of the share: it must not be blamed on whoever shared it.

@param share - still open; undefined when it never was.
*/
export async function ownDamage(error: unknown, share: Pick<HeldShare, 'core' | 'blocks' | 'file'> | undefined): Promise<unknown> {
	if (!share) {
		return error;
	}

	if (isDamaged(error)) {
		return databaseUnusable(error, share.file);
	}

	const isMalformed = error instanceof ExpectedError && error.code === 'feed-malformed';
	return isMalformed && await hasDamagedRecord(share) ? databaseUnusable(undefined, share.file) : error;
}

/** Whether a record that was verified when it came is not any more what the tree says. */
async function hasDamagedRecord({core, blocks}: Pick<HeldShare, 'core' | 'blocks'>): Promise<boolean> {
	try {
		for (let index = 0; index < core.length; index++) {
			if (!core.core.bitfield.get(index) || blocks.holds(index)) {
				continue;
			}

			const [bytes, leaf] = [await core.get(index, {wait: false}), await readLeaf(core, index)];
			if (bytes && leaf && Buffer.compare(crypto.data(bytes), leaf.hash) !== 0) {
				return true;
			}
		}
	} catch (error) {
		return isDamaged(error);
	}

	return false;
}
