import type Hypercore from 'hypercore';
import {decodeCommit} from '../feed/commit.ts';
import type {FileEntry} from '../feed/entry.ts';
import {BlockMarks} from '../storage/block-marks.ts';
import type {Database} from '../storage/database.ts';
import {FilePieces} from '../storage/file-pieces.ts';
import type {OldBlocks} from '../storage/old-blocks.ts';
import {extentsFor} from './extents-for.ts';
import type {FeedIndex} from './feed-index.ts';
import {readOldBlocks} from './read-old-blocks.ts';

export type FeedDeltaOptions = {
	readonly core: Hypercore;
	readonly database: Database;
	readonly index: FeedIndex;
	readonly blockSize: number;
};

/** What a sharer knows of earlier versions of its files, so that only what is new in them is appended. */
export class FeedDelta {
	readonly #options: FeedDeltaOptions;
	readonly #marks: BlockMarks;
	readonly #pieces: FilePieces;
	/** Of blocks that were read, by their numbers. */
	readonly #newMarks = new Map<number, number>();

	constructor(options: FeedDeltaOptions) {
		this.#options = options;
		this.#marks = new BlockMarks(options.database.sql);
		this.#pieces = new FilePieces(options.database.sql);
	}

	/**
	What the feed has of the file that stood at a path before.

	@param before - its newest entry. That of a version that was interrupted has only the start of the file.
	@param complete - the commit of the last complete version, which has all of it.
	*/
	async oldBlocks(before: FileEntry, complete: number | undefined): Promise<OldBlocks> {
		const {index} = this.#options;
		const extents = [...before.extents];
		if (!before.sha256 && complete !== undefined) {
			const commit = decodeCommit(await index.record(complete));
			for await (const entry of index.entriesAt(commit, before.path, {isDeep: false})) {
				extents.push(...entry.kind === 'file' ? entry.extents : []);
			}
		}

		return readOldBlocks(extents, {...this.#options, marks: this.#marks});
	}

	/** How many extents a file may have if old blocks are used in it. */
	mostExtents(size: number): number {
		return extentsFor(size, this.#pieces.count);
	}

	/** A block was read of which this is the mark: by it the block is found in the next version of its file. */
	mark(block: number, mark: number | undefined): void {
		if (mark !== undefined) {
			this.#newMarks.set(block, mark);
		}
	}

	/** How many extents a file has now; 0: it is gone. To be called in a transaction. */
	setExtents(path: string, extents: number): void {
		this.#pieces.set(path, extents);
	}

	/** Records the marks of what was read, which has been appended. To be called in a transaction. */
	remember(): void {
		this.#marks.set(this.#newMarks);
		this.#newMarks.clear();
	}

	/** Blocks that are not offered any more are not looked for. */
	forget(start: number, end: number): void {
		this.#marks.remove(start, end);
	}
}
