import {diffIndexes} from '../feed/diff-index.ts';
import type {DirectoryEntry, Entry, FileEntry} from '../feed/entry.ts';
import {comparePaths} from '../feed/compare-paths.ts';
import {isLongPath} from '../feed/long-paths.ts';
import {findEntry, type ReadableIndex} from '../feed/read-index.ts';
import {isSameEntry, isSameStorage} from '../feed/same-entry.ts';

/** What a version has changed, when that is little and simple. Both in order of the paths. */
export type FewChanges = {
	/** Files that are gone. */
	readonly removed: readonly string[];
	/** As they are now. */
	readonly changed: ReadonlyArray<FileEntry | DirectoryEntry>;
};

/** With more, a whole index costs little more. */
const most = 2000;

/** Files that only stand elsewhere in the feed: each that changes brings its neighbours of a shared block along, of which nothing is written here. */
const mostMoved = 20_000;

/**
Compares two versions, for who knows the older one and would otherwise go through all of the newer: what that costs does not grow with the number of files.

@returns undefined for more than a few changes, and for those that concern what was decided about other paths: links, what is withheld, folders that are gone, things of another kind, and very long paths.
*/
export async function fewChanges(before: ReadableIndex, after: ReadableIndex): Promise<FewChanges | undefined> {
	const removed: string[] = [];
	const changed: Array<FileEntry | DirectoryEntry> = [];
	let moved = 0;
	const isSame = (one: Entry, other: Entry): boolean => isSameEntry(one, other) && isSameStorage(one, other);
	for await (const {before: old, after: current} of diffIndexes(before, after, {isSame})) {
		moved += old && current && isSameEntry(old, current) ? 1 : 0;
		if (moved > mostMoved || removed.length + changed.length - moved >= most || !isSimple(old, current)) {
			return undefined;
		}

		if (current?.kind === 'file' || current?.kind === 'directory') {
			changed.push(current);
		} else {
			removed.push(old!.path);
		}
	}

	return {removed, changed};
}

/** What has changed, with the directories that it is in: their times change with it. In order of the paths. */
export async function * withParents(changed: FewChanges['changed'], {root, limit, read}: ReadableIndex): AsyncGenerator<Entry, void> {
	const entries = new Map<string, Entry>();
	for (const entry of changed) {
		entries.set(entry.path, entry);
		for (let slash = entry.path.lastIndexOf('/'); slash > 0; slash = entry.path.lastIndexOf('/', slash - 1)) {
			const parent = entry.path.slice(0, slash);
			const found = entries.has(parent) ? undefined : await findEntry(root, limit, read, parent);
			if (found) {
				entries.set(parent, found);
			}
		}
	}

	yield * [...entries.values()].toSorted((a, b) => comparePaths(a.path, b.path));
}

function isSimple(old: Entry | undefined, current: Entry | undefined): boolean {
	if (isLongPath((old ?? current)!.path)) {
		return false;
	}

	switch (current?.kind) {
		case 'file': {
			return !old || old.kind === 'file';
		}

		case 'directory': {
			return !old || old.kind === 'directory';
		}

		case undefined: {
			return old?.kind === 'file';
		}

		case 'symlink':
		case 'withheld': {
			return false;
		}
	}
}
