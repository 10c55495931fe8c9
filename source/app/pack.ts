import {Buffer} from 'node:buffer';
import type {Extent} from '../feed/entry.ts';
import {isHashedBlock} from '../storage/hashed-block.ts';

/** So many small files share a block at most: when one of them changes, all the others have to be read and packed anew, and receivers have to look at them. */
export const mostInBlock = 512;

/**
The blocks of a batch while it is put together: large files as whole blocks, small ones side by side in shared blocks, so that ten thousand tiny files are not ten thousand round trips.

A small file never crosses a block: it is complete as soon as its one block is.
*/
export class Pack {
	readonly #blockSize: number;
	readonly #blocks: Uint8Array[] = [];
	/** The block of feed that the first one becomes. */
	readonly #first: number;
	/** Where the small files of the next block are put together. */
	#shared: Buffer | undefined;
	#used = 0;
	#files = 0;
	#bytes = 0;
	#memory = 0;

	constructor(first: number, blockSize: number) {
		this.#first = first;
		this.#blockSize = blockSize;
	}

	/** Bytes of file content taken so far. */
	get bytes(): number {
		return this.#bytes;
	}

	/** Bytes that it takes in memory: of blocks that were hashed elsewhere none. */
	get memory(): number {
		return this.#memory;
	}

	/** Adds one block of a large file: full, or the last one of it. */
	addBlock(bytes: Uint8Array): Extent {
		this.#closeShared();
		this.#blocks.push(bytes);
		this.#bytes += bytes.byteLength;
		this.#memory += isHashedBlock(bytes) ? 0 : bytes.byteLength;
		return {block: this.#first + this.#blocks.length - 1, offset: 0, length: bytes.byteLength};
	}

	/** Adds the whole of a file that is smaller than a block and not empty; the bytes are copied. */
	addSmall(bytes: Uint8Array): Extent {
		if (this.#used + bytes.byteLength > this.#blockSize || this.#files === mostInBlock) {
			this.#closeShared();
		}

		this.#shared ??= Buffer.allocUnsafeSlow(this.#blockSize);
		this.#shared.set(bytes, this.#used);
		const extent = {block: this.#first + this.#blocks.length, offset: this.#used, length: bytes.byteLength};
		this.#used += bytes.byteLength;
		this.#files++;
		this.#bytes += bytes.byteLength;
		this.#memory += bytes.byteLength;
		return extent;
	}

	/** The finished blocks, in the order of the feed. */
	finish(): Uint8Array[] {
		this.#closeShared();
		return this.#blocks;
	}

	#closeShared(): void {
		if (this.#shared && this.#files > 0) {
			// A copy: most of the room is often not used.
			this.#blocks.push(Uint8Array.from(this.#shared.subarray(0, this.#used)));
			this.#used = 0;
			this.#files = 0;
		}
	}
}
