import assert from 'node:assert/strict';
import test from 'node:test';
import {entryChanges, type EntryChange} from '../../source/app/entry-changes.ts';
import type {Entry} from '../../source/feed/entry.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {directory} from '../helpers/memory-index.ts';

const file = fileEntry('a', 'content');
const folder = directory('a');
const link: Entry = {
	kind: 'symlink', path: 'a', mtime: 0, target: 'b',
};
const closed: Entry = {
	kind: 'directory', path: 'a', mtime: 0, mode: 0o700,
};

const table: ReadonlyArray<readonly [what: string, before: Entry | undefined, after: Entry | undefined, changes: readonly EntryChange[]]> = [
	['a new file', undefined, file, [{change: 'added', entry: file}]],
	['a file that is gone', file, undefined, [{change: 'removed', entry: file}]],
	['another time', file, {...file, mtime: 5}, [{change: 'changed', before: file, entry: {...file, mtime: 5}}]],
	['a file that has become a directory', file, folder, [{change: 'removed', entry: file}, {change: 'added', entry: folder}]],
	['a link that has become a file', link, file, [{change: 'removed', entry: link}, {change: 'added', entry: file}]],
	['a file that can’t be read any more', file, {kind: 'withheld', path: 'a'}, [{change: 'added', entry: {kind: 'withheld', path: 'a'}}]],
	['a file that can be read again', {kind: 'withheld', path: 'a'}, file, [{change: 'removed', entry: {kind: 'withheld', path: 'a'}}]],
	['a directory’s time, which is no news', folder, directory('a', 5), []],
	['a directory’s permissions', folder, closed, [{change: 'changed', before: folder, entry: closed}]],
];

for (const [what, before, after, changes] of table) {
	test(`What became of an entry: ${what}`, () => {
		assert.deepEqual(entryChanges({before, after}), changes);
	});
}
