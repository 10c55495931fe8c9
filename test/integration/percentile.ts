import assert from 'node:assert/strict';
import test from 'node:test';
import {percentile} from '../../scripts/dashboard-benchmark/percentile.ts';

for (const [values, percent, expected] of [
	[[5], 50, 5],
	[[5], 99, 5],
	[[3, 1, 2], 50, 2],
	[[4, 1, 3, 2], 50, 2],
	[Array.from({length: 100}, (_, index) => index + 1), 95, 95],
	[Array.from({length: 100}, (_, index) => index + 1), 99, 99],
	[[], 50, Number.NaN],
] as const) {
	test(`${percent} % of ${values.length} values don't exceed ${expected}`, () => {
		assert.equal(percentile(values, percent), expected);
	});
}
