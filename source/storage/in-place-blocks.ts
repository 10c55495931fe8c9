import {Buffer} from 'node:buffer';
import {
	closeSync, constants, fstatSync, openSync,
} from 'node:fs';
import crypto from 'hypercore-crypto';
import {changeTimeOf} from '../base/change-time.ts';
import type {BlockRange} from '../base/join-ranges.ts';
import {isNoPart, isPart, NoPartError} from '../base/is-part.ts';
import {malformed} from '../feed/malformed.ts';
import {BlockSet} from './block-set.ts';
import type {Block, BlockStore} from './block-store.ts';
import {DiskPace} from './disk-pace.ts';
import {FileHandles} from './file-handles.ts';
import {coveredBytes, type SliceMap} from './slice-map.ts';
import {SliceReader, smallFile} from './slice-reader.ts';
import type {Slice} from './slice.ts';
import {isOutOfRoom} from './sqlite-error.ts';
import type {StoredFile} from './stored-file.ts';
import {writeFully, writeFullyOnPool} from './write-fully.ts';

/** A leaf of the feed's Merkle tree: what the block must be. */
export type Leaf = {readonly size: number; readonly hash: Uint8Array};

export type InPlaceOptions = {
	readonly slices: SliceMap<StoredFile>;
	/** The leaf of a block, or null when the tree doesn't have it. */
	readonly leafOf: (index: number) => Promise<Leaf | null>;
	/** Whether the feed says that it has a block. */
	readonly hasBlock: (index: number) => boolean;
	/** Called before a file is written to: makes the directories it stands in, and says whether they are what they should be. If not, nothing is written, and the file is given up. */
	readonly prepare: (file: StoredFile) => boolean;
	/** Something stands in the place of a part that is none: takes it away, and says whether it is gone. If not, the file is given up. */
	readonly clearPart: (file: StoredFile) => boolean;
	/** A whole file is not what was recorded any more, or gone. */
	readonly onChanged: (file: StoredFile) => void;
	/** A block can't be put together although each of its files is what was recorded. */
	readonly onBroken: (index: number) => void;
	/** Blocks are safely recorded as present: for each the slices that were written. A block that was here already is not among them. */
	readonly onStored: (written: ReadonlyArray<ReadonlyArray<Slice<StoredFile>>>) => void;
	/** A block could not be written, and not for want of room: nothing more can be received. */
	readonly onFailed: (error: unknown) => void;
};

/** Without O_NONBLOCK, opening what has become a pipe would wait for somebody to read from it. */
const writeFlags = constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
Data blocks in the user's files: written where they belong, read from where they are, never kept a second time.

The crash rule: bytes are written to the file before the database says that the block is there. A file that is no longer what was recorded gives no bytes at all: each read looks at its signature, and blocks put together from several files, or read from a half received one, are checked against the Merkle tree. So is a block that is read a second time: what is written through a memory map leaves a file's times as they were for up to half a minute, and whoever got a wrong block asks for it again.
*/
export class InPlaceBlocks implements BlockStore {
	readonly #options: InPlaceOptions;
	readonly #reader: SliceReader;
	readonly #writers = new FileHandles('write');
	readonly #pace = new DiskPace();
	/** Blocks that have been read. */
	readonly #given = new BlockSet();
	/** The last write, and for each new block in it what is written: the part files that had it when the write began. */
	#lastWrite: readonly Block[] | undefined;
	#arriving = new Map<number, ReadonlyArray<Slice<StoredFile>>>();

	/** Blocks that are about to be recorded as here without being written. */
	found: readonly BlockRange[] = [];

