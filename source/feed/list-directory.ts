import {TimeSlice} from '../base/time-slice.ts';
import {comparePaths} from './compare-paths.ts';
import type {DirectoryEntry, Entry} from './entry.ts';
import {
	endOf, isInRange, pathAfter, rangeBelow, type PathRange,
} from './path-range.ts';
import {readRange, type ReadableIndex} from './read-index.ts';
import type {ReadRecord} from './read-page.ts';

export type ListOptions = {
	/** The path of the last entry that is known; undefined: from the beginning. */
	readonly after?: string | undefined;
	/** So many entries at most. */
	readonly most: number;
	readonly signal?: AbortSignal | undefined;
};

/**
What stands directly in a directory of an index, in the order of the paths' bytes, from as few pages as that takes: whatever lies deeper is jumped over.

Every directory has an entry of its own. Where a hostile feed leaves it out, one is made from what lies in it; it comes where that begins, after `a b` and before `a0` for a directory `a`. Empty names, which nobody can create, are left out.

@param directory - A path without a slash at its end; empty: the top of the share.
@throws ExpectedError `feed-malformed`, what `read` throws, and the signal's reason.
*/
export async function listDirectory(index: ReadableIndex, directory: string, {after, most, signal}: ListOptions): Promise<Entry[]> {
	if (most <= 0) {
		return [];
	}

	const pages = new Map<number, Promise<Uint8Array>>();
	const whole = rangeBelow(directory);
	const prefix = whole.from;
	const start = after === undefined ? prefix : await startBehind({...index, read: remembering(index.read, pages)}, after);
	const range = {...whole, from: start};
	const found: Entry[] = [];
	const paths = new Set(after === undefined ? [] : [after]);
	const slice = new TimeSlice();
	let deeper = '';
	// Of what lies deeper the first is enough to jump over the rest; making all of it would take most of the time.
	const wants = (path: string): boolean => {
		const slash = path.indexOf('/', prefix.length);
		if (!isInRange(path, range) || (deeper.length === slash + 1 && path.startsWith(deeper) && slash !== -1)) {
			return false;
		}

		deeper = slash === -1 ? deeper : path.slice(0, slash + 1);
		return true;
	};

	// One page at a time: which one is needed next shows only then.
	const read: ReadRecord = async block => pages.get(block) ?? index.read(block);
	for await (const {entries} of readRange({...index, read}, range, {parallel: 1, wants})) {
		signal?.throwIfAborted();
		for (const entry of entries) {
			if (!isInRange(entry.path, range)) {
				continue;
			}

			const slash = entry.path.indexOf('/', prefix.length);
			const path = slash === -1 ? entry.path : entry.path.slice(0, slash);
			if (slash !== -1) {
				range.from = endOf(path);
			}

			const isListed = path.length === prefix.length || paths.has(path)
				|| (slash !== -1 && comparePaths(path, start) < 0 && await holds({...index, read}, {from: path, to: pathAfter(path)}));
			if (!isListed) {
				paths.add(path);
				found.push(slash === -1 ? entry : withoutEntry(path));
				if (found.length === most) {
					return found;
				}
			}
		}

		await slice.next();
	}

	return found;
}

/** Where a list goes on behind a path. One that has no entry was made from what lies in it, or has gone meanwhile. */
async function startBehind(index: ReadableIndex, path: string): Promise<string> {
	const isMade = !await holds(index, {from: path, to: pathAfter(path)}) && await holds(index, rangeBelow(path));
	return isMade ? endOf(path) : pathAfter(path);
}

/** The list begins with the pages that finding its beginning has read. */
function remembering(read: ReadRecord, pages: Map<number, Promise<Uint8Array>>): ReadRecord {
	return async block => {
		const bytes = pages.get(block) ?? read(block);
		pages.set(block, bytes);
		return bytes;
	};
}

async function holds(index: ReadableIndex, range: PathRange): Promise<boolean> {
	for await (const {entries} of readRange(index, range, {parallel: 1})) {
		if (entries.some(({path}) => isInRange(path, range))) {
			return true;
		}
	}

	return false;
}

/** Its permissions and time are not known. */
function withoutEntry(path: string): DirectoryEntry {
	return {
		kind: 'directory', path, mtime: 0, mode: 0o777,
	};
}
