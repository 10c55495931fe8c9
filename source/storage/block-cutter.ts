import {Buffer} from 'node:buffer';
import crypto from 'hypercore-crypto';
import {markedBytes, markOf} from './block-mark.ts';
import {OldBlockSearch, type OldBlocks} from './old-blocks.ts';

export type CutOptions = {
	readonly blockSize: number;
	/** Bytes of the file, less what is not to be cut at its start. */
	readonly size: number;
	/** What the feed has of an earlier version of the file; undefined: nothing. */
	readonly old: OldBlocks | undefined;
	/** Extents that the file may have before blocks are appended again rather than adding another. */
	readonly mostExtents: number;
};

/** A stretch of a file that becomes a block, or is one. */
export type CutBlock = {
	/** Until more bytes are added. */
	readonly bytes: Uint8Array;
	readonly leaf: Uint8Array;
	readonly mark: number | undefined;
	/** Its number in the feed, if it is there already. */
	readonly number: number | undefined;
};

/** Bytes: a shorter old block is only used again where it is in line with others, so that a file does not fall into ever smaller pieces. */
const worthABlock = 64 * 1024;
/** Blocks of a run that is used again even if there are many. */
const longRun = 16;
/** So many blocks in which no old one begins let one more be passed over after each that is looked through, */
const patience = 16;
/** up to so many: where there is nothing old, looking takes longer than the rest, and what begins in between is found in the next block that is looked through. */
const mostPassedOver = 7;
/** Blocks that may be hashed in vain before anything has been looked through. */
const spareLooks = 8;

/**
Cuts a file into blocks. Those that an earlier version of it had, wherever they stand now, are the feed's; what is between them is cut anew.

Where a block ends, the next old one is expected. If it is not there, a window is moved over the bytes to where one begins by its mark. What counts is the leaf hash of all its bytes: marks only say where to look, and how often that may be in vain is bounded by the bytes looked through, so that no content takes more than linear time.
*/
export class BlockCutter {
	readonly #blockSize: number;
	readonly #search: OldBlockSearch | undefined;
	readonly #buffer: Buffer;
	/** Bytes that must be there, unless it is the end. */
	readonly #lookahead: number;
	#start = 0;
	#end = 0;
	/** Bytes of the file that are not cut yet. */
	#left: number;
	/** The old block that should come next. */
	#expected = 0;
	#before: {readonly isFull: boolean; readonly number: number | undefined} | undefined;
	/** The old blocks are in so many extents that there will soon be no more room: those in short ones are appended again, side by side. */
	readonly #isCrowded: boolean;
	/** Extents that may still begin with an old block or behind one. */
	#extentsLeft: number;
	/** By how many extents there are fewer than blocks would be filled by now: a file is in no more extents than that. */
	#slack = 0;
	#looksLeft = spareLooks;
	/** Blocks that were looked through since the last old one, and those to pass over. */
	#fruitless = 0;
	#passOver = 0;

	constructor({blockSize, size, old, mostExtents}: CutOptions) {
		this.#blockSize = blockSize;
		this.#left = size;
		this.#extentsLeft = mostExtents;
		this.#search = old && old.numbers.length > 0 ? new OldBlockSearch(old, blockSize) : undefined;
		this.#isCrowded = this.#search !== undefined && this.#search.extents > mostExtents / 2;
		this.#buffer = Buffer.allocUnsafeSlow(this.#search ? 8 * blockSize : blockSize);
		this.#lookahead = this.#search ? (2 * blockSize) + markedBytes : blockSize;
	}

	/** Where the next bytes of the file belong. */
	get room(): Uint8Array {
		if (this.#buffer.length - this.#end < this.#blockSize && this.#start > 0) {
			this.#buffer.copyWithin(0, this.#start, this.#end);
			this.#end -= this.#start;
			this.#start = 0;
		}

		return this.#buffer.subarray(this.#end, this.#end + this.#blockSize);
	}

	/** Says how many bytes have been put there. */
	added(byteLength: number): void {
		this.#end += byteLength;
	}

