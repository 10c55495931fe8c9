import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {Rate} from '../../source/transfer/rate.ts';

function rateOf(samples: ReadonlyArray<readonly [time: number, total: number]>): number {
	const rate = new Rate();
	for (const [time, total] of samples) {
		rate.add(time, total);
	}

	return rate.bytesPerSecond;
}

const table: ReadonlyArray<readonly [title: string, samples: ReadonlyArray<readonly [number, number]>, expected: number]> = [
	['without samples there is no speed', [], 0],
	['one sample has no speed', [[1000, 500]], 0],
	['two samples at one time have no speed', [[1000, 0], [1000, 500]], 0],
	['the speed is in bytes a second, whatever the time between two samples', [[1000, 100], [1250, 600]], 2000],
	['what was there before the first sample is not counted', [[0, 1_000_000], [1000, 1_000_010]], 10],
	['the speed is that of the last five seconds', [[0, 0], [1000, 1_000_000], [2000, 1_000_000], [7000, 1_000_500]], 100],
	['a pause longer than the window ends at 0', [[0, 0], [1000, 5000], [7000, 5000], [12_000, 5000]], 0],
	['two samples are kept however far apart they are', [[0, 0], [60_000, 6000]], 100],
	['a total that shrinks, as after a file that starts again, is no negative speed', [[0, 5000], [1000, 0]], 0],
	['a clock that was set back is no speed', [[1000, 0], [500, 5000]], 0],
];

for (const [title, samples, expected] of table) {
	test(title, () => {
		assert.equal(rateOf(samples), expected);
	});
}

test('whatever is added, the speed is a number that can be shown', () => {
	fc.assert(fc.property(fc.array(fc.tuple(fc.integer(), fc.maxSafeNat())), samples => {
		const speed = rateOf(samples);
		assert.ok(Number.isFinite(speed) && speed >= 0);
	}));
});
