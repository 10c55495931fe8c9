import {isDeepStrictEqual} from 'node:util';
import {chooser} from '../../source/app/choose-files.ts';
import type {TreeEntry} from './read-tree.ts';

/** Paths and what stands there. */
export type FolderTree = ReadonlyMap<string, TreeEntry>;

/** A file that was written at the receiver: its SHA-256, and what the share had at its path then. */
export type OwnFile = {readonly sha256: string; readonly shared: TreeEntry | undefined};

export type ReceiverModel = {
	/** The glob that was picked. */
	readonly only: string;
	/** What the user has written in the destination, by its path. */
	readonly own: ReadonlyMap<string, OwnFile>;
};

/** What is wrong in the folder of somebody who follows a share, once nothing is on its way: one line each. */
export function wrongsOf(shared: FolderTree, received: FolderTree, {only, own}: ReceiverModel): string[] {
	const isChosen = chooser([only], []);
	/** Of some files only, the directories around them are no matter. */
	const isExpected = (path: string, {kind}: TreeEntry): boolean => only === '**' || (kind !== 'directory' && isChosen(path));
	const expected = new Map([...shared].filter(([path, entry]) => isExpected(path, entry)));
	const copies = copiesIn(received);
	const wrongs: string[] = [];
	for (const [path, {sha256}] of own) {
		if (received.get(path)?.sha256 !== sha256) {
			wrongs.push(`${path}, which was written here, is ${textOf(received.get(path))}`);
		}
	}

	for (const [path, entry] of expected) {
		const found = isInTheWay(path, entry, own) ? undefined : received.get(path);
		const isRight = isInTheWay(path, entry, own)
			? entry.kind !== 'file' || isBelow(path, own.keys()) || isSame(own.get(path)?.shared, entry) || (copies.get(path) ?? []).some(copy => isSame(received.get(copy), entry))
			: isSame(found, entry) || (entry.kind === 'directory' && found?.kind === 'directory' && contains(path, own.keys()));
		if (!isRight) {
			wrongs.push(`${path} should be ${textOf(entry)} and is ${textOf(received.get(path))}`);
		}
	}

	for (const [path, entry] of received) {
		const isCopy = [...copies].some(([name, places]) => places.includes(path) && expected.get(name)?.kind === 'file' && isInTheWay(name, expected.get(name)!, own));
		if (!expected.has(path) && !isCopy && !own.has(path) && !contains(path, own.keys()) && (only === '**' || entry.kind !== 'directory')) {
			wrongs.push(`${path} should not be here: ${textOf(entry)}`);
		}
	}

	return wrongs;
}

/** Whether something of the user's keeps an entry from having its own name. */
function isInTheWay(path: string, {kind}: TreeEntry, own: ReceiverModel['own']): boolean {
	return own.has(path) || isBelow(path, own.keys()) || (kind !== 'directory' && contains(path, own.keys()));
}

/** Files that have a name like `a (conflict 2026-11-23 14.05.09 from 1f919303)` or `a (2)`, by what they are copies of. */
function copiesIn(tree: FolderTree): ReadonlyMap<string, readonly string[]> {
	return Map.groupBy([...tree.keys()].filter(path => label.test(path)), path => path.replace(label, ''));
}

const label = / \((?:conflict [^\/]*|\d+)\)$/v;

function isBelow(path: string, others: Iterable<string>): boolean {
	return [...others].some(other => path.startsWith(`${other}/`));
}

function contains(path: string, others: Iterable<string>): boolean {
	return [...others].some(other => other.startsWith(`${path}/`));
}

function isSame(one: TreeEntry | undefined, other: TreeEntry): boolean {
	return isDeepStrictEqual(one, other);
}

function textOf(entry: TreeEntry | undefined): string {
	return entry === undefined ? 'missing' : JSON.stringify(entry);
}
