import {Buffer} from 'node:buffer';
import type {Stats} from 'node:fs';
import type Hypercore from 'hypercore';
import {changeTimeOf} from '../base/change-time.ts';
import {systemErrorCode} from '../base/errors.ts';
import {hashFile} from '../folder/hash-file.ts';
import type {InPlaceBlocks} from '../storage/in-place-blocks.ts';
import {blocksOf, type SliceMap} from '../storage/slice-map.ts';
import type {StoredFile} from '../storage/stored-file.ts';
import {countBlocks, type ReceivedFile} from './received-file.ts';

export type SoundOptions = {
	readonly core: Hypercore;
	readonly blocks: InPlaceBlocks;
	readonly slices: SliceMap<StoredFile>;
	readonly signal: AbortSignal;
};

/**
Whether a file of which every block has come can get its real name: none of them was cleared since.

Of a part that is not as ferry left it the content is looked at, whoever has written to it. So it is of large files that have blocks in common, with each other or with themselves, which take their bytes from there: one that was being copied when ferry was killed may have a hole that neither its size nor the feed shows.
*/
export async function isSound(file: ReceivedFile, found: Stats, {core, blocks, slices, signal}: SoundOptions): Promise<boolean> {
	const {size, extents, sha256} = file.entry;
	if (countBlocks(extents, slices.blockSize, block => core.core.bitfield.get(block) || blocks.isArriving(block)).missing > 0) {
		return false;
	}

	const isTouched = size > 0 && (file.isSuspect || changeTimeOf(found) !== file.changed);
	if (!isTouched && !(size >= slices.blockSize && sharesBlocks(file, slices))) {
		return true;
	}

	try {
		return Buffer.compare(await hashFile(file.place, signal), sha256!) === 0;
	} catch (error) {
		if (systemErrorCode(error) === '') {
			throw error;
		}

		return false;
	}
}

/** Whether a block of this file stands anywhere else as well. */
function sharesBlocks({entry: {extents}}: ReceivedFile, slices: SliceMap<StoredFile>): boolean {
	for (const block of blocksOf(extents, slices.blockSize)) {
		const found = slices.each(block);
		found.next();
		if (found.next().done !== true) {
			return true;
		}
	}

	return false;
}
