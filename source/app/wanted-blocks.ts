import {joinRanges, type BlockRange} from '../base/join-ranges.ts';
import type {Extent} from '../feed/entry.ts';
import {blockCount} from '../storage/slice-map.ts';

/** The blocks that a plan has come to want since it was last asked, and those of which it has other files than it had. */
export class WantedBlocks {
	readonly #blockSize: number;
	#ranges: BlockRange[] = [];
	#shared: BlockRange | undefined;
	#touched = new Set<number>();

	constructor(blockSize: number) {
		this.#blockSize = blockSize;
	}

	/**
	Wants the blocks of a file.

	@param isShared - other files stand in the block beside it. Those of one block follow each other, and it is asked for only after the last: a file that is planned after its block has come would miss its bytes.
	*/
	add(extents: readonly Extent[], isShared: boolean): void {
		for (const extent of extents) {
			const range = {start: extent.block, end: extent.block + blockCount(extent, this.#blockSize)};
			this.touch([extent]);
			if (isShared && range.start === this.#shared?.start) {
				continue;
			}

			this.closeShared();
			if (isShared) {
				this.#shared = range;
			} else {
				this.#ranges.push(range);
			}
		}
	}

	/** No further file of a shared block comes. */
	closeShared(): void {
		if (this.#shared) {
			this.#ranges.push(this.#shared);
			this.#shared = undefined;
		}
	}

	/** Of blocks in which several files can stand side by side, one has come or gone. */
	touch(extents: readonly Extent[]): void {
		for (const extent of extents) {
			if (blockCount(extent, this.#blockSize) === 1) {
				this.#touched.add(extent.block);
			}
		}
	}

	/** The blocks that may have become incomplete; they are not given again. */
	takeTouched(): ReadonlySet<number> {
		const touched = this.#touched;
		this.#touched = new Set();
		return touched;
	}

	/** As few ranges as possible; they are not given again. */
	take(): BlockRange[] {
		const ranges = joinRanges(this.#ranges);
		this.#ranges = [];
		return ranges;
	}
}
