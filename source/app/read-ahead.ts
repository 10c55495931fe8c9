import {mapAhead} from '../base/map-ahead.ts';
import type {Extent} from '../feed/entry.ts';
import {blockCount, bytesIn} from '../storage/slice-map.ts';

/** A run of a file's bytes that stands in one block of a feed. */
export type Step<File> = {
	readonly file: File;
	readonly block: number;
	/** Where it begins in the block, and how long it is. */
	readonly start: number;
	readonly length: number;
};

/** A step and its bytes; undefined: nobody has its block. */
export type ReadStep<File> = {readonly step: Step<File>; readonly bytes: Uint8Array | undefined};

export type ReadAheadOptions = {
	/** A block; undefined: nobody has it. */
	readonly fetch: (block: number) => Promise<Uint8Array | undefined>;
	/** Called when a block has been used. */
	readonly release: (block: number) => Promise<void>;
};

/** Blocks that are asked for ahead of the one that is waited for: 8 MiB, enough for 100 ms to the other side at 80 MB/s. */
const mostBlocks = 32;
/** Runs of small files that are taken together at most. */
const mostSteps = 4096;

/** The runs of a file's bytes from a position on, in order. */
export function * stepsOf<File>(file: File, extents: readonly Extent[], {blockSize, from}: {readonly blockSize: number; readonly from: number}): Generator<Step<File>, void> {
	let position = 0;
	for (const extent of extents) {
		if (position + extent.length > from) {
			const end = extent.block + blockCount(extent, blockSize);
			for (let {block} = extent; block < end; block++) {
				const length = bytesIn(extent, block, blockSize);
				const skipped = Math.min(length, Math.max(0, from - position));
				if (skipped < length) {
					yield {
						file, block, start: (block === extent.block ? extent.offset : 0) + skipped, length: length - skipped,
					};
				}

				position += length;
			}
		} else {
			position += extent.length;
		}
	}
}

/** Gives the bytes of steps in their order, and asks for the blocks of those that follow meanwhile. How far ahead is bounded, so whoever is slow to take them slows down what is asked for. */
export async function * readAhead<File>(steps: AsyncIterable<Step<File>> | Iterable<Step<File>>, {fetch, release}: ReadAheadOptions): AsyncGenerator<ReadStep<File>, void, void> {
	const read = mapAhead(byBlock(steps), async group => ({group, block: await fetch(group[0]!.block)}), mostBlocks);
	for await (const {group, block} of read) {
		for (const step of group) {
			yield {step, bytes: block?.subarray(step.start, step.start + step.length)};
		}

		await release(group[0]!.block);
	}
}

/** Steps that follow each other in the same block, together. */
async function * byBlock<File>(steps: AsyncIterable<Step<File>> | Iterable<Step<File>>): AsyncGenerator<ReadonlyArray<Step<File>>, void, void> {
	let group: Array<Step<File>> = [];
	for await (const step of steps) {
		if (group.length > 0 && (group[0]!.block !== step.block || group.length === mostSteps)) {
			yield group;
			group = [];
		}

		group.push(step);
	}

	if (group.length > 0) {
		yield group;
	}
}
