import assert from 'node:assert/strict';
import test from 'node:test';
import {AcknowledgementBunches} from '../../source/udx/acknowledgement-bunches.ts';
import {BandwidthCycle} from '../../source/udx/bandwidth-cycle.ts';
import {Congestion, type RecoveryState} from '../../source/udx/congestion.ts';
import {FullPath} from '../../source/udx/full-path.ts';

const roundTrip = 20;

/** A path that delivers so many packets a millisecond, seen by the acknowledgements of each round trip. */
class Path {
	readonly congestion = new Congestion(0, () => 0.5);
	now = 0;
	delivered = 0;

	round({rate, lost = 0, recovery = 'open', isSupplyLimited = false}: {readonly rate: number; readonly lost?: number; readonly recovery?: RecoveryState; readonly isSupplyLimited?: boolean}): void {
		const acknowledged = Math.round(Math.min(rate * roundTrip, this.congestion.window));
		const priorDelivered = this.delivered;
		this.now += roundTrip;
		this.delivered += acknowledged;
		const sender = {
			now: this.now, inFlight: 0, delivered: this.delivered, deliveredAt: this.now, recovery, isSupplyLimited,
		};
		this.congestion.onSample({
			delivered: acknowledged, interval: roundTrip, priorDelivered, acknowledged, lost, roundTrip, isSupplyLimited,
		}, {...sender, inFlight: this.congestion.window}, roundTrip);
	}

	rounds(count: number, rate: number): void {
		for (let index = 0; index < count; index++) {
			this.round({rate});
		}
	}
}

test('it begins with ten packets, and doubles them each round', () => {
	const path = new Path();
	assert.equal(path.congestion.window, 10);
	path.round({rate: 100});
	assert.equal(path.congestion.window, 20);
	path.round({rate: 100});
	assert.equal(path.congestion.window, 40);
	assert.equal(path.congestion.state, 'startup');
});

test('it leaves the start when the rate has not grown for three rounds', () => {
	const path = new Path();
	path.rounds(8, 5);
	assert.equal(path.congestion.bandwidth, 5);
	assert.notEqual(path.congestion.state, 'startup');
});

test('it goes on looking for more while there is not enough to send', () => {
	const path = new Path();
	for (let index = 0; index < 20; index++) {
		path.round({rate: 5, isSupplyLimited: true});
	}

	assert.equal(path.congestion.state, 'startup');
});

test('what is on its way comes to be twice what fits into the path, and what comes in one bunch besides', () => {
	const path = new Path();
	path.rounds(100, 5);
	const fitting = 5 * roundTrip;
	assert.ok(path.congestion.window >= 2 * fitting && path.congestion.window <= 4 * fitting, `${path.congestion.window}`);
});

test('after ten seconds without a shorter round trip it makes room to measure it', () => {
	const path = new Path();
	path.rounds(40, 5);
	let least = Number.POSITIVE_INFINITY;
	for (let index = 0; index < 600; index++) {
		path.round({rate: 5});
		least = Math.min(least, path.congestion.window);
	}

	assert.equal(least, 4);
});

test('when packets were lost, only as many go out as arrive, for one round', () => {
	const path = new Path();
	path.rounds(30, 5);
	path.congestion.onSample({
		delivered: undefined, interval: 0, priorDelivered: path.delivered, acknowledged: 3, lost: 10, roundTrip, isSupplyLimited: false,
	}, {
		now: path.now + 1, inFlight: 50, delivered: path.delivered + 3, deliveredAt: path.now + 1, recovery: 'recovery', isSupplyLimited: false,
	}, roundTrip);
	assert.equal(path.congestion.window, 53);
	path.round({rate: 5});
	assert.ok(path.congestion.window >= 2 * 5 * roundTrip, `${path.congestion.window}`);
});

test('after a timeout it begins with one more than is on its way', () => {
	const path = new Path();
	path.rounds(30, 5);
	path.congestion.onTimeout({
		now: path.now, inFlight: 0, delivered: path.delivered, deliveredAt: path.now, recovery: 'loss', isSupplyLimited: false,
	});
	assert.equal(path.congestion.window, 1);
	path.round({rate: 5});
	assert.ok(path.congestion.window >= 4);
});

const growths: ReadonlyArray<readonly [rates: readonly number[], isFull: boolean]> = [
	[[1, 2, 4, 8], false],
	[[1, 2, 4, 4, 4], false],
	[[1, 2, 4, 4, 4, 4], true],
	[[1, 1.2, 1.3, 1.4, 1.5], false],
	[[4, 4.9, 4.9, 4.9], true],
];

for (const [rates, isFull] of growths) {
	test(`a path with rates of ${rates.join(', ')} is ${isFull ? '' : 'not '}full`, () => {
		const path = new FullPath();
		for (const rate of rates) {
			path.add(rate);
		}

		assert.equal(path.isReached, isFull);
	});
}

test('a cycle has one round of more, and then one of less', () => {
	const cycle = new BandwidthCycle(() => 0);
	cycle.start(0);
	const gains: number[] = [];
	for (let now = 11; now < 100; now += 11) {
		gains.push(cycle.gain);
		cycle.advance(now, {
			leastRoundTrip: 10, isLossy: false, inFlight: 1000, fitting: gain => gain * 100,
		});
	}

	assert.deepEqual(gains, [1.25, 0.75, 1, 1, 1, 1, 1, 1, 1.25]);
});

test('a cycle begins anywhere but with less', () => {
	for (let random = 0; random < 1; random += 0.05) {
		const cycle = new BandwidthCycle(() => random);
		cycle.start(0);
		assert.ok(cycle.gain >= 1);
	}
});

test('acknowledgements that come in bunches are allowed for', () => {
	const bunches = new AcknowledgementBunches(0);
	const state = {bandwidth: 2, window: 100, isRoundStart: false};
	for (let now = 10; now <= 100; now += 10) {
		bunches.add(20, now, state);
	}

	assert.ok(bunches.allowance(2) <= 20);
	bunches.add(60, 101, state);
	assert.ok(bunches.allowance(2) > 50);
	for (let round = 0; round < 12; round++) {
		bunches.add(2, 200 + round, {...state, isRoundStart: true});
	}

	assert.ok(bunches.allowance(2) < 10);
});
