import assert from 'node:assert/strict';
import test from 'node:test';
import type {EntryChange} from '../../source/app/entry-changes.ts';
import {findMoves} from '../../source/app/find-moves.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {directory} from '../helpers/memory-index.ts';

/** `- path content` or `+ path content`. */
function changeOf(text: string): EntryChange {
	const [sign, path = '', content = ''] = text.split(' ');
	return {change: sign === '+' ? 'added' : 'removed', entry: fileEntry(path, content)};
}

const table: ReadonlyArray<readonly [what: string, changes: readonly string[], moves: Readonly<Record<string, string>>]> = [
	['a file with another name', ['- a 1', '+ b 1'], {b: 'a'}],
	['a file that comes before where it was', ['+ a 1', '- b 1'], {a: 'b'}],
	['other content is another file', ['- a 1', '+ b 2'], {}],
	['a copy of what is still there', ['+ b 1'], {}],
	['two copies of what is gone: one of them is new', ['- a 1', '+ b 1', '+ c 1'], {b: 'a'}],
	['two of one content become one', ['- a 1', '- b 1', '+ c 1'], {c: 'a'}],
	['a folder with files that are alike', ['- a/x 1', '- a/y 1', '+ b/x 1', '+ b/y 1'], {'b/x': 'a/x', 'b/y': 'a/y'}],
	['names go before order', ['- a/x 1', '- a/y 1', '+ b/y 1', '+ c/x 1'], {'b/y': 'a/y', 'c/x': 'a/x'}],
	['several of one name keep their order', ['- a/x 1', '- b/x 1', '+ c/x 1', '+ d/x 1'], {'c/x': 'a/x', 'd/x': 'b/x'}],
	['an empty file is another one under another name', ['- a', '+ b', '- c/x', '+ d/x'], {'d/x': 'c/x'}],
];

test('Files with the content of one that is gone were moved', async () => {
	for (const [what, changes, moves] of table) {
		const {from, gone} = await findMoves(() => changes.map(text => changeOf(text)));
		assert.deepEqual(Object.fromEntries(from), moves, what);
		assert.deepEqual([...gone].toSorted(), Object.values(moves).toSorted(), what);
	}
});

test('What has no hash is not moved, and where nothing is gone the changes are gone through once', async () => {
	let count = 0;
	const unread = {...fileEntry('a', '1'), sha256: undefined};
	const moves = await findMoves(() => {
		count++;
		return [{change: 'removed', entry: unread}, {change: 'removed', entry: directory('b')}, changeOf('+ c 1'), {change: 'changed', before: fileEntry('d', '1'), entry: fileEntry('d', '2')}];
	});
	assert.deepEqual([moves.from.size, moves.gone.size, count], [0, 0, 1]);
});
