import {constants, mkdirSync, type Stats} from 'node:fs';
import {open, type FileHandle} from 'node:fs/promises';
import path from 'node:path';

/** A file that what comes through a pipe is kept in, as it comes. */
export class Spool {
	/**
	Makes an empty file, and the directory that it stands in, for its owner only.

	@param place - absolute; nothing stands there.
	*/
	static async create(place: string): Promise<Spool> {
		mkdirSync(path.dirname(place), {recursive: true, mode: 0o700});
		// As any new file has them: whoever receives it gets these permissions.
		return new Spool(await open(place, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o666));
	}

	readonly #handle: FileHandle;
	#size = 0;

	private constructor(handle: FileHandle) {
		this.#handle = handle;
	}

	/** Adds bytes at its end; when the disk was full, the same call can be made again. */
	async write(bytes: Uint8Array): Promise<void> {
		for (let written = 0; written < bytes.byteLength;) {
			const {bytesWritten} = await this.#handle.write(bytes, written, bytes.byteLength - written, this.#size + written);
			written += bytesWritten;
		}

		this.#size += bytes.byteLength;
	}

	/** Syncs it to the disk. @returns what it looks like from now on. */
	async finish(): Promise<Stats> {
		await this.#handle.sync();
		return this.#handle.stat();
	}

	/** What it looks like so far. */
	async look(): Promise<Stats> {
		return this.#handle.stat();
	}

	async close(): Promise<void> {
		await this.#handle.close();
	}
}
