import {Buffer} from 'node:buffer';
import crypto from 'hypercore-crypto';
import type {Extent} from '../feed/entry.ts';
import type {CutBlock} from './block-cutter.ts';
import {blockCount, bytesIn} from './slice-map.ts';

/** Cuts a file where its extents say that blocks of the feed begin and end: what `BlockCutter` is for a file that the feed does not have yet. */
export class ExtentCutter {
	readonly #buffer: Buffer;
	readonly #pieces: Generator<{readonly block: number; readonly length: number}, void>;
	#piece: {readonly block: number; readonly length: number} | undefined;
	#filled = 0;

	constructor(extents: readonly Extent[], blockSize: number) {
		this.#buffer = Buffer.allocUnsafeSlow(blockSize);
		this.#pieces = piecesOf(extents, blockSize);
		this.#next();
	}

	/** Where the next bytes of the file belong. */
	get room(): Uint8Array {
		return this.#buffer.subarray(this.#filled, this.#piece?.length ?? 0);
	}

	/** Says how many bytes have been put there. */
	added(byteLength: number): void {
		this.#filled += byteLength;
	}

	/**
	The next piece of a block.

	@param isEnd - there are no more bytes than were added: a piece that they do not fill is not given.
	@returns undefined when more bytes are needed, or none are left.
	*/
	next(isEnd: boolean): CutBlock | undefined {
		const piece = this.#piece;
		if (!piece || this.#filled < piece.length) {
			this.#filled = isEnd ? 0 : this.#filled;
			return undefined;
		}

		const bytes = this.#buffer.subarray(0, piece.length);
		this.#filled = 0;
		this.#next();
		return {
			bytes, leaf: crypto.data(bytes), mark: undefined, number: piece.block,
		};
	}

	#next(): void {
		this.#piece = this.#pieces.next().value ?? undefined;
	}
}

/** What the extents of a file have of each block, in the order of its bytes. */
export function * piecesOf(extents: readonly Extent[], blockSize: number): Generator<{readonly block: number; readonly blockOffset: number; readonly length: number}, void> {
	for (const extent of extents) {
		const end = extent.block + blockCount(extent, blockSize);
		for (let {block} = extent; block < end; block++) {
			yield {block, blockOffset: block === extent.block ? extent.offset : 0, length: bytesIn(extent, block, blockSize)};
		}
	}
}
