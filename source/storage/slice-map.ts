import type {Extent} from '../feed/entry.ts';
import {BlockRuns} from './block-runs.ts';
import type {Slice} from './slice.ts';

type Run<Owner> = {
	readonly owner: Owner;
	readonly extent: Extent;
	readonly position: number;
};

/** A long run is listed once for every this many blocks, so that a lookup meets few runs that do not hold the block. */
const bucketBlocks = 64;

/**
Where each data block lies, derived from the extents of the index: block → slices of files.

A packed block has many slices, a copied file shares its blocks with the original, and a block that no file uses has none.
Runs within one block are found by that block, longer ones by the bucket of blocks, so memory grows with the number of extents and not with the number of blocks.
*/
export class SliceMap<Owner> {
	/** Bytes; a receiver learns it from the first commit, before it adds an extent. */
	blockSize: number;
	readonly #short = new Map<number, BlockRuns<Owner>>();
	readonly #long = new Map<number, Array<Run<Owner>>>();

	constructor(blockSize: number) {
		this.blockSize = blockSize;
	}

	/** Adds the extents of a file; `position` is where in the file the first of them starts. */
	add(owner: Owner, extents: readonly Extent[], position = 0): void {
		for (const extent of extents) {
			this.#insert({owner, extent, position});
			position += extent.length;
		}
	}

	/** Forgets all runs of a file that lie in these extents. A file that grew may have been added in shorter runs. */
	remove(owner: Owner, extents: readonly Extent[]): void {
		for (const extent of extents) {
			const blocks = blockCount(extent, this.blockSize);
			for (const block of this.#shortWithin(extent.block, extent.block + blocks)) {
				this.#forgetShort(block, owner);
			}

			for (const key of blocks === 1 ? [] : bucketsOf(extent.block, blocks)) {
				this.#forgetLong(key, owner);
			}
		}
	}

	/** Whether any file has bytes in this block. */
	has(block: number): boolean {
		return this.#short.has(block)
			|| (this.#long.get(Math.floor(block / bucketBlocks))?.some(run => this.#covers(run, block)) ?? false);
	}

	/** The slices of a block, by their place in it. */
	at(block: number): Array<Slice<Owner>> {
		const slices = this.#short.get(block)?.slices() ?? [];
		for (const run of this.#long.get(Math.floor(block / bucketBlocks)) ?? []) {
			if (this.#covers(run, block)) {
				slices.push(this.#slice(run, block));
			}
		}

		return slices.length > 1 ? slices.toSorted((a, b) => a.blockOffset - b.blockOffset) : slices;
	}

	#insert(run: Run<Owner>): void {
		const {owner, extent, position} = run;
		const blocks = blockCount(extent, this.blockSize);
		if (blocks === 1) {
			const runs = this.#short.get(extent.block) ?? new BlockRuns<Owner>();
			runs.add(owner, extent, position);
			this.#short.set(extent.block, runs);
			return;
		}

		for (const key of bucketsOf(extent.block, blocks)) {
			const runs = this.#long.get(key);
			if (runs) {
				runs.push(run);
			} else {
				this.#long.set(key, [run]);
			}
		}
	}

	#forgetShort(block: number, owner: Owner): void {
		const runs = this.#short.get(block);
		runs?.remove(owner);
		if (runs?.size === 0) {
			this.#short.delete(block);
		}
	}

	#forgetLong(key: number, owner: Owner): void {
		const runs = this.#long.get(key);
		const kept = runs?.filter(run => run.owner !== owner) ?? [];
		if (kept.length > 0) {
			this.#long.set(key, kept);
		} else if (runs) {
			this.#long.delete(key);
		}
	}

	/** The blocks of a range that short runs are listed for, found the shorter way. */
	#shortWithin(start: number, end: number): number[] {
		return end - start < this.#short.size
			? Array.from({length: end - start}, (_, index) => start + index)
			: [...this.#short.keys()].filter(block => block >= start && block < end);
	}

	#covers({extent}: Run<Owner>, block: number): boolean {
		return block >= extent.block && block < extent.block + blockCount(extent, this.blockSize);
	}

	#slice({owner, extent, position}: Run<Owner>, block: number): Slice<Owner> {
		const before = (block - extent.block) * this.blockSize;
		const blockOffset = before === 0 ? extent.offset : 0;
		return {
			owner,
			blockOffset,
			position: position + before + blockOffset - extent.offset,
			length: bytesIn(extent, block, this.blockSize),
		};
	}
}

function bucketsOf(block: number, blocks: number): number[] {
	const first = Math.floor(block / bucketBlocks);
	const last = Math.floor((block + blocks - 1) / bucketBlocks);
	return Array.from({length: last - first + 1}, (_, index) => first + index);
}

/** How many blocks an extent touches. */
export function blockCount(extent: Extent, blockSize: number): number {
	return Math.ceil((extent.offset + extent.length) / blockSize);
}

/** How many bytes of an extent stand in one of its blocks. */
export function bytesIn(extent: Extent, block: number, blockSize: number): number {
	const before = (block - extent.block) * blockSize;
	return Math.min(blockSize, extent.offset + extent.length - before) - (before === 0 ? extent.offset : 0);
}

/** How many bytes from the start of a block its slices cover without a gap. */
export function coveredBytes(slices: ReadonlyArray<Slice<unknown>>): number {
	let covered = 0;
	for (const {blockOffset, length} of slices) {
		if (blockOffset <= covered) {
			covered = Math.max(covered, blockOffset + length);
		}
	}

	return covered;
}

/** Each block of these extents, once. */
export function blocksOf(extents: readonly Extent[], blockSize: number): Set<number> {
	const blocks = new Set<number>();
	for (const extent of extents) {
		const count = blockCount(extent, blockSize);
		for (let index = 0; index < count; index++) {
			blocks.add(extent.block + index);
		}
	}

	return blocks;
}
