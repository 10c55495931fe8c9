import {Buffer} from 'node:buffer';
import type Hypercore from 'hypercore';
import type {Extent} from '../feed/entry.ts';
import type {BlockMarks} from '../storage/block-marks.ts';
import {leafBytes, type OldBlocks} from '../storage/old-blocks.ts';
import {readLeaves} from '../storage/open-feed.ts';
import {blockCount, bytesIn, rangesOf} from '../storage/slice-map.ts';

export type OldBlocksOptions = {
	readonly core: Hypercore;
	readonly blockSize: number;
	readonly marks: BlockMarks;
};

/** Asked of the database at a time. */
const leavesAtOnce = 1024;

/** What is known of the blocks that these extents have as a whole and that are still offered, in the order of the extents. */
export async function readOldBlocks(extents: readonly Extent[], {core, blockSize, marks}: OldBlocksOptions): Promise<OldBlocks> {
	const found: Array<{readonly number: number; readonly size: number; readonly hash: Uint8Array}> = [];
	for (const extent of extents) {
		const end = extent.block + blockCount(extent, blockSize);
		for (let start = extent.block; start < end; start += leavesAtOnce) {
			const numbers = Array.from({length: Math.min(leavesAtOnce, end - start)}, (_, index) => start + index);
			for (const [index, leaf] of (await readLeaves(core, numbers)).entries()) {
				const number = start + index;
				if (leaf?.size === bytesIn(extent, number, blockSize) && core.core.bitfield.get(number)) {
					found.push({number, size: leaf.size, hash: leaf.hash});
				}
			}
		}
	}

	const known = new Map(rangesOf(extents, blockSize).flatMap(range => [...marks.within(range)]));
	return {
		numbers: Uint32Array.from(found, ({number}) => number),
		sizes: Uint32Array.from(found, ({size}) => size),
		leaves: joined(found.map(({hash}) => hash)),
		marks: Float64Array.from(found, ({number}) => known.get(number) ?? Number.NaN),
	};
}

function joined(hashes: readonly Uint8Array[]): Uint8Array {
	const leaves = Buffer.allocUnsafeSlow(hashes.length * leafBytes);
	for (const [index, hash] of hashes.entries()) {
		leaves.set(hash, index * leafBytes);
	}

	return leaves;
}
