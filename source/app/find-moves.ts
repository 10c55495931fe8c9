import {Buffer} from 'node:buffer';
import type {Entry, FileEntry} from '../feed/entry.ts';
import type {EntryChange} from './entry-changes.ts';

/** Files that are gone from one path and have come at another, with the same content. */
export type Moves = {
	/** Path now → path before. */
	readonly from: ReadonlyMap<string, string>;
	/** Paths before. */
	readonly gone: ReadonlySet<string>;
};

/** What is kept of files with one content. */
type Group = {readonly removed: string[]; readonly added: string[]; readonly isEmpty: boolean};

/** Paths are remembered as long as they take so many characters together, about; of other files it is not known that they were moved. */
const mostCharacters = 64 * 1024 * 1024;
/** What remembering one takes beside its path. */
const charactersEach = 100;

/**
Finds files that were moved, by their SHA-256.

@param changes - Called twice at most, for all changes in order: what is gone may come before or after what is new, and only a fraction of it has to be remembered so.
*/
export async function findMoves(changes: () => AsyncIterable<EntryChange> | Iterable<EntryChange>): Promise<Moves> {
	const groups = new Map<string, Group>();
	let room = mostCharacters;
	const remember = (paths: string[] | undefined, path: string): void => {
		const needed = path.length + charactersEach;
		if (paths && needed <= room) {
			room -= needed;
			paths.push(path);
		}
	};

	for await (const {change, entry} of changes()) {
		if (change === 'removed' && hasHash(entry) && room > charactersEach) {
			remember(groupOf(groups, entry).removed, entry.path);
		}
	}

	const from = new Map<string, string>();
	if (groups.size > 0) {
		room = mostCharacters;
		for await (const {change, entry} of changes()) {
			if (change === 'added' && hasHash(entry)) {
				remember(groups.get(hashOf(entry))?.added, entry.path);
			}
		}
	}

	for (const [before, after] of [...groups.values()].flatMap(group => pairPaths(group))) {
		from.set(after, before);
	}

	return {from, gone: new Set(from.values())};
}

/** Pairs what is gone with what is new, one to one: first what has kept its name, then the rest in order. Empty files have nothing but their names in common. */
function pairPaths({removed, added, isEmpty}: Group): Array<readonly [before: string, after: string]> {
	const byName = new Map<string, string[]>();
	for (const path of removed.toReversed()) {
		const paths = byName.get(nameOf(path));
		if (paths) {
			paths.push(path);
		} else {
			byName.set(nameOf(path), [path]);
		}
	}

	const named = added.map(path => [byName.get(nameOf(path))?.pop(), path] as const);
	const taken = new Set(named.map(([before]) => before));
	const rest = isEmpty ? [] : removed.filter(path => !taken.has(path)).toReversed();
	return named.flatMap(([before = rest.pop(), after]) => before === undefined ? [] : [[before, after] as const]);
}

function groupOf(groups: Map<string, Group>, entry: FileEntry & {readonly sha256: Uint8Array}): Group {
	const hash = hashOf(entry);
	const group = groups.get(hash) ?? {removed: [], added: [], isEmpty: entry.size === 0};
	groups.set(hash, group);
	return group;
}

function hasHash(entry: Entry): entry is FileEntry & {readonly sha256: Uint8Array} {
	return entry.kind === 'file' && entry.sha256 !== undefined;
}

/** As short as a string of it gets. */
function hashOf({sha256}: {readonly sha256: Uint8Array}): string {
	return Buffer.from(sha256).toString('latin1');
}

function nameOf(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}
