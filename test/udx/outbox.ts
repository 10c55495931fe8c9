import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import fc from 'fast-check';
import {Outbox, overheadTo} from '../../source/udx/outbox.ts';
import type {OutgoingPacket, Remote} from '../../source/udx/outgoing-packet.ts';
import {
	emptyHeader, type Header, packetType, readHeader,
} from '../../source/udx/packet.ts';

const remote: Remote = {
	id: 7, host: '127.0.0.1', port: 1, family: 4,
};

function headerOf({bytes}: OutgoingPacket): Header {
	const header = emptyHeader();
	assert.ok(readHeader(bytes, header));
	return header;
}

/** Packs and sends everything that was written. */
function sendAll(outbox: Outbox): readonly OutgoingPacket[] {
	const packets = [];
	while (!outbox.queue.isEmpty) {
		const packet = outbox.pack(remote, 5000, 3);
		outbox.onSent(packet);
		packets.push(packet);
	}

	return packets;
}

test('a packet carries as much as fits, its number, and the end with the last bytes', () => {
	const outbox = new Outbox(0xFF_FF_FF_FF);
	const size = outbox.payloadSize(remote);
	assert.equal(size, outbox.payloadSize({...remote, family: 6}) + overheadTo({...remote, family: 6}) - overheadTo(remote));
	outbox.queue.write(Buffer.alloc(size + 1, 1));
	outbox.queue.end();
	const headers = sendAll(outbox).map(packet => headerOf(packet));
	assert.deepEqual(headers, [
		{
			type: packetType.data, payloadOffset: 0, streamId: 7, window: 5000, sequence: 0xFF_FF_FF_FF, acknowledgement: 3,
		},
		{
			type: packetType.data | packetType.end, payloadOffset: 0, streamId: 7, window: 5000, sequence: 0, acknowledgement: 3,
		},
	]);
	assert.equal(outbox.unacknowledgedBytes, size + 1);
	assert.equal(outbox.isEnded, false);
});

test('bytes have settled only when all before them have arrived', () => {
	const outbox = new Outbox(0);
	const size = outbox.payloadSize(remote);
	outbox.queue.write(Buffer.alloc(2 * size));
	outbox.queue.end();
	const [first, second] = sendAll(outbox);
	assert.ok(first && second);
	outbox.settle(second);
	assert.deepEqual([outbox.settledBytes, outbox.ahead, outbox.unacknowledgedBytes], [0, 1, size]);
	outbox.settle(first);
	outbox.advance(2);
	assert.deepEqual([outbox.settledBytes, outbox.ahead, outbox.unacknowledgedBytes, outbox.inFlightBytes], [2 * size, 0, 0, 0]);
	assert.equal(outbox.isOutstanding, false);
	assert.equal(outbox.isEnded, true);
});

test('what is lost waits to be sent again, and may arrive all the same', () => {
	const outbox = new Outbox(0);
	outbox.queue.write(Buffer.alloc(2 * outbox.payloadSize(remote)));
	const [first, second] = sendAll(outbox);
	assert.ok(first && second);
	outbox.recall(first, true);
	outbox.recall(second, true);
	assert.deepEqual([outbox.lost.size, outbox.inFlight.size, outbox.inFlightBytes], [2, 0, 0]);
	outbox.onSent(first);
	assert.deepEqual([outbox.lost.first, outbox.inFlight.first, first.isLost], [second, first, false]);
	outbox.settle(second);
	assert.deepEqual([outbox.lost.size, outbox.inFlight.size], [0, 1]);
});

test('nothing but the end may be missing', () => {
	const outbox = new Outbox(0);
	outbox.queue.write(Buffer.alloc(1));
	const [data] = sendAll(outbox);
	assert.ok(data);
	assert.equal(outbox.isOnlyEndMissing, false);
	outbox.queue.end();
	sendAll(outbox);
	outbox.settle(data);
	assert.equal(outbox.isOnlyEndMissing, true);
	assert.equal(outbox.isEnded, false);
});

test('a number is used up for what nobody acknowledges', () => {
	const outbox = new Outbox(0xFF_FF_FF_FF);
	assert.deepEqual([outbox.skip(), outbox.sequence], [0xFF_FF_FF_FF, 0]);
});

test('any number of packets may be outstanding, and each is found by its number', () => {
	fc.assert(fc.property(fc.constantFrom(0, 0xFF_FF_FF_80), fc.array(fc.record({send: fc.nat(100), arrive: fc.nat(100)}), {maxLength: 8}), (start, steps) => {
		const outbox = new Outbox(start);
		const size = outbox.payloadSize(remote);
		const outstanding: OutgoingPacket[] = [];
		let sentBytes = 0;
		for (const {send, arrive} of steps) {
			outbox.queue.write(Buffer.alloc(send * size));
			sentBytes += send * size;
			outstanding.push(...sendAll(outbox));
			for (const packet of outstanding.splice(0, arrive)) {
				assert.equal(outbox.get(packet.sequence), packet);
				outbox.settle(packet);
			}

			outbox.advance(outstanding[0]?.sequence ?? outbox.sequence);
			assert.equal(outbox.unacknowledgedBytes, outstanding.length * size);
			assert.equal(outbox.settledBytes, sentBytes - (outstanding.length * size));
			for (const packet of outstanding) {
				assert.equal(outbox.get(packet.sequence), packet);
			}
		}
	}));
});