	/**
	The next block.

	@param isEnd - there are no more bytes than were added.
	@returns undefined when more bytes are needed, or none are left.
	*/
	next(isEnd: boolean): CutBlock | undefined {
		const available = this.#end - this.#start;
		if (available === 0 || (!isEnd && available < this.#lookahead)) {
			return undefined;
		}

		const length = Math.min(available, this.#blockSize);
		return this.#search ? this.#match(this.#search, length) : this.#take(length, this.#hash(length), undefined);
	}

	#match(search: OldBlockSearch, length: number): CutBlock {
		const short = this.#expectedShort(search);
		if (short) {
			return short;
		}

		const leaf = this.#hash(length);
		const index = search.lookUp(leaf, this.#expected);
		if (index !== undefined && this.#mayUse(search, index)) {
			return this.#use(search, index, leaf);
		}

		const start = index === undefined ? this.#nextStart(search) : length;
		return start === length ? this.#take(length, leaf, undefined) : this.#take(start, this.#hash(start), undefined);
	}

	/** The block that is expected, if it is a short one and worth using: its end would not be found otherwise. */
	#expectedShort(search: OldBlockSearch): CutBlock | undefined {
		const size = search.sizeOf(this.#expected);
		const available = this.#end - this.#start;
		if (size === undefined || size >= this.#blockSize || size > available || !this.#mayUse(search, this.#expected)) {
			return undefined;
		}

		const leaf = this.#hash(size);
		if (!search.isAt(this.#expected, leaf)) {
			return undefined;
		}

		const next = Math.min(this.#blockSize, available - size);
		const isWorth = size >= worthABlock || next === 0 || search.isAt(this.#expected + 1, this.#hash(next, size));
		return isWorth ? this.#use(search, this.#expected, leaf) : undefined;
	}

	/** Where, within the next block, an old one begins; at the block's end if none does. */
	#nextStart(search: OldBlockSearch): number {
		const length = Math.min(this.#end - this.#start, this.#blockSize);
		if (this.#passOver > 0) {
			this.#passOver--;
			return length;
		}

		const to = this.#start + Math.min(length, this.#end - this.#start - this.#blockSize + 1);
		this.#looksLeft++;
		let from = this.#start;
		// One for what is before it, one for itself and one for what comes after it.
		while (this.#looksLeft > 0 && this.#extentsLeft > 2) {
			const found = search.nextStart(this.#buffer, from, to);
			const skipped = (found ?? 0) - this.#start;
			if (found === undefined || this.#slackAfter(skipped, !this.#continues(undefined)) < 0) {
				break;
			}

			if (search.lookUp(this.#hash(this.#blockSize, skipped), this.#expected) !== undefined) {
				return skipped;
			}

			search.ledAstray();
			this.#looksLeft--;
			from = found;
		}

		this.#fruitless++;
		this.#passOver = Math.min(mostPassedOver, Math.floor(this.#fruitless / patience));
		return length;
	}

	#mayUse(search: OldBlockSearch, index: number): boolean {
		const continues = this.#continues(search.numberOf(index));
		// One for what comes after it.
		const isWorthOne = this.#extentsLeft > 1 && !(this.#isCrowded && search.runAt(index, longRun) < longRun);
		return (continues || isWorthOne) && this.#slackAfter(search.sizeOf(index)!, !continues) >= 0;
	}

	#use(search: OldBlockSearch, index: number, leaf: Uint8Array): CutBlock {
		this.#expected = index;
		this.#fruitless = 0;
		this.#passOver = 0;
		return this.#take(search.sizeOf(index)!, leaf, search.numberOf(index));
	}

	#take(length: number, leaf: Uint8Array, number: number | undefined): CutBlock {
		const bytes = this.#buffer.subarray(this.#start, this.#start + length);
		const isFull = length === this.#blockSize;
		const isExtent = !this.#continues(number);
		this.#extentsLeft -= isExtent ? 1 : 0;
		this.#slack = this.#slackAfter(length, isExtent);
		this.#before = {isFull, number};
		this.#expected += isFull || number !== undefined ? 1 : 0;
		this.#left -= length;
		this.#start += length;
		return {
			bytes, leaf, mark: markOf(bytes), number,
		};
	}

	/** Whether a block of the feed, or one that is to be appended, lengthens the extent before. */
	#continues(number: number | undefined): boolean {
		if (!this.#before?.isFull) {
			return false;
		}

		const {number: last} = this.#before;
		return number === undefined || last === undefined ? number === last : last + 1 === number;
	}

	#slackAfter(length: number, isExtent: boolean): number {
		const blocks = Math.ceil(this.#left / this.#blockSize) - Math.ceil((this.#left - length) / this.#blockSize);
		return this.#slack + blocks - (isExtent ? 1 : 0);
	}

	#hash(length: number, skipped = 0): Uint8Array {
		const start = this.#start + skipped;
		return crypto.data(this.#buffer.subarray(start, start + length));
	}
}
