import assert from 'node:assert/strict';
import test from 'node:test';
import {DeliveryRate, isSentAfter, type RateSample} from '../../source/udx/delivery-rate.ts';
import {outgoingPacket} from '../helpers/outgoing-packet.ts';

const orders: ReadonlyArray<readonly [title: string, one: readonly [at: number, sequence: number], other: readonly [at: number, sequence: number], expected: boolean]> = [
	['later', [5, 1], [4, 9], true],
	['earlier', [4, 9], [5, 1], false],
	['at the same time with a later number', [5, 2], [5, 1], true],
	['at the same time with an earlier number', [5, 1], [5, 2], false],
	['at the same time, once numbers have turned', [5, 0], [5, 0xFF_FF_FF_FF], true],
];

for (const [title, [at, sequence], [otherAt, otherSequence], expected] of orders) {
	test(`${title} is ${expected ? '' : 'not '}after`, () => {
		assert.equal(isSentAfter(at, sequence, otherAt, otherSequence), expected);
	});
}

/** Sends packets at these times, has them acknowledged at those, and samples at the end. */
function measure(sent: readonly number[], acknowledged: readonly number[], leastRoundTrip = 1): RateSample {
	const rate = new DeliveryRate();
	const packets = sent.map((sentAt, sequence) => {
		const packet = outgoingPacket(sequence, {sentAt});
		rate.onSent(packet, sentAt, sequence === 0);
		return packet;
	});
	for (const [index, at] of acknowledged.entries()) {
		rate.onDelivered(packets[index]!, at - packets[index]!.sentAt);
	}

	return rate.sample(acknowledged.at(-1)!, leastRoundTrip);
}

const table: ReadonlyArray<readonly [title: string, sent: readonly number[], acknowledged: readonly number[], delivered: number | undefined, interval: number]> = [
	['packets that were sent slowly and acknowledged in a bunch have the rate of sending', [0, 10, 20, 30], [31, 31, 31, 31], 4, 31],
	['packets sent in a bunch have the rate of their acknowledgements', [0, 0, 0, 0], [10, 20, 30, 40], 4, 40],
	['acknowledgements faster than any round trip say nothing', [0], [0.5], undefined, 0.5],
];

for (const [title, sent, acknowledged, delivered, interval] of table) {
	test(title, () => {
		const sample = measure(sent, acknowledged);
		assert.deepEqual([sample.delivered, sample.interval, sample.acknowledged], [delivered, interval, sent.length]);
	});
}

test('a sample counts what was acknowledged and lost since the last one, and has no rate when nothing was', () => {
	const rate = new DeliveryRate();
	const packet = outgoingPacket(0, {sentAt: 0});
	rate.onSent(packet, 0, true);
	rate.onDelivered(packet, 20);
	rate.onLost();
	const first = rate.sample(20, 1);
	assert.deepEqual([first.acknowledged, first.lost, first.roundTrip], [1, 1, 20]);
	const second = rate.sample(30, 1);
	assert.deepEqual([second.acknowledged, second.lost, second.delivered, second.roundTrip], [0, 0, undefined, undefined]);
	assert.deepEqual([rate.delivered, rate.deliveredAt], [1, 20]);
});

test('a path that was not kept full may carry more, until all that was sent then has arrived', () => {
	const rate = new DeliveryRate();
	const packets = Array.from({length: 4}, (_, sequence) => outgoingPacket(sequence, {sentAt: sequence}));
	const send = (index: number): void => {
		rate.onSent(packets[index]!, index, index === 0);
	};

	const sampleOf = (index: number): boolean => {
		rate.onDelivered(packets[index]!, 10);
		return rate.sample(index + 10, 1).isSupplyLimited;
	};

	send(0);
	send(1);
	assert.equal(rate.isSupplyLimited, true);
	assert.deepEqual([sampleOf(0), sampleOf(1)], [true, true]);
	assert.equal(rate.isSupplyLimited, false);
	send(2);
	rate.onSupplyLimited(1);
	send(3);
	assert.deepEqual([sampleOf(2), sampleOf(3)], [false, true]);
	assert.equal(rate.isSupplyLimited, false);
});
