import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import type {Stats} from 'node:fs';
import {encodeCommit, type Commit} from '../feed/commit.ts';
import type {Extent, FileEntry} from '../feed/entry.ts';
import {writeIndex} from '../feed/write-index.ts';
import {signatureOf, type Signature, type StoredFile} from '../storage/stored-file.ts';
import type {HeldShare} from './held-share.ts';
import {publishInterval} from './publish-interval.ts';

export type PipeFeedOptions = Pick<HeldShare, 'core' | 'slices' | 'known'> & {
	/** Of the share and of the only file in it. */
	readonly name: string;
	/** Where its bytes are kept, absolute. */
	readonly place: string;
};

const mebibyte = 1024 * 1024;
/** Batches start small, so that receivers have something to fetch at once. */
const largestBatch = 8 * mebibyte;
/** Milliseconds that bytes wait for those that come right after them. */
const gathering = 10;

/**
The feed of a file that comes through a pipe: its bytes are appended as they come, in batches of [data blocks][index page][commit].

Only the last block may be short. What follows it comes with its bytes once more, in a block of its own, so that in the end the file is in whole blocks but for the last. A short block that has been followed is still given to those who know no newer commit.
*/
export class PipeFeed {
	readonly #options: PipeFeedOptions;
	readonly #file: StoredFile & {signature: Signature | undefined};
	readonly #hasher = createHash('sha256');
	/** Whole blocks that are still to be appended, and the bytes after them. */
	#whole: Uint8Array[] = [];
	#rest: Buffer;
	#restLength = 0;
	/** Of whole blocks that have been appended, and how many bytes these are. */
	#extents: readonly Extent[] = [];
	#appended = 0;
	/** The short block after them that has been appended. */
	#tail: Extent | undefined;
	#batchBytes = mebibyte;
	#appends = 0;
	#lastAppend = Number.NEGATIVE_INFINITY;
	#waitingSince: number | undefined;

	constructor(options: PipeFeedOptions) {
		this.#options = options;
		this.#rest = Buffer.allocUnsafeSlow(options.slices.blockSize);
		this.#file = {
			path: options.name, place: options.place, state: 'whole', signature: undefined, missing: 0,
		};
	}

	/** Bytes that have been written. */
	get size(): number {
		return this.#appended + (this.#whole.length * this.#blockSize) + this.#restLength;
	}

	/** Milliseconds until what there is should be published; Infinity: nothing is new. */
	get due(): number {
		const bytes = this.#whole.length * this.#blockSize;
		if (this.#waitingSince === undefined || bytes >= this.#batchBytes) {
			return this.#waitingSince === undefined ? Infinity : 0;
		}

		const interval = publishInterval({appends: this.#appends, extents: this.#extents.length, tail: this.#restLength / this.#blockSize});
		return Math.max(this.#waitingSince + gathering, this.#lastAppend + interval) - performance.now();
	}

	/** Takes bytes that stand in the file already. */
	write(bytes: Uint8Array): void {
		this.#hasher.update(bytes);
		for (let from = 0; from < bytes.byteLength;) {
			const length = Math.min(bytes.byteLength - from, this.#blockSize - this.#restLength);
			this.#rest.set(bytes.subarray(from, from + length), this.#restLength);
			this.#restLength += length;
			from += length;
			if (this.#restLength === this.#blockSize) {
				this.#whole.push(this.#rest);
				this.#rest = Buffer.allocUnsafeSlow(this.#blockSize);
				this.#restLength = 0;
			}
		}

		if (bytes.byteLength > 0) {
			this.#waitingSince ??= performance.now();
		}
	}

	/** Appends what is new; the first time also when that is nothing, so that receivers know what they wait for. */
	async publish({mode}: Pick<Stats, 'mode'>): Promise<void> {
		const hasBytes = this.size > 0;
		const isFull = this.#whole.length * this.#blockSize >= this.#batchBytes;
		await this.#append({sha256: undefined, mtime: Date.now(), mode: mode & 0o777});
		this.#batchBytes = isFull ? Math.min(this.#batchBytes * 2, largestBatch) : this.#batchBytes;
		this.#waitingSince = undefined;
		if (hasBytes) {
			this.#appends++;
			this.#lastAppend = performance.now();
		}
	}

	/** The file is complete and looks like this: appends what is left, and its hash. */
	async finish(stats: Stats): Promise<Commit> {
		const sha256 = this.#hasher.digest();
		const commit = await this.#append({sha256, mtime: Math.floor(stats.mtimeMs), mode: stats.mode & 0o777});
		// After the append, as for any file: recorded before, it would be taken for what the feed had then.
		this.#file.signature = signatureOf(stats);
		this.#options.known.set(this.#options.name, {placedAs: undefined, signature: this.#file.signature, sha256});
		return commit;
	}

	async #append(attributes: Pick<FileEntry, 'sha256' | 'mtime' | 'mode'>): Promise<Commit> {
		const {core, slices, name} = this.#options;
		const blocks = this.#whole;
		const first = core.length;
		const bytes = blocks.length * this.#blockSize;
		const whole: Extent = {block: first, offset: 0, length: bytes};
		const isTailNew = this.#restLength > 0 && (blocks.length > 0 || this.#restLength !== this.#tail?.length);
		const tail = isTailNew ? {block: first + blocks.length, offset: 0, length: this.#restLength} : (blocks.length === 0 ? this.#tail : undefined);
		// Before the append: from then on peers ask for them.
		slices.add(this.#file, [...(bytes > 0 ? [whole] : []), ...(isTailNew ? [tail!] : [])], this.#appended);
		const extents = bytes > 0 ? joined(this.#extents, whole, this.#blockSize) : this.#extents;
		const data = isTailNew ? [...blocks, Buffer.from(this.#rest.subarray(0, this.#restLength))] : blocks;
		const {size} = this;
		const entry: FileEntry = {
			kind: 'file', path: name, size, ...attributes, extents: tail ? joined(extents, tail, this.#blockSize) : extents,
		};
		const {root, pages} = await writeIndex({root: undefined, limit: 0}, [entry], noRecord, first + data.length);
		const commit: Commit = {
			format: 1, kind: 'file', name, blockSize: this.#blockSize, version: 1, time: Date.now(), complete: attributes.sha256 !== undefined, root, previous: undefined,
			totals: {
				files: 1, directories: 0, symlinks: 0, bytes: size, leftOut: 0,
			},
			expected: {files: 1, bytes: size},
		};
		await core.append([...data, ...pages, encodeCommit(commit)]);
		this.#whole = [];
		this.#extents = extents;
		this.#appended += bytes;
		this.#tail = tail;
		return commit;
	}

	get #blockSize(): number {
		return this.#options.slices.blockSize;
	}
}

/** Lengthens the last extent where the new one follows it. */
function joined(extents: readonly Extent[], added: Extent, blockSize: number): readonly Extent[] {
	const last = extents.at(-1);
	return last && last.block + (last.length / blockSize) === added.block
		? [...extents.slice(0, -1), {...last, length: last.length + added.length}]
		: [...extents, added];
}

async function noRecord(): Promise<never> {
	throw new Error('An index of one file is never read');
}
