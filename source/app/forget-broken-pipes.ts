import {Buffer} from 'node:buffer';
import {ExpectedError} from '../base/errors.ts';
import type {Library} from '../library/library.ts';
import type {ShareRecord} from '../library/record.ts';
import {isSpool} from '../library/spool-place.ts';

/** Whether a share is what came through a pipe that was interrupted: there is no way to go on with it. */
export function isBrokenPipe({directory}: Pick<Library, 'directory'>, {direction, complete, roots}: ShareRecord): boolean {
	return direction === 'sharing' && !complete && roots.some(({place}) => isSpool(directory, place));
}

/** Frees what was left of pipes whose process was killed. */
export async function forgetBrokenPipes(library: Library): Promise<void> {
	const {records} = await library.list();
	for (const record of records) {
		const key = Buffer.from(record.key, 'hex');
		if (isBrokenPipe(library, record) && library.holderOf(key, 'sharing') === undefined) {
			await removeUnlessUsed(library, key);
		}
	}
}

async function removeUnlessUsed(library: Library, key: Uint8Array): Promise<void> {
	try {
		await library.remove(key, 'sharing');
	} catch (error) {
		// Another process may just be beginning with it, or forgetting it.
		if (!(error instanceof ExpectedError && error.code === 'share-in-use')) {
			throw error;
		}
	}
}
