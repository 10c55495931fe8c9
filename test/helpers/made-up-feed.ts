import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {encodeCommit, type Commit} from '../../source/feed/commit.ts';
import {comparePaths} from '../../source/feed/compare-paths.ts';
import type {
	DirectoryEntry, Entry, Extent, FileEntry, SymlinkEntry,
} from '../../source/feed/entry.ts';
import {encodePage, type Child} from '../../source/feed/index-page.ts';

/** Bytes of a data block in the feeds that are made up here: as few as there may be. */
export const blockSize = 1024;

/** What the files hold unless told otherwise. */
export const content = Buffer.from('content');

export function commit(fields: Partial<Commit> = {}): Uint8Array {
	return encodeCommit({
		format: 1,
		kind: 'folder',
		name: 'feed',
		blockSize,
		version: 1,
		time: 0,
		complete: true,
		totals: {
			files: 1, directories: 0, symlinks: 0, bytes: 7, leftOut: 0,
		},
		expected: {files: 1, bytes: 7},
		root: undefined,
		previous: undefined,
		...fields,
	});
}

/** The same feed with a newest commit that is not complete. */
export function incomplete(blocks: readonly Uint8Array[]): Uint8Array[] {
	const last = blocks.at(-1)!;
	// C, the format, the kind, and then the mark.
	const isCommit = last.length > 4 && last[0] === 0x43 && last[3] === 1;
	return isCommit ? [...blocks.slice(0, -1), Buffer.concat([last.subarray(0, 3), Uint8Array.of(0), last.subarray(4)])] : [...blocks];
}

export function page(entries: readonly Entry[]): Uint8Array {
	return encodePage({kind: 'leaf', entries: entries.toSorted((a, b) => comparePaths(a.path, b.path))});
}

export function inner(children: ReadonlyArray<readonly [first: string, block: number]>): Uint8Array {
	return encodePage({kind: 'inner', children: children.map(([first, block]) => ({first, block}))});
}

/** Data blocks, leaf pages of entries in order, the inner pages above them, and a commit. */
export function feedOf(data: readonly Uint8Array[], leaves: ReadonlyArray<readonly Entry[]>): Uint8Array[] {
	const blocks = [...data];
	const append = (bytes: Uint8Array): number => blocks.push(bytes) - 1;
	let level: Child[] = leaves.map(entries => ({first: entries[0]!.path, block: append(page(entries))}));
	while (level.length > 1) {
		level = chunks(level, 50).map(children => ({first: children[0]!.first, block: append(encodePage({kind: 'inner', children}))}));
	}

	append(commit({root: level[0]!.block}));
	return blocks;
}

/** The items in order, so many at a time. */
export function chunks<Item>(items: readonly Item[], size: number): Item[][] {
	return Array.from({length: Math.ceil(items.length / size)}, (_, index) => items.slice(index * size, (index + 1) * size));
}

export function file(path: string, extents: readonly Extent[], bytes: Uint8Array = content): FileEntry {
	return {
		kind: 'file', path, size: extents.reduce((sum, {length}) => sum + length, 0), mtime: 0, mode: 0o644, sha256: createHash('sha256').update(bytes).digest(), extents,
	};
}

export function directory(path: string): DirectoryEntry {
	return {
		kind: 'directory', path, mtime: 0, mode: 0o755,
	};
}

export function symlink(path: string, target: string): SymlinkEntry {
	return {
		kind: 'symlink', path, mtime: 0, target,
	};
}

/** A page whose paths begin with other bytes each, whatever its size: what no encoder writes. */
export function joinedPage(pages: readonly Uint8Array[]): Uint8Array {
	return Buffer.concat([pages[0]!.subarray(0, 2), ...pages.map(bytes => bytes.subarray(2))]);
}

/** A number as the pages hold it. */
export function numberBytes(number: number): number[] {
	return number < 0xFD ? [number] : [0xFD, number % 256, Math.floor(number / 256)];
}
