import {TimeSlice} from '../base/time-slice.ts';
import type {Commit} from '../feed/commit.ts';
import {readPages} from '../feed/read-index.ts';
import type {ReadRecord} from '../feed/read-page.ts';
import {checkExtents} from './check-extents.ts';
import {IndexBounds} from './index-bounds.ts';
import {StandingNotes} from './standing-notes.ts';

/** What the user is about to receive, and how much of it meets something that is there. */
export type Survey = {
	readonly files: number;
	readonly bytes: number;
	/** How many files have a name that is taken. */
	readonly collisions: number;
	/** Bytes that have to be written: what is there with the same size is most likely the same. */
	readonly neededBytes: number;
	/** False when the share has something, but nothing of it was asked for. */
	readonly isAnyChosen: boolean;
	/** What stood in the directory, of the files that were asked for. */
	readonly standing: StandingNotes;
};

/**
Looks through the index before anything is written.

While the sharer is still reading, what the walk over its folder found is all that is known; counting collisions waits until then too.

@throws ExpectedError `feed-malformed`
*/
export async function survey(commit: Commit, limit: number, read: ReadRecord, {directory, isChosen}: {readonly directory: string; readonly isChosen: (path: string) => boolean}): Promise<Survey> {
	const standing = new StandingNotes(directory);
	if (!commit.complete) {
		return {
			...commit.expected, collisions: 0, neededBytes: commit.expected.bytes, isAnyChosen: true, standing,
		};
	}

	const found = {
		files: 0, bytes: 0, collisions: 0, neededBytes: 0, isAnyChosen: commit.root === undefined,
	};
	const bounds = new IndexBounds();
	const slice = new TimeSlice();
	for await (const leaf of readPages(commit.root, limit, read)) {
		for (const [index, entry] of leaf.entries.entries()) {
			bounds.add(entry);
			const isWanted = isChosen(entry.path);
			found.isAnyChosen ||= isWanted;
			if (entry.kind === 'file' && isWanted) {
				found.files++;
				found.bytes += entry.size;
				checkExtents(entry, commit.blockSize, limit);
				bounds.changeExtents(entry.extents.length);
				bounds.checkPieces(found);
				const there = standing.at(leaf, index);
				found.collisions += there === 'nothing' ? 0 : 1;
				found.neededBytes += there === 'same-size' ? 0 : entry.size;
				await slice.next();
			}
		}
	}

	return {...found, standing};
}
