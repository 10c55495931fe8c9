import assert from 'node:assert/strict';
import test from 'node:test';
import {BandwidthCycle, cycleRounds, type RoundState} from '../../source/udx/bandwidth-cycle.ts';

const path: RoundState = {
	leastRoundTrip: 10, isLossy: false, inFlight: 100, fitting: gain => 100 * gain,
};

function cycleAt(gain: number): BandwidthCycle {
	// The first of eight rounds sends more, the second less, and none begins there.
	const cycle = new BandwidthCycle(() => 0);
	cycle.start(0);
	if (gain < 1) {
		cycle.advance(11, {...path, isLossy: true});
		return cycle;
	}

	return cycle;
}

type Row = readonly [title: string, gain: number, now: number, state: Partial<RoundState>, after: number];

// Each begins at the time of its round.
const table: readonly Row[] = [
	['more is sent for a round trip', 1.25, 10, {inFlight: 126}, 1.25],
	['more is sent until the path holds it', 1.25, 50, {inFlight: 125}, 1.25],
	['and then less', 1.25, 11, {inFlight: 126}, 0.75],
	['losses end it as well', 1.25, 11, {isLossy: true}, 0.75],
	['less is sent for a round trip at most', 0.75, 12, {inFlight: 101}, 1],
	['less is sent no longer than until the queue is drained', 0.75, 1, {inFlight: 100}, 1],
	['less is sent while there is a queue', 0.75, 10, {inFlight: 101}, 0.75],
];

for (const [title, gain, now, state, after] of table) {
	test(title, () => {
		const cycle = cycleAt(gain);
		assert.equal(cycle.gain, gain);
		cycle.advance(gain < 1 ? 11 + now : now, {...path, ...state});
		assert.equal(cycle.gain, after);
	});
}

test('eight rounds make a cycle: more, less, and six times just as much', () => {
	const cycle = cycleAt(1.25);
	const gains = [];
	for (let round = 1; round <= cycleRounds; round++) {
		gains.push(cycle.gain);
		cycle.advance(round * 20, {...path, inFlight: 200});
	}

	assert.deepEqual([...gains, cycle.gain], [1.25, 0.75, 1, 1, 1, 1, 1, 1, 1.25]);
});

test('a cycle begins anywhere, but not where less is sent', () => {
	const begun = Array.from({length: 7}, (_, index) => {
		const cycle = new BandwidthCycle(() => index / 7);
		cycle.start(0);
		return cycle.gain;
	});
	assert.deepEqual(begun, [1.25, 1, 1, 1, 1, 1, 1]);
});
