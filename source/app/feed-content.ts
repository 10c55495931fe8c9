import type {Entry, Extent, FileEntry} from '../feed/entry.ts';
import type {KnownFiles} from '../storage/known-files.ts';
import {KnownContent} from './known-content.ts';

/** Where content of files that were read before is looked up. */
export type EarlierContent = {
	readonly known: KnownFiles;
	findContent(sha256: Uint8Array): Promise<readonly Extent[] | undefined>;
};

/**
Content that a feed already has, by its SHA-256: a copy or a renamed file adds no data.

What is appended is looked up on disk; only what is not, or no longer, recorded there is kept in memory.
*/
export class FeedContent {
	readonly #earlier: EarlierContent;
	/** Read, and not appended yet. */
	#staged = new KnownContent();
	/** Of files that are gone, or have other content now. */
	readonly #left = new KnownContent();

	constructor(earlier: EarlierContent) {
		this.#earlier = earlier;
	}

	/** A file has been read. */
	add(entry: FileEntry): void {
		this.#staged.add(entry);
	}

	/** A file has lost this content: until it is known that no other has it, its blocks are still there. */
	leave(entry: Entry): void {
		this.#left.add(entry);
	}

	/** What was read is on record now. */
	appended(): void {
		this.#staged = new KnownContent();
	}

	/** Whether hashing a large file of this size before reading it into the feed can pay. */
	hasSize(size: number): boolean {
		return this.#staged.hasSize(size) || this.#left.hasSize(size) || this.#earlier.known.hasSize(size);
	}

	/** The extents of this content, if it is there. */
	async find(sha256: Uint8Array, size: number): Promise<readonly Extent[] | undefined> {
		return this.#staged.find(sha256, size) ?? this.#left.find(sha256, size) ?? this.#earlier.findContent(sha256);
	}
}
