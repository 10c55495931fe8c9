import {
	blockIndexOf, blockRangeOf, isTreeNodeKey, type BlockRange,
} from './block-key.ts';
import type {Block} from './block-store.ts';
import {isHashedBlock} from './hashed-block.ts';

/** One change in a write batch. A range is `start` ≤ key < `end`. */
export type Change
	= | {readonly kind: 'put'; readonly key: Uint8Array; readonly value: Uint8Array}
		| {readonly kind: 'delete'; readonly key: Uint8Array}
		| {readonly kind: 'delete-range'; readonly start: Uint8Array; readonly end: Uint8Array};

/** What a batch does, in the order of these properties: rows are the database's, the rest is the block store's. */
export type FlushPlan = {
	/** Cleared before a later change of the batch writes blocks. */
	readonly clearBefore: readonly BlockRange[];
	readonly blocks: readonly Block[];
	readonly rows: readonly Change[];
	/** Cleared once the database no longer says that they are there. */
	readonly clearAfter: readonly BlockRange[];
};

/**
Parts a batch between the database and the block store, so that both end up as if every change had been made in order.

Deletions go to both: what a range covers may lie in either.

Single nodes of the Merkle tree are kept: Hypercore 11 deletes them when blocks are cleared, and with them some that blocks which are still there, and peers that know an older length, need for their proofs. They are 40 bytes each.
*/
export function planFlush(changes: readonly Change[], holds: (index: number) => boolean): FlushPlan {
	const clearBefore: BlockRange[] = [];
	const blocks = new Map<number, Uint8Array>();
	const rows: Change[] = [];
	let clearAfter: BlockRange[] = [];

	for (const change of changes) {
		if (change.kind === 'put') {
			const index = blockIndexOf(change.key);
			if (index === undefined || !holds(index)) {
				// Of a file that changed between hashing and appending no bytes are kept: its blocks are “not available” until they are cleared.
				if (!isHashedBlock(change.value)) {
					rows.push(change);
				}

				continue;
			}

			blocks.set(index, change.value);
			clearBefore.push(...clearAfter);
			clearAfter = [];
			continue;
		}

		if (change.kind === 'delete' && isTreeNodeKey(change.key)) {
			continue;
		}

		rows.push(change);
		const range = clearedBy(change);
		if (range) {
			clearAfter.push(range);
			for (const index of blocks.keys()) {
				if (index >= range.start && index < range.end) {
					blocks.delete(index);
				}
			}
		}
	}

	return {
		clearBefore,
		blocks: Array.from(blocks, ([index, value]) => ({index, value})),
		rows,
		clearAfter,
	};
}

function clearedBy(change: Exclude<Change, {kind: 'put'}>): BlockRange | undefined {
	if (change.kind === 'delete-range') {
		return blockRangeOf(change.start, change.end);
	}

	const index = blockIndexOf(change.key);
	return index === undefined ? undefined : {start: index, end: index + 1};
}
