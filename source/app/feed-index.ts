import {Buffer} from 'node:buffer';
import type Hypercore from 'hypercore';
import type {Commit} from '../feed/commit.ts';
import type {Entry, Extent} from '../feed/entry.ts';
import {findEntry, readPages, readUnder} from '../feed/read-index.ts';

/** Reads the indexes of a feed of our own, of which every record is here. */
export class FeedIndex {
	readonly #core: Hypercore;

	constructor(core: Hypercore) {
		this.#core = core;
	}

	/** Every entry of a commit's index, in order. */
	async * entries(commit: Commit | undefined): AsyncGenerator<Entry, void> {
		for await (const {entries} of readPages(commit?.root, this.#core.length, this.record)) {
			yield * entries;
		}
	}

	/** The entry of a path in a commit's index, with `isDeep` those below it too, in order. */
	async * entriesAt(commit: Commit | undefined, path: string, {isDeep}: {readonly isDeep: boolean}): AsyncGenerator<Entry, void> {
		if (isDeep) {
			yield * readUnder(commit?.root, this.#core.length, this.record, path);
			return;
		}

		const entry = await findEntry(commit?.root, this.#core.length, this.record, path);
		if (entry) {
			yield entry;
		}
	}

	/** The extents of a file with this content, if it stands under one of these paths. */
	async findContent(commit: Commit | undefined, sha256: Uint8Array, paths: readonly string[]): Promise<readonly Extent[] | undefined> {
		for (const path of paths) {
			const entry = await findEntry(commit?.root, this.#core.length, this.record, path);
			if (entry?.kind === 'file' && entry.sha256 && Buffer.compare(entry.sha256, sha256) === 0) {
				return entry.extents;
			}
		}

		return undefined;
	}

	/** A record block. */
	readonly record = async (block: number): Promise<Uint8Array> => {
		const bytes = await this.#core.get(block, {wait: false});
		if (!bytes) {
			throw new Error(`Record ${block} of a feed of our own is missing`);
		}

		return bytes;
	};
}
