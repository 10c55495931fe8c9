import {constants} from 'node:fs';
import {open, type FileHandle} from 'node:fs/promises';

/** Enough for the files that are read or written at the same time; the system's own limit is often 1,024 for everything. */
const maximumOpen = 64;

type OpenFile = {
	readonly handle: Promise<FileHandle>;
	readonly inode: number | undefined;
	users: number;
	dropped: boolean;
};

/**
A bounded set of open files, the least recently used closed first. Symbolic links are never followed at the last component.

A file in use is never closed under its user: `use` holds it until the work is done.
*/
export class FileHandles {
	readonly #flags: number;
	readonly #open = new Map<string, OpenFile>();

	/** @param access - `write` creates missing files with mode 0600. */
	constructor(access: 'read' | 'write') {
		const {O_RDONLY, O_RDWR, O_CREAT, O_NOFOLLOW, O_NONBLOCK} = constants;
		this.#flags = (access === 'read' ? O_RDONLY : O_RDWR | O_CREAT) | O_NOFOLLOW | O_NONBLOCK;
	}

	/**
	Runs `work` with the open file. Rejects with the system's error when it can't be opened.

	@param inode - of the file that is meant: one that was opened for another is opened anew, as what stood there may have been replaced.
	*/
	async use<Result>(place: string, work: (handle: FileHandle) => Promise<Result>, inode?: number): Promise<Result> {
		if (this.#open.get(place)?.inode !== inode) {
			this.drop(place);
		}

		let entry = this.#open.get(place);
		if (entry) {
			this.#open.delete(place);
		} else {
			entry = {
				handle: open(place, this.#flags, 0o600), inode, users: 0, dropped: false,
			};
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

	#closeWhenIdle(entry: OpenFile): void {
		if (entry.users === 0) {
			// An open that failed was already reported to its user, and a failed close of a file that was only read or already synced loses nothing.
			entry.handle.then(async handle => handle.close()).catch(() => undefined);
		}
	}
}
