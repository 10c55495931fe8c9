import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {joinRanges, type BlockRange} from '../../source/base/join-ranges.ts';

const table: ReadonlyArray<readonly [title: string, ranges: readonly BlockRange[], joined: readonly BlockRange[]]> = [
	['no ranges are none', [], []],
	['ranges apart stay apart, in order', [{start: 5, end: 7}, {start: 0, end: 2}], [{start: 0, end: 2}, {start: 5, end: 7}]],
	['ranges that touch are one', [{start: 2, end: 4}, {start: 0, end: 2}], [{start: 0, end: 4}]],
	['ranges that overlap are one', [{start: 0, end: 3}, {start: 2, end: 4}, {start: 1, end: 2}], [{start: 0, end: 4}]],
	['a range within another is gone', [{start: 0, end: 9}, {start: 2, end: 4}], [{start: 0, end: 9}]],
	['a range that comes twice is one', [{start: 1, end: 2}, {start: 1, end: 2}], [{start: 1, end: 2}]],
];

for (const [title, ranges, joined] of table) {
	test(title, () => {
		assert.deepEqual(joinRanges(ranges), joined);
	});
}

test('joined ranges hold the same blocks, in order and with a gap between them, and the given ones are left as they were', () => {
	const range = fc.tuple(fc.nat(50), fc.integer({min: 1, max: 10})).map(([start, length]) => ({start, end: start + length}));
	fc.assert(fc.property(fc.array(range), ranges => {
		const before = structuredClone(ranges);
		const joined = joinRanges(ranges);
		assert.deepEqual(ranges, before);
		assert.deepEqual(blocksIn(joined), blocksIn(ranges));
		for (const [index, {start}] of joined.entries()) {
			assert.ok(index === 0 || joined[index - 1]!.end < start);
		}
	}));
});

function blocksIn(ranges: readonly BlockRange[]): number[] {
	const blocks = new Set(ranges.flatMap(({start, end}) => Array.from({length: end - start}, (_, index) => start + index)));
	return [...blocks].toSorted((a, b) => a - b);
}
