import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {firstMissing, type BlockHolders} from '../../source/transfer/first-missing.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';

/** A feed of ten blocks, of which some are here and others with peers. */
function holders(here: readonly number[], ...peers: ReadonlyArray<{readonly has: readonly number[]; readonly contiguous?: number; readonly paused?: boolean}>): BlockHolders {
	return {
		core: {bitfield: bits(here)},
		peers: peers.map(({has, contiguous = 0, paused = false}) => ({paused, remoteContiguousLength: contiguous, remoteBitfield: bits(has)})),
	};
}

function bits(set: readonly number[]) {
	return {
		findFirst(value: boolean, position: number): number {
			for (let index = position; index < 10; index++) {
				if (set.includes(index) === value) {
					return index;
				}
			}

			return value ? -1 : Math.max(10, position);
		},
	};
}

const all = {start: 0, end: 10};

const table: ReadonlyArray<readonly [what: string, holders: BlockHolders, ranges: ReadonlyArray<{readonly start: number; readonly end: number}>, missing: number | undefined]> = [
	['nobody has anything', holders([]), [all], 0],
	['nothing is asked for', holders([]), [], undefined],
	['all is here', holders([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), [all], undefined],
	['a peer has all from the start', holders([], {has: [], contiguous: 10}), [all], undefined],
	['a peer has what another and this side have not', holders([0, 3], {has: [1, 4, 5, 6]}, {has: [2, 7, 8, 9]}), [all], undefined],
	['one block is nowhere', holders([0, 3], {has: [1, 4, 5]}, {has: [2, 7, 8, 9]}), [all], 6],
	['the last one is nowhere', holders([0], {has: [1, 2], contiguous: 9}), [all], 9],
	['one that nobody asks for is nowhere', holders([0, 1, 2, 4, 5]), [{start: 0, end: 3}, {start: 4, end: 6}], undefined],
	['one of a later range is nowhere', holders([0, 1, 2, 4]), [{start: 0, end: 3}, {start: 4, end: 6}], 5],
	['a peer that is asked no more has nothing to give', holders([], {has: [], contiguous: 10, paused: true}), [all], 0],
];

for (const [what, given, ranges, missing] of table) {
	test(`the first missing block: ${what}`, () => {
		assert.equal(firstMissing(given, ranges), missing);
	});
}

test('of real feeds it is what neither side has', async t => {
	const source = await memoryFeed(t);
	await source.append(Array.from({length: 100}, (_, index) => Buffer.from(`${index}`)));
	await source.clear(40, 50);
	const copy = await memoryFeed(t, source.key);
	await connectFeeds(t, source, copy);
	await copy.get(99);
	await copy.get(60);
	assert.equal(firstMissing(copy, [{start: 0, end: 100}]), 40);
	assert.equal(firstMissing(copy, [{start: 0, end: 40}, {start: 50, end: 100}]), undefined);
});
