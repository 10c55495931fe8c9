import assert from 'node:assert/strict';
import test from 'node:test';
import type {FileRow} from '../../source/app/engine-state.ts';
import {
	addRows, emptyTree, pathBefore, lineOf, pageSize, setOpen, treeLength, treeLines, updatePage,
} from '../../source/ui/file-tree.ts';

const row = (path: string, kind: FileRow['kind'] = 'file', state: FileRow['state'] = 'waiting'): FileRow => ({
	path, name: path.slice(path.lastIndexOf('/') + 1), kind, size: 1, received: 0, state,
});

const rows = (directory: string, from: number, count: number): readonly FileRow[] => Array.from({length: count}, (_, index) => row(`${directory}f${String(from + index).padStart(7, '0')}`));

const sample = addRows(emptyTree, '', [row('a', 'directory'), row('b', 'directory'), row('c')]);

function drawn(tree: typeof emptyTree): string[] {
	return treeLines(tree, 0, 100).map(line => `${' '.repeat(line.depth)}${line.kind === 'row' ? line.row.name : '…'}`);
}

test('a tree shows what is known, and a line for what is to come', () => {
	assert.deepEqual(drawn(emptyTree), ['…']);
	assert.deepEqual(drawn(sample), ['a', 'b', 'c']);
	const opened = setOpen(setOpen(sample, 'b', true), 'a', true);
	assert.deepEqual(drawn(opened), ['a', ' …', 'b', ' …', 'c']);
	const filled = setOpen(addRows(addRows(opened, 'a', [row('a/x', 'directory'), row('a/y')]), 'b', []), 'a/x', true);
	assert.deepEqual(drawn(filled), ['a', ' x', '  …', ' y', 'b', 'c']);
	assert.equal(treeLength(filled), 6);
	assert.deepEqual([lineOf(filled, 'a/x'), lineOf(filled, 'b'), lineOf(filled, ''), lineOf(filled, 'none')], [1, 4, undefined, undefined]);
	assert.deepEqual(drawn(setOpen(filled, 'a', false)), ['a', 'b', 'c']);
});

test('a page that was asked for twice is there once', () => {
	const opened = setOpen(sample, 'a', true);
	const once = addRows(opened, 'a', [row('a/x'), row('a/y')], 0);
	assert.deepEqual(drawn(addRows(once, 'a', [row('a/x'), row('a/y')], 0)), ['a', ' x', ' y', 'b', 'c']);
});

test('pages follow each other until one is not full', () => {
	const first = addRows(emptyTree, '', rows('', 0, pageSize));
	assert.equal(treeLength(first), pageSize + 1);
	assert.equal(pathBefore(first, ''), `f${String(pageSize - 1).padStart(7, '0')}`);
	const second = addRows(first, '', rows('', pageSize, 3));
	assert.equal(treeLength(second), pageSize + 3);
	assert.deepEqual(treeLines(second, pageSize - 1, 3).map(line => line.kind === 'row' && line.row.name), ['f0000255', 'f0000256', 'f0000257']);
});

test('a page that is read again takes the place of the old one', () => {
	const tree = addRows(addRows(emptyTree, '', rows('', 0, pageSize)), '', rows('', pageSize, 10));
	const newer = rows('', 0, pageSize).map(each => ({...each, state: 'here' as const}));
	const updated = updatePage(tree, '', {number: 0, rows: newer});
	assert.deepEqual(treeLines(updated, pageSize - 1, 2).map(line => line.kind === 'row' && line.row.state), ['here', 'waiting']);
	assert.equal(treeLength(updated), pageSize + 10);
});

test('where other files stand now, what follows is read anew', () => {
	const opened = setOpen(sample, 'a', true);
	const updated = updatePage(opened, '', {number: 0, rows: [row('_'), row('a', 'directory'), row('aa'), row('c'), row('d')]});
	assert.deepEqual(drawn(updated), ['_', 'a', ' …', 'aa', 'c', 'd']);
	const long = addRows(addRows(emptyTree, '', rows('', 0, pageSize)), '', rows('', pageSize, 10));
	assert.equal(treeLength(updatePage(long, '', {number: 0, rows: rows('', 1, pageSize)})), pageSize + 1);
	assert.deepEqual(drawn(updatePage(addRows(emptyTree, '', []), '', {number: 0, rows: [row('a')]})), ['a']);
	assert.deepEqual(drawn(updatePage(sample, '', {number: 0, rows: []})), []);
});

test('a million files in one directory cost what is seen of them', () => {
	let tree = emptyTree;
	for (let page = 0; page < 1_000_000 / pageSize; page++) {
		tree = addRows(tree, '', rows('', page * pageSize, pageSize));
	}

	const start = performance.now();
	assert.equal(treeLines(tree, 999_000, 60).length, 60);
	assert.ok(performance.now() - start < 50);
});
