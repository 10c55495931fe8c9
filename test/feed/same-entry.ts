import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {Entry, FileEntry} from '../../source/feed/entry.ts';
import {isSameContent, isSameEntry, isSameStorage} from '../../source/feed/same-entry.ts';
import {arbitraryEntry} from '../helpers/arbitrary-feed.ts';

const file: FileEntry = {
	kind: 'file', path: 'a', size: 3, mtime: 1, mode: 0o644, sha256: new Uint8Array(32).fill(1), extents: [{block: 1, offset: 2, length: 3}],
};
const symlink: Entry = {
	kind: 'symlink', path: 'a', mtime: 1, target: 'b',
};
const directory: Entry = {
	kind: 'directory', path: 'a', mtime: 1, mode: 0o755,
};

const table: ReadonlyArray<readonly [what: string, one: Entry, other: Entry, same: {readonly entry: boolean; readonly content: boolean; readonly storage: boolean}]> = [
	['another time', file, {...file, mtime: 2}, {entry: false, content: true, storage: true}],
	['another mode', file, {...file, mode: 0o600}, {entry: false, content: true, storage: true}],
	['other bytes', file, {...file, sha256: new Uint8Array(32)}, {entry: false, content: false, storage: true}],
	['another size', {...file, sha256: undefined}, {...file, sha256: undefined, size: 4}, {entry: false, content: false, storage: true}],
	['a file that is still read', file, {...file, sha256: undefined}, {entry: false, content: false, storage: true}],
	['other blocks', file, {...file, extents: [{block: 9, offset: 2, length: 3}]}, {entry: true, content: true, storage: false}],
	['another offset', file, {...file, extents: [{block: 1, offset: 0, length: 3}]}, {entry: true, content: true, storage: false}],
	['more pieces', file, {...file, extents: [{block: 1, offset: 2, length: 2}, {block: 5, offset: 0, length: 1}]}, {entry: true, content: true, storage: false}],
	['another target', symlink, {...symlink, target: 'c'}, {entry: false, content: false, storage: true}],
	['a link’s time', symlink, {...symlink, mtime: 2}, {entry: false, content: true, storage: true}],
	['a directory’s time', directory, {...directory, mtime: 2}, {entry: false, content: true, storage: true}],
	['a directory’s mode', directory, {...directory, mode: 0o700}, {entry: false, content: true, storage: true}],
	['another kind', symlink, directory, {entry: false, content: false, storage: true}],
];

test('Two versions of an entry are the same to a user, in content, or in where they stand', () => {
	for (const [what, one, other, {entry, content, storage}] of table) {
		for (const [left, right] of [[one, other], [other, one]] as const) {
			assert.equal(isSameEntry(left, right), entry, what);
			assert.equal(isSameContent(left, right), content, what);
			assert.equal(isSameStorage(left, right), storage, what);
		}
	}
});

test('Every entry is the same as a copy of it', () => {
	fc.assert(fc.property(arbitraryEntry, entry => {
		const copy = structuredClone(entry);
		assert.ok(isSameEntry(entry, copy) && isSameContent(entry, copy) && isSameStorage(entry, copy));
	}));
});
