import type {Commit} from '../feed/commit.ts';
import type {ReadRecord} from '../feed/read-page.ts';
import {survey, type Survey} from './survey.ts';

/** So much is to be received, as far as that is known. */
export type Expected = Pick<Survey, 'files' | 'bytes'>;

export type ExpectedOptions = {
	/** The destination, absolute. */
	readonly directory: string;
	readonly isChosen: (path: string) => boolean;
	readonly isEverything: boolean;
	/** What was counted for the offer, if nothing was chosen since. */
	readonly counted: Expected | undefined;
};

/** A commit, its block, and how the records before it are read. */
export type ReadCommit = {readonly commit: Commit; readonly block: number; readonly read: ReadRecord};

/**
What will be received of a version, for those who watch it come: what was chosen, not what was offered.

Of a share that is still being read only the whole is known; what a part of it comes to is told by its index as it grows.

@throws ExpectedError `feed-malformed`
*/
export async function expectedOf({commit, block, read}: ReadCommit, {directory, isChosen, isEverything, counted}: ExpectedOptions): Promise<Expected> {
	if (!commit.complete) {
		return isEverything ? commit.expected : {files: 0, bytes: 0};
	}

	const {files, bytes} = counted ?? await survey(commit, block, read, {directory, isChosen});
	return {files, bytes};
}
