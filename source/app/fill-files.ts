import type Hypercore from 'hypercore';
import type {InPlaceBlocks} from '../storage/in-place-blocks.ts';
import {writesSettled} from '../storage/open-feed.ts';
import type {SliceMap} from '../storage/slice-map.ts';
import type {StoredFile} from '../storage/stored-file.ts';
import {filesByBlock} from './planned-blocks.ts';
import type {ReceivedFile} from './received-file.ts';
import {untilThereIsRoom} from './wait-for-room.ts';

export type FillOptions = {
	readonly core: Hypercore;
	readonly blocks: InPlaceBlocks;
	readonly slices: SliceMap<StoredFile>;
	readonly waitForRoom: (error: unknown) => Promise<void>;
	/** Throws when it is time to stop. */
	readonly check: () => void;
};

/**
Gives files their own copy of bytes that other files hold, and makes sure that the blocks of the rest are what they should be. Each block is read once, however many files stand in it.

@returns the files of which a block can't be read any more.
*/
export async function fillFiles(files: readonly ReceivedFile[], {core, blocks, slices, waitForRoom, check}: FillOptions): Promise<Set<ReceivedFile>> {
	const lost = new Set<ReceivedFile>();
	await writesSettled(core);
	for (const [index, owners] of filesByBlock(files, slices.blockSize)) {
		check();
		const left = owners.filter(file => !lost.has(file));
		if (left.length === 0 || !core.core.bitfield.get(index)) {
			continue;
		}

		const value = await blocks.read(index);
		for (const file of left) {
			if (!value) {
				lost.add(file);
			} else if (file.needsFilling) {
				await untilThereIsRoom(async () => blocks.copy({index, value}, file), waitForRoom);
			}
		}
	}

	return lost;
}
