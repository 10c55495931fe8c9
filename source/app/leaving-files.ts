import {Buffer} from 'node:buffer';
import type {Entry, Extent} from '../feed/entry.ts';
import {look, removePart} from '../folder/place-file.ts';
import type {SliceMap} from '../storage/slice-map.ts';
import type {StoredFile} from '../storage/stored-file.ts';
import {checkExtents} from './check-extents.ts';
import type {Place} from './choose-place.ts';
import {
	countBlocks, ReceivedFile, withoutHash, type ReceivedShare,
} from './received-file.ts';

/** What the version that was last complete here says of a path. */
export type EarlierEntry = (path: string) => Promise<Entry | undefined>;

export type LeavingFilesOptions = ReceivedShare & {
	readonly slices: SliceMap<StoredFile>;
	readonly earlier: EarlierEntry;
	readonly blockSize: number;
	readonly hasBlock: (index: number) => boolean;
	/** Whether what is not picked may have been picked before. */
	readonly letsGo: () => boolean;
};

/** Files that stand in their places, but of which the newest index knows nothing, or other content: until that is placed, the new content is put together from what they have. */
export class LeavingFiles {
	readonly #options: LeavingFilesOptions;
	readonly #files = new Map<string, ReceivedFile>();
	readonly #onLeave: (extents: readonly Extent[]) => unknown;

	/** @param onLeave - told which extents a file that has left has no more. */
	constructor(options: LeavingFilesOptions, onLeave: (extents: readonly Extent[]) => unknown) {
		this.#options = options;
		this.#onLeave = onLeave;
	}

	has(path: string): boolean {
		return this.#files.has(path);
	}

	/** A whole file leaves the plan; its slices stay. */
	keep(file: ReceivedFile): void {
		this.leave(file.path);
		this.#files.set(file.path, file);
	}

	/** A file of another content gets the place of this path. After an interruption only the earlier index tells which blocks the one that stands there has. */
	async take(path: string, {replace, placedAs}: Pick<Place, 'replace' | 'placedAs'>): Promise<void> {
		if (!replace) {
			// It was edited, or is what is wanted.
			this.leave(path);
			return;
		}

		const {known, earlier, slices} = this.#options;
		const row = this.has(path) ? undefined : known.get(path);
		const entry = row?.signature && row.sha256 ? await earlier(path) : undefined;
		if (entry?.kind !== 'file' || !entry.sha256 || Buffer.compare(entry.sha256, row!.sha256!) !== 0) {
			return;
		}

		const file = new ReceivedFile({
			entry: withoutHash(entry), share: this.#options, replace: false, placedAs, isWhole: true, pass: 0,
		});
		slices.add(file, entry.extents);
		this.#files.set(path, file);
	}

	/** What is not picked may have been before. If it stands here, what is picked now can be put together from it; what was begun of it goes, and its blocks are here for others only. */
	async letGo(entry: Entry, limit: number): Promise<void> {
		const {known, blockSize, hasBlock, letsGo} = this.#options;
		if (entry.kind !== 'file' || !letsGo()) {
			return;
		}

		const row = known.get(entry.path);
		const placedAs = row?.placedAs;
		const {partPlace} = new ReceivedFile({
			entry, share: this.#options, replace: false, placedAs, isWhole: false, pass: 0,
		});
		// Of a large file of which nothing stands here, nothing is here that others don't have as well: its blocks need not be gone through.
		if (entry.size >= blockSize && !row && !look(partPlace)) {
			return;
		}

		checkExtents(entry, blockSize, limit);
		removePart(partPlace);
		await this.take(entry.path, {replace: true, placedAs});
		if (countBlocks(entry.extents, blockSize, hasBlock).here > 0) {
			this.#onLeave(entry.extents);
		}
	}

	/** What stands at this path is about to be replaced, or is of no use any more. */
	leave(path: string): void {
		const file = this.#files.get(path);
		if (file) {
			this.#files.delete(path);
			this.#options.slices.remove(file, file.entry.extents);
			this.#onLeave(file.entry.extents);
		}
	}

	/** Nothing has to be put together any more. */
	leaveAll(): void {
		for (const path of this.#files.keys()) {
			this.leave(path);
		}
	}
}
