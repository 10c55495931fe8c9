import assert from 'node:assert/strict';
import test from 'node:test';
import {probeTimeout, TailProbe} from '../../source/udx/tail-probe.ts';

// By RFC 8985, section 7.2.
const timeouts: ReadonlyArray<readonly [title: string, smoothedRoundTrip: number | undefined, inFlight: number, expected: number]> = [
	['a second before any round trip was measured', undefined, 1, 1000],
	['two round trips', 50.2, 2, 101],
	['two and a moment for one packet alone, whose acknowledgement may be kept back', 50, 1, 102],
	['no shorter than timers are exact', 0.1, 5, 10],
];

for (const [title, smoothedRoundTrip, inFlight, expected] of timeouts) {
	test(`a probe waits ${title}`, () => {
		assert.equal(probeTimeout(smoothedRoundTrip, inFlight), expected);
	});
}

type Row = readonly [title: string, act: (probe: TailProbe) => void, mayProbe: boolean];

const table: readonly Row[] = [
	['before a round trip was measured', () => undefined, false],
	['once one was', probe => {
		probe.permit();
	}, true],
	['while one is on its way', probe => {
		probe.permit();
		probe.onSent(7, false);
		probe.permit();
	}, false],
	['when a new packet of it has arrived, and a round trip was measured since', probe => {
		probe.onSent(7, false);
		probe.onAcknowledged(7);
		probe.permit();
	}, true],
	['when only what came before it has arrived', probe => {
		probe.onSent(7, false);
		probe.onAcknowledged(6);
		probe.permit();
	}, false],
	['when a packet sent again could be meant by an earlier acknowledgement', probe => {
		probe.onSent(7, true);
		probe.onAcknowledged(7);
		probe.permit();
	}, false],
	['when more than the packet sent again has arrived', probe => {
		probe.onSent(7, true);
		probe.onAcknowledged(8);
		probe.permit();
	}, true],
	['when numbers have turned', probe => {
		probe.onSent(0xFF_FF_FF_FF, false);
		probe.onAcknowledged(2);
		probe.permit();
	}, true],
	['when another way of finding losses took over', probe => {
		probe.permit();
		probe.onSent(7, false);
		probe.permit();
		probe.cancel();
	}, true],
];

for (const [title, act, mayProbe] of table) {
	test(`${mayProbe ? 'a' : 'no'} probe may go ${title}`, () => {
		const probe = new TailProbe();
		act(probe);
		assert.equal(probe.mayProbe, mayProbe);
	});
}

test('a probe that went, or isn’t wanted any more, isn’t due', () => {
	const probe = new TailProbe();
	probe.at = 5;
	probe.onSent(1, false);
	assert.equal(probe.at, Number.POSITIVE_INFINITY);
	probe.at = 6;
	probe.cancel();
	assert.equal(probe.at, Number.POSITIVE_INFINITY);
});
