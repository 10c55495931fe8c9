import {createHash, type Hash} from 'node:crypto';
import {
	closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, writeSync,
} from 'node:fs';
import {isNoPart, isPart, NoPartError} from '../base/is-part.ts';
import {TimeSlice} from '../base/time-slice.ts';
import {removePart} from './place-file.ts';

const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Bytes that are read at a time of what an earlier run has written. */
const chunkLength = 256 * 1024;

/** A file that is written from its start to its end under a temporary name, and hashed on the way. What an earlier run has written of it counts. */
export class PartFile {
	/**
	Opens a part, or makes it; also in the place of something else that has been put there.

	@param place - absolute.
	@param size - what it will have in the end: a longer one starts again.
	@throws What `isNoPart` tells when a directory stands there that has something in it.
	*/
	static async open(place: string, size: number): Promise<PartFile> {
		try {
			return await this.#open(place, size);
		} catch (error) {
			if (!isNoPart(error) || !removePart(place)) {
				throw error;
			}

			return this.#open(place, size);
		}
	}

	static async #open(place: string, size: number): Promise<PartFile> {
		const fileDescriptor = openSync(place, flags, 0o600);
		try {
			const stats = fstatSync(fileDescriptor);
			if (!isPart(stats)) {
				throw new NoPartError();
			}

			const {size: length} = stats;
			const part = new PartFile(fileDescriptor);
			if (length > size) {
				ftruncateSync(fileDescriptor, 0);
			} else {
				await part.#takeOver(length);
			}

			return part;
		} catch (error) {
			closeSync(fileDescriptor);
			throw error;
		}
	}

	/** Whether some of it is from an earlier run. */
	wasBegun = false;
	readonly #fileDescriptor: number;
	readonly #hasher: Hash = createHash('sha256');
	#position = 0;

	private constructor(fileDescriptor: number) {
		this.#fileDescriptor = fileDescriptor;
	}

	/** How many bytes it has. */
	get position(): number {
		return this.#position;
	}

	/** Adds bytes at its end; when the disk is full, the same call can be made again. */
	write(bytes: Uint8Array): void {
		let written = 0;
		while (written < bytes.byteLength) {
			written += writeSync(this.#fileDescriptor, bytes, written, bytes.byteLength - written, this.#position + written);
		}

		this.#hasher.update(bytes);
		this.#position += bytes.byteLength;
	}

	/** Closes it. @returns the SHA-256 of all its bytes. */
	finish(): Uint8Array {
		this.close();
		return this.#hasher.digest();
	}

	close(): void {
		closeSync(this.#fileDescriptor);
	}

	async #takeOver(length: number): Promise<void> {
		const chunk = new Uint8Array(Math.min(length, chunkLength));
		const slice = new TimeSlice();
		while (this.#position < length) {
			const bytesRead = readSync(this.#fileDescriptor, chunk, 0, chunk.byteLength, this.#position);
			if (bytesRead === 0) {
				break;
			}

			this.#hasher.update(chunk.subarray(0, bytesRead));
			this.#position += bytesRead;
			this.wasBegun = true;
			await slice.next();
		}
	}
}
