import type {Commit} from '../feed/commit.ts';
import type {ReadableIndex} from '../feed/read-index.ts';
import {orAborted} from '../base/or-aborted.ts';
import type {ShareRecord} from '../library/record.ts';
import {
	isSameChoice, letGo, type FileChoice, type LetGo,
} from './choice.ts';
import {chooser} from './choose-files.ts';
import type {GetOptions} from './get-options.ts';
import {getBlock} from './get-block.ts';
import type {HeldShare} from './held-share.ts';
import {measureUnpicked} from './let-go.ts';
import {earlierIndex} from './earlier-index.ts';

export type DecideLetGoOptions = Pick<GetOptions, 'deletesUnpicked' | 'confirmDeletion' | 'signal'> & {
	/** The destination, absolute. */
	readonly directory: string;
	/** What is known of the share. */
	readonly earlier: ShareRecord | undefined;
	readonly choice: FileChoice;
	/** Aborted when peers are not looked for any more. */
	readonly looking: AbortSignal;
};

/** Decides what becomes of what a new choice leaves out. The user is asked when something of it could be deleted. */
export async function decideLetGo({core, known}: HeldShare, {commit, block}: {readonly commit: Commit; readonly block: number}, options: DecideLetGoOptions): Promise<LetGo> {
	const {deletesUnpicked = false, confirmDeletion, directory, earlier, choice, looking, signal} = options;
	const decided = letGo(earlier, choice, deletesUnpicked);
	if (!earlier || !confirmDeletion || deletesUnpicked || isSameChoice(earlier, choice)) {
		return decided;
	}

	const newest: ReadableIndex = {root: commit.root, limit: block, read: async index => getBlock(core, index, looking)};
	const before = await earlierIndex(core, earlier.commit);
	const unpicked = await measureUnpicked(before ? [before, newest] : [newest], {directory, known, isChosen: chooser(choice.only, choice.selection)});
	const deletes = unpicked.files > 0 && await orAborted(confirmDeletion(unpicked), signal);
	return letGo(earlier, choice, deletes);
}
