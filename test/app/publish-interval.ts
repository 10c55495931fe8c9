import assert from 'node:assert/strict';
import {test} from 'node:test';
import {publishInterval} from '../../source/app/publish-interval.ts';

test('the more each append costs, the longer is gathered, and never much longer than a second', () => {
	const table = [
		[{appends: 0, extents: 0, tail: 0}, 100],
		[{appends: 5000, extents: 0, tail: 0}, 500],
		[{appends: 1e9, extents: 0, tail: 0}, 1000],
		[{appends: 0, extents: 0, tail: 0.5}, 400],
		[{appends: 0, extents: 16_000, tail: 1}, 1000],
		[{appends: 1e9, extents: 29_999, tail: 1}, 29_999 / 16],
		[{appends: 0, extents: 30_000, tail: 0}, Infinity],
	] as const;
	for (const [state, expected] of table) {
		assert.equal(publishInterval(state), expected);
	}
});
