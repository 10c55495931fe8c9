import type {Entry} from '../feed/entry.ts';
import type {FileRow} from './engine-state.ts';
import type {FileProblems} from './file-problems.ts';
import type {ReceivePlan} from './receive-plan.ts';

/** What is known here of the files of a share. */
export type KnownOfFiles = {
	readonly problems: FileProblems;
	/** What is shared from here could not be found. */
	readonly isSourceGone: boolean;
	/** Undefined for what is shared from here: everything of it is here, unless it is gone. */
	readonly receiving: Receiving | undefined;
};

export type Receiving = {
	/** Undefined while the share is not open, or not accepted yet. */
	readonly plan: Pick<ReceivePlan, 'progressOf'> | undefined;
	readonly isChosen: (path: string) => boolean;
	/** Whether something in a directory that is not chosen may be. */
	readonly isPartly: (directory: string) => boolean;
	/** All that is wanted of the newest version is here. */
	readonly isComplete: boolean;
};

/** An entry of the index as a row of the tree of files. Nobody adds up directories, and links have no bytes. */
export function fileRow(entry: Entry, {problems, isSourceGone, receiving}: KnownOfFiles): FileRow {
	if (entry.kind === 'withheld') {
		return problemRow(entry.path, receiving ? 'Its sharer can’t read it at the moment: what is here of it stays' : 'It can’t be read at the moment: receivers keep what they have of it');
	}

	const {kind, path} = entry;
	const size = entry.kind === 'file' ? entry.size : undefined;
	const problem = problems.get(path);
	const {state, received} = receiving ? progressOf(entry, receiving) : {state: isSourceGone ? 'unknown' as const : 'here' as const, received: undefined};
	const row = {
		path, name: nameOf(path), kind, size, received: kind === 'file' ? received : undefined,
	};
	return problem === undefined ? {...row, state} : {...row, state: 'problem', problem};
}

/** A row for a problem with something that is not in the index. */
export function problemRow(path: string, problem: string): FileRow {
	return {
		path, name: nameOf(path), kind: 'file', size: undefined, received: undefined, state: 'problem', problem,
	};
}

function progressOf(entry: Entry, {plan, isChosen, isPartly, isComplete}: Receiving): Pick<FileRow, 'state' | 'received'> {
	const progress = plan?.progressOf(entry.path);
	if (progress?.state === 'skipped' || !isChosen(entry.path)) {
		return {state: entry.kind === 'directory' && isPartly(entry.path) ? 'unknown' : 'skipped', received: 0};
	}

	// The plan of a complete share comes to know each file again whenever the share is opened.
	if (isComplete && progress?.state !== 'receiving') {
		return {state: 'here', received: entry.kind === 'file' ? entry.size : undefined};
	}

	return entry.kind === 'directory' || !progress ? {state: 'unknown', received: undefined} : progress;
}

function nameOf(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}
