import type Hypercore from 'hypercore';
import crypto from 'hypercore-crypto';
import {systemErrorCode} from '../base/errors.ts';
import {TimeSlice} from '../base/time-slice.ts';
import {piecesOf} from '../storage/extent-cutter.ts';
import type {InPlaceBlocks, Leaf} from '../storage/in-place-blocks.ts';
import {leafBytes} from '../storage/old-blocks.ts';
import {coveredBytes, type SliceMap} from '../storage/slice-map.ts';
import type {StoredFile} from '../storage/stored-file.ts';
import {readNode} from '../storage/tree-nodes.ts';
import type {ContentHasher} from './content-hasher.ts';
import type {ReceivedFile} from './received-file.ts';

export type LeavesHereOptions = {
	readonly core: Hypercore;
	readonly blocks: InPlaceBlocks;
	readonly slices: SliceMap<StoredFile>;
	readonly hasher: Pick<ContentHasher, 'leavesOf'>;
	/** Whether a block need not be looked at. */
	readonly skips: (block: number) => boolean;
	readonly signal: AbortSignal;
};

/** What the leaves of a file's blocks are if the feed's blocks are as they stand here: of those that whole files have all of, as far as the slices tell. */
export async function * leavesHere(file: ReceivedFile, options: LeavesHereOptions): AsyncGenerator<readonly [block: number, leaf: Leaf], void> {
	const {blocks, slices, skips, signal} = options;
	const leaves = await largeLeaves(file, options);
	if (leaves && !blocks.isUnchanged(file)) {
		return;
	}

	const slice = new TimeSlice();
	let start = 0;
	for (const {block, length} of piecesOf(file.entry.extents, slices.blockSize)) {
		const hash = leaves?.subarray(start, start + leafBytes);
		start += leafBytes;
		if (skips(block)) {
			continue;
		}

		await slice.next();
		signal.throwIfAborted();
		const leaf = hash?.byteLength === leafBytes && sizeHere(block, slices) === length ? {size: length, hash} : await readHere(block, options);
		if (leaf) {
			yield [block, leaf];
		}
	}
}

/** How many bytes whole files have of a block, from its start to where the last of them ends; undefined when one is not whole yet. */
export function sizeHere(block: number, slices: SliceMap<StoredFile>): number | undefined {
	const found = slices.at(block);
	const size = coveredBytes(found);
	return size > 0 && found.every(({owner, blockOffset}) => owner.state === 'whole' && blockOffset <= size) ? size : undefined;
}

async function readHere(block: number, {core, blocks, slices}: LeavesHereOptions): Promise<Leaf | undefined> {
	const known = await readNode(core, 2 * block);
	if (known && known.size !== sizeHere(block, slices)) {
		// A file that is not wanted has a part of it.
		return undefined;
	}

	const bytes = await blocks.assemble(block);
	return bytes ? {size: bytes.byteLength, hash: crypto.data(bytes)} : undefined;
}

async function largeLeaves({place, entry}: ReceivedFile, {hasher, signal}: LeavesHereOptions): Promise<Uint8Array | undefined> {
	try {
		return await hasher.leavesOf(place, entry, signal);
	} catch (error) {
		if (systemErrorCode(error) === '') {
			throw error;
		}

		return new Uint8Array(0);
	}
}
