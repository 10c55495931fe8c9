import {Buffer} from 'node:buffer';
import {
	markAt, newFilter, placeInFilter, roll, rollingPart, windowHash,
} from './block-mark.ts';

/** Bytes of a leaf hash. */
export const leafBytes = 32;

/** Blocks that the feed has of an earlier version of a file, in the order of that file. Plain arrays, so that a thread can be given them. */
export type OldBlocks = {
	/** Their numbers in the feed. */
	readonly numbers: Uint32Array;
	/** Bytes of each. */
	readonly sizes: Uint32Array;
	/** Their leaf hashes, one behind the other. */
	readonly leaves: Uint8Array;
	/** Their marks; NaN where none is known. */
	readonly marks: Float64Array;
};

/** A mark that so many different blocks have says nothing of where one of them begins. */
const mostAlike = 16;
/** Nor does one that was found so often where none of them was. */
const mostAstray = 8;

/** Finds blocks of an earlier version of a file in the bytes of the next one. */
export class OldBlockSearch {
	readonly #old: OldBlocks;
	readonly #blockSize: number;
	/** By the first six bytes of their leaf hashes: the first block of those that are alike. */
	readonly #byLeaf = new Map<number, number>();
	/** Rolling parts of the marks that are looked for, with the whole marks. */
	readonly #marks = new Map<number, readonly number[]>();
	/** How many marks have each place in it, as far as a byte tells. */
	readonly #filter: Uint8Array;
	readonly #astray = new Map<number, number>();
	#lastMark = 0;

	constructor(old: OldBlocks, blockSize: number) {
		this.#old = old;
		this.#blockSize = blockSize;
		for (let index = old.numbers.length - 1; index >= 0; index--) {
			this.#byLeaf.set(keyOf(this.#leafAt(index)), index);
		}

		const marks = this.#tellingMarks();
		this.#filter = newFilter(marks.length);
		for (const mark of marks) {
			const rolling = rollingPart(mark);
			this.#marks.set(rolling, [...this.#marks.get(rolling) ?? [], mark]);
			const place = placeInFilter(this.#filter, mark);
			this.#filter[place] = Math.min(255, this.#filter[place]! + 1);
		}
	}

	/** Bytes of one of them; undefined behind the last. */
	sizeOf(index: number): number | undefined {
		return this.#old.sizes[index];
	}

	/** Its number in the feed. */
	numberOf(index: number): number {
		return this.#old.numbers[index]!;
	}

	/** How many extents they are in. */
	get extents(): number {
		let count = 0;
		for (let index = 0; index < this.#old.numbers.length; index += this.runAt(index)) {
			count++;
		}

		return count;
	}

	/** How many of them, from this one on, follow each other in the feed, up to `most`. */
	runAt(index: number, most = Infinity): number {
		let length = 1;
		while (length < most && this.#old.sizes[index + length - 1] === this.#blockSize && this.#old.numbers[index + length] === this.#old.numbers[index]! + length) {
			length++;
		}

		return length;
	}

	/** Whether one of them has this leaf hash, which also tells its size. */
	isAt(index: number, leaf: Uint8Array): boolean {
		return index < this.#old.numbers.length && Buffer.compare(this.#leafAt(index), leaf) === 0;
	}

	/** One of them that has this leaf hash, that one if it has. */
	lookUp(leaf: Uint8Array, expected: number): number | undefined {
		const index = this.isAt(expected, leaf) ? expected : this.#byLeaf.get(keyOf(leaf));
		return index !== undefined && this.isAt(index, leaf) ? index : undefined;
	}

	/** The first position behind `from` and before `to` where a whole block may begin; undefined when there is none. */
	nextStart(bytes: Uint8Array, from: number, to: number): number | undefined {
		if (this.#marks.size === 0 || to <= from) {
			return undefined;
		}

		let at = {position: from, hash: windowHash(bytes, from)};
		for (;;) {
			at = roll(bytes, this.#filter, {from: at.position, to, hash: at.hash});
			if (at.position >= to) {
				return undefined;
			}

			this.#lastMark = markAt(bytes, at.position, at.hash);
			if (this.#marks.get(at.hash)?.includes(this.#lastMark)) {
				return at.position;
			}
		}
	}

	/** Says that none begins at the position that was found last. */
	ledAstray(): void {
		const count = (this.#astray.get(this.#lastMark) ?? 0) + 1;
		this.#astray.set(this.#lastMark, count);
		if (count === mostAstray) {
			this.#forget(this.#lastMark);
		}
	}

	#forget(mark: number): void {
		const rolling = rollingPart(mark);
		this.#marks.set(rolling, this.#marks.get(rolling)!.filter(other => other !== mark));
		const place = placeInFilter(this.#filter, mark);
		if (this.#filter[place]! < 255) {
			this.#filter[place]!--;
		}
	}

	#leafAt(index: number): Uint8Array {
		return this.#old.leaves.subarray(index * leafBytes, (index + 1) * leafBytes);
	}

	#tellingMarks(): number[] {
		const counts = new Map<number, number>();
		for (const [index, mark] of this.#old.marks.entries()) {
			// Of blocks that are alike one is enough.
			const isFirst = this.#byLeaf.get(keyOf(this.#leafAt(index))) === index;
			if (isFirst && this.#old.sizes[index] === this.#blockSize && !Number.isNaN(mark)) {
				counts.set(mark, (counts.get(mark) ?? 0) + 1);
			}
		}

		return [...counts].filter(([, count]) => count <= mostAlike).map(([mark]) => mark);
	}
}

function keyOf(leaf: Uint8Array): number {
	return Buffer.from(leaf.buffer, leaf.byteOffset, 6).readUIntLE(0, 6);
}
