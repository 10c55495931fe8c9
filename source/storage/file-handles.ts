import {constants} from 'node:fs';
import {open, type FileHandle} from 'node:fs/promises';

/** Enough for the files that are read or written at the same time; the system's own limit is often 1,024 for everything. */
const maximumOpen = 64;

/**
A bounded set of open files, the least recently used closed first. Symbolic links are never followed at the last component.

A file in use is never closed under its user: `use` holds it until the work is done.
*/
export class FileHandles {
	readonly #flags: number;
	readonly #open = new Map<string, {handle: Promise<FileHandle>; users: number; dropped: boolean}>();

	/** @param access - `write` creates missing files with mode 0600. */
	constructor(access: 'read' | 'write') {
		const {O_RDONLY, O_RDWR, O_CREAT, O_NOFOLLOW, O_NONBLOCK} = constants;
		this.#flags = (access === 'read' ? O_RDONLY : O_RDWR | O_CREAT) | O_NOFOLLOW | O_NONBLOCK;
	}

	/** Runs `work` with the open file. Rejects with the system's error when it can't be opened. */
	async use<Result>(place: string, work: (handle: FileHandle) => Promise<Result>): Promise<Result> {
		let entry = this.#open.get(place);
		if (entry) {
			this.#open.delete(place);
		} else {
			entry = {handle: open(place, this.#flags, 0o600), users: 0, dropped: false};
		}

		this.#open.set(place, entry);
		entry.users++;
		try {
			this.#closeOldest();
			return await work(await entry.handle);
		} catch (error) {
			entry.dropped = true;
			throw error;
		} finally {
			entry.users--;
			if (entry.dropped) {
				if (this.#open.get(place) === entry) {
					this.#open.delete(place);
				}

				this.#closeWhenIdle(entry);
			}
		}
	}

	/** Closes this file when nobody uses it any more; the next use opens it anew. */
	drop(place: string): void {
		const entry = this.#open.get(place);
		if (entry) {
			this.#open.delete(place);
			entry.dropped = true;
			this.#closeWhenIdle(entry);
		}
	}

	/** Closes every file. */
	close(): void {
		for (const place of this.#open.keys()) {
			this.drop(place);
		}
	}

	#closeOldest(): void {
		for (const [place, entry] of this.#open) {
			if (this.#open.size <= maximumOpen) {
				return;
			}

			if (entry.users === 0) {
				this.drop(place);
			}
		}
	}

	#closeWhenIdle(entry: {handle: Promise<FileHandle>; users: number}): void {
		if (entry.users === 0) {
			// An open that failed was already reported to its user, and a failed close of a file that was only read or already synced loses nothing.
			entry.handle.then(async handle => handle.close()).catch(() => undefined);
		}
	}
}
