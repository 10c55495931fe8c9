import assert from 'node:assert/strict';
import test from 'node:test';
import {AcknowledgedOrder, findLost, reorderingWindow} from '../../source/udx/loss-detection.ts';
import type {OutgoingPacket} from '../../source/udx/outgoing-packet.ts';
import {PacketList} from '../../source/udx/packet-list.ts';
import {outgoingPacket} from '../helpers/outgoing-packet.ts';

function packet(sequence: number, sentAt: number, wasSentAgain = false): OutgoingPacket {
	return outgoingPacket(sequence, {sentAt, wasSentAgain});
}

type Row = readonly [
	title: string,
	sent: ReadonlyArray<readonly [sequence: number, sentAt: number]>,
	newest: readonly [sentAt: number, end: number, roundTrip: number],
	timing: readonly [now: number, window: number],
	lost: readonly number[],
	wait: number | undefined,
];

const table: readonly Row[] = [
	['nothing was sent before the newest that arrived', [[5, 30]], [20, 5, 10], [30, 0], [], undefined],
	['what was sent before it is lost', [[3, 10], [4, 15], [6, 30]], [20, 6, 10], [30, 0], [3, 4], undefined],
	['what was sent before it may still come', [[3, 18], [4, 19]], [20, 5, 10], [30, 4], [], 3],
	['some is lost and some may come', [[3, 10], [4, 19]], [20, 5, 10], [30, 4], [3], 3],
	['of one moment, the number decides', [[3, 20], [5, 20]], [20, 5, 10], [30, 0], [3], undefined],
	['a packet that was sent again last is not lost', [[9, 15], [3, 25]], [20, 8, 5], [30, 0], [9], undefined],
	['numbers that turned are in order too', [[0xFF_FF_FF_FF, 20]], [20, 3, 5], [25, 0], [0xFF_FF_FF_FF], undefined],
];

for (const [title, sent, [sentAt, end, roundTrip], [now, window], lost, wait] of table) {
	test(`of packets on their way: ${title}`, () => {
		const inFlight = new PacketList();
		for (const [sequence, at] of sent) {
			inFlight.push(packet(sequence, at));
		}

		const found = findLost(inFlight, {sentAt, end, roundTrip}, {now, window});
		assert.deepEqual([found.lost.map(({sequence}) => sequence), found.wait], [lost, wait]);
	});
}

const windows: ReadonlyArray<readonly [title: string, state: Partial<Parameters<typeof reorderingWindow>[0]>, expected: number]> = [
	['a quarter of the shortest round trip', {}, 10],
	['no more than the smoothed one', {smoothedRoundTrip: 6}, 6],
	['nothing once three have arrived ahead', {ahead: 3}, 0],
	['nothing while it recovers', {isRecovering: true}, 0],
	['a quarter all the same once any came out of order', {ahead: 3, isRecovering: true, isReorderingSeen: true}, 10],
	['a millisecond at least, then', {isReorderingSeen: true, leastRoundTrip: 1}, 1],
];

for (const [title, state, expected] of windows) {
	test(`a packet may be late by ${title}`, () => {
		assert.equal(reorderingWindow({
			isReorderingSeen: false, isRecovering: false, ahead: 0, leastRoundTrip: 40, smoothedRoundTrip: 50, ...state,
		}), expected);
	});
}

test('out of order is what was sent once and arrives after a later one', () => {
	const order = new AcknowledgedOrder(0);
	order.add(packet(1, 10), 5, 5);
	order.add(packet(3, 12), 5, 5);
	order.add(packet(2, 14, true), 5, 5);
	assert.equal(order.isReorderingSeen, false);
	order.add(packet(0, 9), 7, 5);
	assert.equal(order.isReorderingSeen, true);
});

test('of a packet that was sent again nothing is learned when it arrives too early for that', () => {
	const order = new AcknowledgedOrder(0);
	assert.equal(order.add(packet(1, 10), 5, 5), true);
	assert.equal(order.add(packet(0, 20, true), 2, 5), false);
	assert.deepEqual(order.newest, {sentAt: 10, end: 2, roundTrip: 5});
	assert.equal(order.add(packet(2, 20, true), 6, 5), true);
	assert.deepEqual(order.newest, {sentAt: 20, end: 3, roundTrip: 6});
});

test('a row of packets can lose any of them', () => {
	const list = new PacketList();
	const packets = [0, 1, 2, 3].map(sequence => packet(sequence, 0));
	for (const each of packets) {
		list.push(each);
	}

	const left = (): number[] => {
		const numbers: number[] = [];
		for (let each = list.first; each; each = each.next) {
			numbers.push(each.sequence);
		}

		return numbers;
	};

	list.remove(packets[1]!);
	assert.deepEqual(left(), [0, 2, 3]);
	list.remove(packets[3]!);
	list.remove(packets[0]!);
	assert.deepEqual(left(), [2]);
	list.push(packets[0]!);
	assert.deepEqual(left(), [2, 0]);
	assert.equal(list.size, 2);
});
