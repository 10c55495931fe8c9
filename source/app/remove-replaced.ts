import {mergeSorted} from '../base/merge-sorted.ts';
import {comparePaths} from '../feed/compare-paths.ts';
import {diffIndexes} from '../feed/diff-index.ts';
import type {ReadableIndex} from '../feed/read-index.ts';
import {WithheldPaths} from '../feed/withheld-paths.ts';
import {
	entriesOf, removeEntries, type Gone, type RemoveGoneOptions,
} from './remove-gone.ts';

export type RemoveReplacedOptions = RemoveGoneOptions & {
	/** What is on its way into places that other things take is given up; what has come of it is removed from these directories. */
	readonly giveUp: (isThere: (path: string) => boolean, directories: readonly string[]) => void;
};

/**
Removes folders in whose place the newer version has a file or a link, with what was received into them, and links in whose place it has a folder: they must be gone before that can take their names, and before anything is found through such a link.
*/
export async function removeReplaced(before: ReadableIndex, after: ReadableIndex, options: RemoveReplacedOptions): Promise<void> {
	const replaced: string[] = [];
	const wereWithheld = new WithheldPaths();
	const gone: Gone[] = [];
	for await (const {before: old, after: current} of diffIndexes(before, after)) {
		if (old?.kind === 'directory' && (current?.kind === 'file' || current?.kind === 'symlink')) {
			replaced.push(old.path);
		}

		if (old?.kind === 'withheld' && (current?.kind === 'file' || current?.kind === 'symlink') && options.directories.isOwn(old.path)) {
			wereWithheld.add(old);
		}

		if (old?.kind === 'symlink' && current?.kind === 'directory') {
			gone.push(old);
		}

		// A path comes before what is below it.
		if (old && !(current?.kind === 'directory') && replaced.some(directory => old.path === directory || old.path.startsWith(`${directory}/`))) {
			gone.push(old);
		}
	}

	// The index that withheld a folder doesn't know what is in it.
	gone.push(...receivedIn(options, wereWithheld.isEmpty ? undefined : path => wereWithheld.covers(path)));
	await removeEntries(gone, options);
	await emptyReplaced(replaced, options);
}

/**
As `removeReplaced`, for a version of which nothing is known but what has been received of it: whoever received it was interrupted.
*/
export async function removeUnfinished(after: ReadableIndex, options: RemoveReplacedOptions): Promise<void> {
	const replaced: string[] = [];
	for await (const [entry, row] of mergeSorted(entriesOf(after), options.known.all(), (a, b) => comparePaths(a.path, b.path))) {
		if (row && !row.isWhole && (entry?.kind === 'file' || entry?.kind === 'symlink')) {
			replaced.push(row.path);
		}
	}

	await emptyReplaced(replaced, options);
}

/** An index that was never finished here may have put more into these directories. */
async function emptyReplaced(replaced: readonly string[], options: RemoveReplacedOptions): Promise<void> {
	if (replaced.length > 0) {
		const isThere = (path: string): boolean => replaced.some(directory => path === directory || path.startsWith(`${directory}/`));
		const received = receivedIn(options, isThere);
		options.giveUp(isThere, received.filter(({kind}) => kind === 'directory').map(({path}) => path));
		await removeEntries(received, options);
	}
}

function receivedIn({known}: RemoveReplacedOptions, isThere: ((path: string) => boolean) | undefined): Gone[] {
	const received: Gone[] = [];
	for (const {path, isWhole} of isThere ? known.all() : []) {
		if (isThere!(path)) {
			received.push({path, kind: isWhole ? 'file' : 'directory'});
		}
	}

	return received;
}
