import {saveMemory} from '../base/save-memory.ts';
import type {Entry} from '../feed/entry.ts';
import {bytesPerExtent, maximumImplied, spareExtents} from '../feed/limits.ts';
import {LongPaths} from '../feed/long-paths.ts';
import {malformed} from '../feed/malformed.ts';

/**
Holds an index to what none of its records shows: how much there may be, in all, of what takes memory for as long as the share is received.

Without it a feed of one megabyte could take a gigabyte.
*/
export class IndexBounds {
	#longPaths = new LongPaths();
	#directories = 0;
	#extents = 0;

	/** Begins with another index. Extents stay until their files go. */
	beginIndex(): void {
		this.#longPaths = new LongPaths();
		this.#directories = 0;
	}

	/**
	Counts an entry, wanted or not.

	@throws ExpectedError `feed-malformed`
	*/
	add({kind, path}: Entry): void {
		this.#longPaths.add(path);
		this.#directories += kind === 'directory' ? 1 : 0;
		saveMemory(this.#directories);
	}

	/** Counts extents that wanted files have more, or less. */
	changeExtents(by: number): void {
		this.#extents += by;
	}

	/**
	Checks that wanted files are in no more pieces than a sharer would make.

	@throws ExpectedError `feed-malformed`
	*/
	checkPieces({files, bytes}: {readonly files: number; readonly bytes: number}): void {
		if (this.#extents > files + (bytes / bytesPerExtent) + spareExtents) {
			throw malformed('The files of the index are in too many pieces.');
		}

		// A file takes more than two extents.
		saveMemory(Math.max(files, this.#extents / 2));
	}

	/**
	Checks how many directories there are of which the index says nothing.

	@throws ExpectedError `feed-malformed`
	*/
	checkImplied(directories: number): void {
		if (directories > this.#directories + maximumImplied) {
			throw malformed('The index leaves out directories that its files stand in.');
		}
	}
}
