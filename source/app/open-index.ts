import {decodeCommit} from '../feed/commit.ts';
import type {ReadableIndex} from '../feed/read-index.ts';
import type {Library} from '../library/library.ts';
import type {EngineShare} from './engine-share.ts';
import {getBlock} from './get-block.ts';
import {openCore, type OpenCore} from './open-core.ts';
import {keptVersion} from './receive-record.ts';

/** The index of the version that is here and stays, or else of the newest one, complete or not, with the share when it is going on. */
export type OpenIndex = ReadableIndex & Pick<OpenCore, 'known' | 'open' | 'close'>;

/**
Opens the index of a share to look at it: that of the running share, or else the one on this disk.

Undefined when nothing of it is here. Pages that are not here are asked of peers.
*/
export async function openIndex(library: Library, share: EngineShare, signal: AbortSignal): Promise<OpenIndex | undefined> {
	const opened = await openCore(library, share);
	if (!opened) {
		return undefined;
	}

	const {core, known, open, close} = opened;
	try {
		if (core.length === 0) {
			await close();
			return undefined;
		}

		const read = async (block: number): Promise<Uint8Array> => getBlock(core, block, signal);
		const record = share.key && share.runner.model.direction === 'receiving' ? await library.find(share.key, 'receiving') : undefined;
		const limit = (record && keptVersion(record)) ?? core.length - 1;
		const {root} = decodeCommit(await read(limit));
		return {
			root, limit, read, known, open, close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}
