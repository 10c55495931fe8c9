import assert from 'node:assert/strict';
import test from 'node:test';
import {completeness} from '../../source/transfer/peer-views.ts';

function peer(remoteContiguousLength: number, has: (index: number) => boolean) {
	return {remoteContiguousLength, remoteBitfield: {get: has, findFirst: () => -1}};
}

const table: ReadonlyArray<readonly [title: string, contiguous: number, has: (index: number) => boolean, length: number, complete: number]> = [
	['nobody has anything of an empty feed', 0, () => false, 0, 0],
	['who has nothing has nothing', 0, () => false, 100, 0],
	['who has all from the start has all', 100, () => false, 100, 1],
	['who has more than is known here has all of that', 120, () => false, 100, 1],
	['what comes behind a gap counts', 50, index => index >= 75, 100, 0.75],
	['of a very long feed a sample is enough', 0, index => index % 2 === 0 || index % 2 === 1, 1_000_000, 1],
];

for (const [title, contiguous, has, length, complete] of table) {
	test(title, () => {
		assert.equal(completeness(peer(contiguous, has), length), complete);
	});
}
