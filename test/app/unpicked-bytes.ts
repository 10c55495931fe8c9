import assert from 'node:assert/strict';
import {test} from 'node:test';
import {UnpickedBytes} from '../../source/app/unpicked-bytes.ts';
import type {Entry, Extent} from '../../source/feed/entry.ts';
import {fileEntry} from '../helpers/file-entry.ts';

function at(path: string, block: number, offset: number, length: number): Entry {
	const extents: Extent[] = [{block, offset, length}];
	return {...fileEntry(path, ''), size: length, extents};
}

async function count(beyond: ReadonlyMap<number, number>, entries: readonly Entry[]): Promise<number> {
	const bytes = new UnpickedBytes(beyond, path => path.startsWith('picked'));
	const given: Entry[] = [];
	for await (const entry of bytes.among((async function * () {
		yield * entries;
	})())) {
		given.push(entry);
	}

	assert.deepEqual(given, entries);
	return bytes.total;
}

const cases: ReadonlyArray<{readonly title: string; readonly beyond: ReadonlyMap<number, number>; readonly entries: readonly Entry[]; readonly expected: number}> = [
	{
		title: 'everything was picked, and the rest is of files that are gone', beyond: new Map([[1, 500]]), entries: [at('picked', 1, 0, 100)], expected: 0,
	},
	{
		title: 'a file that was not picked stands beside', beyond: new Map([[1, 500]]), entries: [at('other', 1, 100, 30), at('picked', 1, 0, 100)], expected: 30,
	},
	{
		title: 'it stands in a block that did not come', beyond: new Map([[1, 500]]), entries: [at('other', 2, 0, 30)], expected: 0,
	},
	{
		title: 'a copy has the same bytes', beyond: new Map([[1, 500]]), entries: [at('copy', 1, 100, 30), at('other', 1, 100, 30)], expected: 30,
	},
	{
		title: 'several blocks', beyond: new Map([[1, 30], [3, 7]]), entries: [at('a', 1, 0, 30), at('b', 3, 0, 7)], expected: 37,
	},
	{
		title: 'what was wanted while it came is not counted', beyond: new Map([[1, 10]]), entries: [at('a', 1, 0, 30)], expected: 10,
	},
	{
		title: 'nothing came beside', beyond: new Map(), entries: [at('a', 1, 0, 30)], expected: 0,
	},
];
for (const {title, beyond, entries, expected} of cases) {
	test(`bytes that were not picked: ${title}`, async () => {
		assert.equal(await count(beyond, entries), expected);
	});
}
