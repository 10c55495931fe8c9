import type {Buffer} from 'node:buffer';

/** What was written and has not been put into a packet yet. */
export class SendQueue {
	#chunks: Uint8Array[] = [];
	/** Chunks before this one are used up; they are dropped many at once. */
	#first = 0;
	/** How much of the first chunk is used up. */
	#offset = 0;
	#size = 0;
	#written = 0;
	#end: 'none' | 'asked' | 'taken' = 'none';

	/** How many bytes wait. */
	get size(): number {
		return this.#size;
	}

	/** How many bytes were ever written. */
	get written(): number {
		return this.#written;
	}

	/** Whether there is anything to send: bytes, or the end. */
	get isEmpty(): boolean {
		return this.#size === 0 && this.#end !== 'asked';
	}

	/** Whether the end was asked for and nothing remains but to send what waits. */
	get isEnding(): boolean {
		return this.#end === 'asked';
	}

	write(chunk: Uint8Array): void {
		if (chunk.length > 0) {
			this.#chunks.push(chunk);
			this.#size += chunk.length;
			this.#written += chunk.length;
		}
	}

	end(): void {
		if (this.#end === 'none') {
			this.#end = 'asked';
		}
	}

	/**
	Copies what is next into a packet.

	@returns How many bytes, and whether the end comes right after them.
	*/
	take(into: Buffer, at: number, maximum: number): {readonly size: number; readonly isEnd: boolean} {
		let size = 0;
		while (size < maximum && this.#size > 0) {
			const chunk = this.#chunks[this.#first]!;
			const count = Math.min(maximum - size, chunk.length - this.#offset);
			into.set(count === chunk.length ? chunk : chunk.subarray(this.#offset, this.#offset + count), at + size);
			size += count;
			this.#size -= count;
			this.#offset += count;
			if (this.#offset === chunk.length) {
				this.#next();
			}
		}

		const isEnd = this.#end === 'asked' && this.#size === 0;
		if (isEnd) {
			this.#end = 'taken';
		}

		return {size, isEnd};
	}

	#next(): void {
		this.#offset = 0;
		this.#first++;
		if (this.#first === this.#chunks.length) {
			this.#chunks = [];
			this.#first = 0;
		} else if (this.#first >= 1024) {
			this.#chunks = this.#chunks.slice(this.#first);
			this.#first = 0;
		}
	}
}
