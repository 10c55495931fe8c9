import assert from 'node:assert/strict';
import test from 'node:test';
import {differenceOf, type Difference} from '../../source/app/compare-versions.ts';
import type {EntryChange} from '../../source/app/entry-changes.ts';
import type {Entry} from '../../source/feed/entry.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {directory} from '../helpers/memory-index.ts';

const link: Entry = {
	kind: 'symlink', path: 'link', mtime: 0, target: 'x',
};
const moves = {from: new Map([['new', 'old']]), gone: new Set(['old'])};

const table: ReadonlyArray<readonly [change: EntryChange, difference: Omit<Difference, 'type'> | undefined]> = [
	[{change: 'added', entry: fileEntry('a', '12')}, {
		change: 'added', kind: 'file', path: 'a', size: 2,
	}],
	[{change: 'added', entry: directory('a')}, {change: 'added', kind: 'directory', path: 'a'}],
	[{change: 'removed', entry: link}, {
		change: 'removed', kind: 'symlink', path: 'link', target: 'x',
	}],
	[{change: 'changed', before: fileEntry('a', '1'), entry: fileEntry('a', '123')}, {
		change: 'changed', kind: 'file', path: 'a', size: 3, previousSize: 1, sameContent: false,
	}],
	[{change: 'changed', before: fileEntry('a', '1'), entry: fileEntry('a', '1', {mode: 0o600})}, {
		change: 'changed', kind: 'file', path: 'a', size: 1, previousSize: 1, sameContent: true,
	}],
	[{change: 'changed', before: {...link, target: 'y'} as const, entry: link}, {
		change: 'changed', kind: 'symlink', path: 'link', target: 'x', sameContent: false,
	}],
	[{change: 'removed', entry: fileEntry('old', '1')}, undefined],
	[{change: 'added', entry: fileEntry('new', '1')}, {
		change: 'renamed', kind: 'file', path: 'new', size: 1, previousPath: 'old',
	}],
	// A directory of the same path.
	[{change: 'added', entry: directory('new')}, {change: 'added', kind: 'directory', path: 'new'}],
	[{change: 'removed', entry: directory('old')}, {change: 'removed', kind: 'directory', path: 'old'}],
];

test('What is told of a change says what it needs and no more', () => {
	for (const [change, difference] of table) {
		assert.deepEqual(differenceOf(change, moves), difference && {type: 'difference', ...difference});
	}
});
