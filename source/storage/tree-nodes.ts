import type Hypercore from 'hypercore';
import type {TreeNode} from 'hypercore-storage';
import BitInterlude from 'hypercore/lib/bit-interlude.js';
import type {BlockRange} from '../base/join-ranges.ts';
import {TimeSlice} from '../base/time-slice.ts';
import {pathUp} from './subtrees.ts';

/** Stored at a time: others want to write, too. */
const nodesAtOnce = 512;

/** A node of the feed's Merkle tree, or null when it is not known. */
export async function readNode(core: Hypercore, index: number): Promise<TreeNode | null> {
	const reading = core.core.storage.read(core.fork);
	const node = reading.getTreeNode(index);
	reading.tryFlush();
	return node;
}

/** How many levels above a node the first one is that is known. The roots of the tree always are. */
export async function levelsToKnown(core: Hypercore, node: number): Promise<number> {
	let levels = 0;
	for (const above of pathUp(node)) {
		if (await readNode(core, above)) {
			break;
		}

		levels++;
	}

	return levels;
}

/** Stores nodes of the tree that are known to be right, the last ones first: a node that is stored has those above it. */
export async function storeNodes({core: {state}}: Hypercore, nodes: readonly TreeNode[]): Promise<void> {
	const slice = new TimeSlice();
	for (let end = nodes.length; end > 0; end -= nodesAtOnce) {
		await state.mutex.lock();
		try {
			const batch = state.createWriteBatch();
			for (const node of nodes.slice(Math.max(0, end - nodesAtOnce), end)) {
				batch.putTreeNode(node);
			}

			await state.flush();
		} finally {
			state._unlock();
		}

		await slice.next();
	}
}

/**
Records that blocks are here whose bytes stand where the block store finds them, and tells peers. The nodes of the tree above them must be stored.

Hypercore 11 records a block only when it has been given its bytes (`_verifyShared` in its lib/core.js); this is what it does then, without them.

@param choose - called when nothing else can come or go any more: which of these blocks it is.
*/
export async function recordBlocks({core}: Hypercore, choose: () => readonly BlockRange[]): Promise<void> {
	const {state} = core;
	await state.mutex.lock();
	try {
		const ranges = choose();
		const bits = new BitInterlude();
		for (const {start, end} of ranges) {
			bits.setRange(start, end, true);
		}

		bits.flush(state.createWriteBatch(), core.bitfield);
		await state.flush();
		for (const {start, end} of ranges) {
			const length = end - start;
			core._setBitfieldRanges(start, end, true);
			core.updateContiguousLength({start, length, drop: false});
			core.replicator.onhave(start, length);
		}

		if (core.hintsChanged) {
			await core.flushHints();
		}
	} finally {
		state._unlock();
	}
}
