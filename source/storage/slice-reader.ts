import type {Buffer} from 'node:buffer';
import {
	closeSync, constants, fstatSync, lstatSync, openSync, readSync,
} from 'node:fs';
import {systemErrorCode} from '../base/errors.ts';
import type {DiskPace} from './disk-pace.ts';
import {FileHandles} from './file-handles.ts';
import type {Slice} from './slice.ts';
import {matchesSignature, type Signature, type StoredFile} from './stored-file.ts';

/** Below this size, opening, reading and closing at once costs less than a round trip to the thread pool. */
export const smallFile = 64 * 1024;

/** Without O_NONBLOCK, opening what has become a pipe would wait for somebody to write to it. */
const readFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Reads blocks from the files that have slices of them. A whole file that is no longer what was recorded gives no bytes at all: each read looks at its signature. */
export class SliceReader {
	/** How often a file was found to be another one than was recorded. */
	changes = 0;
	readonly #handles = new FileHandles('read');
	readonly #pace: DiskPace;
	readonly #onChanged: (file: StoredFile) => void;

	constructor(pace: DiskPace, onChanged: (file: StoredFile) => void) {
		this.#pace = pace;
		this.#onChanged = onChanged;
	}

	/**
	Fills the start of a block.

	@param slices - by their place in the block.
	@returns how many bytes of it are there without a gap.
	*/
	async fill(slices: ReadonlyArray<Slice<StoredFile>>, bytes: Buffer): Promise<number> {
		let filled = 0;
		for (const slice of slices) {
			const end = slice.blockOffset + slice.length;
			const isCopy = end <= filled;
			if (!isCopy && slice.blockOffset <= filled && end <= bytes.length && await this.#read(slice, bytes)) {
				filled = end;
			}
		}

		return filled;
	}

	/** Whether a whole file is still what was recorded. */
	isUnchanged(file: StoredFile): boolean {
		try {
			const isSame = file.signature !== undefined && matchesSignature(lstatSync(file.place), file.signature);
			if (!isSame) {
				this.#changed(file);
			}

			return isSame;
		} catch (error) {
			return this.#failed(error, file);
		}
	}

	/** Lets go of a file. */
	drop({place}: StoredFile): void {
		this.#handles.drop(place);
	}

	/** Lets go of every file. */
	close(): void {
		this.#handles.close();
	}

	async #read(slice: Slice<StoredFile>, bytes: Buffer): Promise<boolean> {
		const file = slice.owner;
		const {signature} = file;
		try {
			if (signature && signature.size <= smallFile) {
				return this.#readSmall(slice, signature, bytes);
			}

			if (signature && !matchesSignature(lstatSync(file.place), signature)) {
				this.#changed(file);
				return false;
			}

			return await this.#handles.use(file.place, async handle => {
				const {blockOffset, length, position} = slice;
				const bytesRead = await this.#pace.run(
					() => readSync(handle.fd, bytes, blockOffset, length, position),
					async () => (await handle.read(bytes, blockOffset, length, position)).bytesRead,
				);
				if (signature && !matchesSignature(fstatSync(handle.fd), signature)) {
					this.#changed(file);
					return false;
				}

				return bytesRead === length;
			}, signature?.inode);
		} catch (error) {
			return this.#failed(error, file);
		}
	}

	#readSmall(slice: Slice<StoredFile>, signature: Signature, bytes: Buffer): boolean {
		const file = slice.owner;
		const fileDescriptor = openSync(file.place, readFlags);
		try {
			const bytesRead = readSync(fileDescriptor, bytes, slice.blockOffset, slice.length, slice.position);
			const isSame = matchesSignature(fstatSync(fileDescriptor), signature);
			if (!isSame) {
				this.#changed(file);
			}

			return isSame && bytesRead === slice.length;
		} finally {
			closeSync(fileDescriptor);
		}
	}

	#failed(error: unknown, file: StoredFile): false {
		if (systemErrorCode(error) === '') {
			throw error;
		}

		this.#changed(file);
		return false;
	}

	#changed(file: StoredFile): void {
		this.changes++;
		this.drop(file);
		this.#onChanged(file);
	}
}
