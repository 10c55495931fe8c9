import assert from 'node:assert/strict';
import test from 'node:test';
import {RoundTrip} from '../../source/udx/round-trip.ts';

type Row = readonly [title: string, samples: readonly number[], smoothed: number | undefined, variation: number, timeout: number];

// By the formulas of RFC 6298, section 2.
const table: readonly Row[] = [
	['before the first sample', [], undefined, 0, 1000],
	['after one sample', [100], 100, 50, 1000],
	['after two samples', [100, 180], 110, 57.5, 1000],
	['of a far peer', [800], 800, 400, 2400],
	['of a peer that never varies', [800, 800], 800, 300, 2000],
	['of a peer that is on the moon and back', [20_000], 20_000, 10_000, 30_000],
];

for (const [title, samples, smoothed, variation, timeout] of table) {
	test(`the round trip ${title}`, () => {
		const roundTrip = new RoundTrip();
		for (const [index, sample] of samples.entries()) {
			roundTrip.add(index, sample);
		}

		assert.deepEqual([roundTrip.smoothed, roundTrip.variation, roundTrip.timeout], [smoothed, variation, timeout]);
	});
}

test('a sample that a machine asleep has taken is not believed', () => {
	const roundTrip = new RoundTrip();
	assert.equal(roundTrip.plausible(3_600_000), 30_000);
	roundTrip.add(0, 100);
	assert.equal(roundTrip.plausible(120), 120);
	assert.equal(roundTrip.plausible(4000), 4000);
	assert.equal(roundTrip.plausible(3_600_000), 350);
});

test('the shortest round trip is forgotten after five minutes', () => {
	const roundTrip = new RoundTrip();
	roundTrip.add(0, 10);
	roundTrip.add(1000, 50);
	assert.equal(roundTrip.least, 10);
	roundTrip.add(301_000, 60);
	assert.equal(roundTrip.least, 50);
});
