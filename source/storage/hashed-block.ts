import {Buffer} from 'node:buffer';
import {iterator} from 'flat-tree';
import type Hypercore from 'hypercore';

const hashes = new WeakMap<Uint8Array, Uint8Array>();
let zeros = Buffer.alloc(0);

/**
Stands for a block whose bytes lie in a user's file and have been hashed already, in `append` of a feed that takes such blocks. Its own bytes mean nothing.

@param byteLength - of the block.
@param hash - the leaf hash, 32 bytes.
*/
export function hashedBlock(byteLength: number, hash: Uint8Array): Uint8Array {
	if (zeros.byteLength < byteLength) {
		zeros = Buffer.alloc(byteLength);
	}

	const block = zeros.subarray(0, byteLength);
	hashes.set(block, hash);
	return block;
}

/** Whether these bytes only stand for a block: they must never be stored. */
export function isHashedBlock(block: Uint8Array): boolean {
	return hashes.has(block);
}

/** Lets a feed take blocks that were hashed elsewhere: Hypercore 11 hashes each block on the thread that also sends, and knows no other way. */
export function takeHashedBlocks(core: Hypercore): void {
	const {state} = core.core;
	const createTreeBatch = state.createTreeBatch.bind(state);
	state.createTreeBatch = () => {
		const batch = createTreeBatch();
		const append = batch.append.bind(batch);
		batch.append = block => {
			const hash = hashes.get(block);
			if (hash) {
				const index = 2 * batch.length;
				batch.appendRoot({index, size: block.byteLength, hash}, iterator(index));
			} else {
				append(block);
			}
		};

		return batch;
	};
}