	constructor(options: InPlaceOptions) {
		this.#options = options;
		this.#reader = new SliceReader(this.#pace, file => {
			if (file.state === 'whole') {
				options.onChanged(file);
			}
		});
	}

	holds(index: number): boolean {
		return this.#options.slices.has(index);
	}

	async read(index: number): Promise<Uint8Array | null> {
		const slices = wholeFirst(this.#options.slices.at(index));
		const leaf = await this.#options.leafOf(index);
		if (leaf === null) {
			return null;
		}

		const bytes = Buffer.allocUnsafe(leaf.size);
		const {changes} = this.#reader;
		const filled = await this.#reader.fill(slices, bytes);
		const isTrusted = slices.length === 1 && slices[0]!.owner.state === 'whole' && !this.#given.has(index);
		this.#given.add(index);
		if (filled === leaf.size && (isTrusted || Buffer.compare(crypto.data(bytes), leaf.hash) === 0)) {
			return bytes;
		}

		if (changes === this.#reader.changes) {
			this.#options.onBroken(index);
		}

		return null;
	}

	/** The bytes of a block as whole files have it, whether or not the tree knows it; null when they don't have it up to where the last of them ends. */
	async assemble(index: number): Promise<Uint8Array | null> {
		const slices = this.#options.slices.at(index);
		const size = coveredBytes(slices);
		if (slices.length === 0 || slices.some(({owner, blockOffset}) => owner.state !== 'whole' || blockOffset > size)) {
			return null;
		}

		const bytes = Buffer.allocUnsafe(size);
		return await this.#reader.fill(slices, bytes) === size ? bytes : null;
	}

	/** Whether a whole file is still what was recorded. */
	isUnchanged(file: StoredFile): boolean {
		return this.#reader.isUnchanged(file);
	}

	async write(blocks: readonly Block[]): Promise<void> {
		// With several peers a block can come twice: by then its file may be complete, and must not be touched.
		if (blocks !== this.#lastWrite) {
			const {slices, hasBlock} = this.#options;
			this.#lastWrite = blocks;
			this.#arriving = new Map(blocks.filter(({index}) => !hasBlock(index)).map(({index}) => [index, slicesAmong(slices.each(index), ({state}) => state === 'part')]));
		}

		try {
			await this.#writeAll(blocks);
		} catch (error) {
			// The database waits for room and calls again.
			if (!isOutOfRoom(error)) {
				this.#options.onFailed(error);
			}

			throw error;
		}
	}

	async #writeAll(blocks: readonly Block[]): Promise<void> {
		for (const {index, value} of blocks) {
			if (value.byteLength > this.#options.slices.blockSize) {
				throw malformed('A block of this feed is larger than its commit says.');
			}

			for (const slice of this.#arriving.get(index) ?? []) {
				await this.#writeSlice(slice, value);
			}
		}
	}

	/** Writes a block that is here already into one part file more. */
	async copy({index, value}: Block, file: StoredFile): Promise<void> {
		for (const slice of slicesAmong(this.#options.slices.each(index), owner => owner === file)) {
			await this.#writeSlice(slice, value);
		}
	}

	/** Whether a block is being written, or was until just now: a file that takes it from now on has to copy it. Until the next write it may be that the feed doesn't say yet that it has it. */
	isArriving(index: number): boolean {
		return this.#arriving.has(index) || this.found.some(({start, end}) => index >= start && index < end);
	}

	stored(indexes: readonly number[]): void {
		this.#options.onStored(indexes.map(index => this.#arriving.get(index) ?? []));
	}

	/** The bytes are the user's: clearing a block only stops offering it. */
	clear(start: number, end: number): void {
		for (const index of this.#arriving.keys()) {
			if (index >= start && index < end) {
				this.#arriving.delete(index);
			}
		}
	}

	/** Lets go of a file that is about to be renamed or deleted. */
	release(file: StoredFile): void {
		this.#writers.drop(file.place);
		this.#reader.drop(file);
	}

	/** Closes every file. */
	close(): void {
		this.#writers.close();
		this.#reader.close();
	}

	async #writeSlice({owner, blockOffset, length, position}: Slice<StoredFile>, value: Uint8Array): Promise<void> {
		const bytes = value.subarray(blockOffset, blockOffset + length);
		if (bytes.byteLength < length) {
			throw malformed('A block of this feed is shorter than its index says.');
		}

		if (!this.#options.prepare(owner)) {
			return;
		}

		try {
			await this.#writeInto(owner, bytes, position);
		} catch (error) {
			if (!isNoPart(error)) {
				throw error;
			}

			this.#writers.drop(owner.place);
			if (this.#options.clearPart(owner)) {
				await this.#writeInto(owner, bytes, position);
			}
		}
	}

	async #writeInto(owner: StoredFile, bytes: Uint8Array, position: number): Promise<void> {
		if (bytes.byteLength <= smallFile && owner.missing === 1 && position === 0) {
			const fileDescriptor = openSync(owner.place, writeFlags, 0o600);
			try {
				checkPart(owner, fileDescriptor);
				writeFully(fileDescriptor, bytes, 0);
				owner.changed = changeTimeOf(fstatSync(fileDescriptor));
			} finally {
				closeSync(fileDescriptor);
			}

			return;
		}

		await this.#writers.use(owner.place, async handle => {
			checkPart(owner, handle.fd);
			await this.#pace.run(() => {
				writeFully(handle.fd, bytes, position);
			}, async () => writeFullyOnPool(handle, bytes, position));

			owner.changed = changeTimeOf(fstatSync(handle.fd));
		});
	}
}

/** Of slices that begin at the same place, those of whole files first: a part may not have its own copy of the bytes yet. */
function wholeFirst(slices: ReadonlyArray<Slice<StoredFile>>): ReadonlyArray<Slice<StoredFile>> {
	return slices.length > 1 ? slices.toSorted((a, b) => a.blockOffset - b.blockOffset || rank(a) - rank(b)) : slices;
}

function rank({owner}: Slice<StoredFile>): number {
	return owner.state === 'whole' ? 0 : 1;
}

/** Those of a block's slices whose file is one of these, as it is now. */
function slicesAmong(slices: Iterable<Slice<StoredFile>>, isMeant: (owner: StoredFile) => boolean): Array<Slice<StoredFile>> {
	const found = [];
	for (const slice of slices) {
		if (isMeant(slice.owner)) {
			found.push(slice);
		}
	}

	return found;
}

/** Marks a part file that is not as ferry left it: one of an earlier run, or one that another program has written to. */
function checkPart(file: StoredFile, fileDescriptor: number): void {
	const stats = fstatSync(fileDescriptor);
	if (!isPart(stats)) {
		throw new NoPartError();
	}

	if (file.changed === undefined ? stats.size > 0 : changeTimeOf(stats) !== file.changed) {
		file.isSuspect = true;
	}
}
