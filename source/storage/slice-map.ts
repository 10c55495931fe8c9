import {joinRanges, type BlockRange} from '../base/join-ranges.ts';
import type {Extent} from '../feed/entry.ts';
import {BlockRuns} from './block-runs.ts';
import type {Slice} from './slice.ts';

type Run<Owner> = {
	readonly owner: Owner;
	readonly extent: Extent;
	readonly position: number;
};

/**
Where each data block lies, derived from the extents of the index: block → slices of files.

A packed block has many slices, a copied file shares its blocks with the original, and a block that no file uses has none.
Runs within one block are found by that block. A longer one is listed for the stretches of blocks that it touches, of a length that fits it: those are two at most, so memory grows with the number of extents and not with that of blocks, and a lookup meets few runs that do not hold the block.
*/
export class SliceMap<Owner> {
	/** Bytes; a receiver learns it from the first commit, before it adds an extent. */
	blockSize: number;
	readonly #short = new Map<number, BlockRuns<Owner>>();
	/** By the logarithm of the stretches' length, and by their number. */
	readonly #long = new Map<number, Map<number, Array<Run<Owner>>>>();

	constructor(blockSize: number) {
		this.blockSize = blockSize;
	}

	/** Adds the extents of a file; `position` is where in the file the first of them starts. */
	add(owner: Owner, extents: readonly Extent[], position = 0): void {
		for (const extent of extents) {
			const blocks = blockCount(extent, this.blockSize);
			if (blocks === 1) {
				const runs = this.#short.get(extent.block) ?? new BlockRuns<Owner>();
				runs.add(owner, extent, position);
				this.#short.set(extent.block, runs);
			} else {
				this.#addLong({owner, extent, position}, blocks);
			}

			position += extent.length;
		}
	}

	/** Forgets all runs of a file that lie in these extents. A file that grew may have been added in shorter runs. */
	remove(owner: Owner, extents: readonly Extent[]): void {
		for (const range of rangesOf(extents, this.blockSize)) {
			for (const block of keysWithin(this.#short, range)) {
				this.#forgetShort(block, owner);
			}

			for (const [level, runs] of this.#long) {
				for (const stretch of keysWithin(runs, stretchesOf(range, level))) {
					forget(runs, stretch, owner);
				}
			}
		}
	}

	/** Whether any file has bytes in this block. */
	has(block: number): boolean {
		return this.#short.has(block) || this.#longAt(block).next().done !== true;
	}

	/** The slices of a block, by their place in it. */
	at(block: number): Array<Slice<Owner>> {
		const slices = [...this.each(block)];
		return slices.length > 1 ? slices.toSorted((a, b) => a.blockOffset - b.blockOffset) : slices;
	}

	/** The slices of a block, in no order; nothing may be added or removed meanwhile. One block may have a million: whoever needs a few of them should not have a list of all. */
	* each(block: number): Generator<Slice<Owner>, void> {
		yield * this.#short.get(block)?.slices() ?? [];
		for (const run of this.#longAt(block)) {
			yield this.#slice(run, block);
		}
	}

	#addLong(run: Run<Owner>, blocks: number): void {
		const level = Math.ceil(Math.log2(blocks));
		const lists = this.#long.get(level) ?? new Map<number, Array<Run<Owner>>>();
		this.#long.set(level, lists);
		const {start, end} = stretchesOf({start: run.extent.block, end: run.extent.block + blocks}, level);
		for (let stretch = start; stretch < end; stretch++) {
			const runs = lists.get(stretch);
			if (runs) {
				runs.push(run);
			} else {
				lists.set(stretch, [run]);
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

	* #longAt(block: number): Generator<Run<Owner>, void> {
		for (const [level, lists] of this.#long) {
			for (const run of lists.get(Math.floor(block / (2 ** level))) ?? []) {
				if (block >= run.extent.block && block < run.extent.block + blockCount(run.extent, this.blockSize)) {
					yield run;
				}
			}
		}
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

/** The stretches of 2 ** `level` blocks that a range touches. */
function stretchesOf({start, end}: BlockRange, level: number): BlockRange {
	return {start: Math.floor(start / (2 ** level)), end: Math.ceil(end / (2 ** level))};
}

/** The keys of a map that lie in a range, found the shorter way; perhaps also some that the map does not have. */
function * keysWithin(map: ReadonlyMap<number, unknown>, {start, end}: BlockRange): Generator<number, void> {
	if (end - start < map.size) {
		for (let key = start; key < end; key++) {
			yield key;
		}
	} else {
		for (const key of map.keys()) {
			if (key >= start && key < end) {
				yield key;
			}
		}
	}
}

function forget<Owner>(lists: Map<number, Array<Run<Owner>>>, key: number, owner: Owner): void {
	const runs = lists.get(key);
	const kept = runs?.filter(run => run.owner !== owner) ?? [];
	if (kept.length > 0) {
		lists.set(key, kept);
	} else if (runs) {
		lists.delete(key);
	}
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

/** How many bytes of a block its slices hold together. */
export function wantedBytes(slices: ReadonlyArray<Slice<unknown>>): number {
	let bytes = 0;
	let end = 0;
	for (const {blockOffset, length} of slices) {
		const next = Math.max(end, blockOffset + length);
		bytes += next - Math.max(end, blockOffset);
		end = next;
	}

	return bytes;
}

/** The blocks of these extents, each once, as few ranges in order. */
export function rangesOf(extents: readonly Extent[], blockSize: number): BlockRange[] {
	return joinRanges(extents.map(extent => ({start: extent.block, end: extent.block + blockCount(extent, blockSize)})));
}

/** Each block of these extents, once, in order. */
export function * blocksOf(extents: readonly Extent[], blockSize: number): Generator<number, void> {
	for (const {start, end} of rangesOf(extents, blockSize)) {
		for (let block = start; block < end; block++) {
			yield block;
		}
	}
}
