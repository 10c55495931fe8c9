import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import fc from 'fast-check';
import {SendQueue} from '../../source/udx/send-queue.ts';

test('writes of any size are cut into packets of one', () => {
	fc.assert(fc.property(fc.array(fc.uint8Array({maxLength: 50})), fc.integer({min: 1, max: 30}), (writes, size) => {
		const queue = new SendQueue();
		for (const write of writes) {
			queue.write(write);
		}

		queue.end();
		const packets: Buffer[] = [];
		let isEnd = false;
		while (!queue.isEmpty) {
			const packet = Buffer.alloc(size + 2);
			const taken = queue.take(packet, 2, size);
			packets.push(packet.subarray(2, 2 + taken.size));
			isEnd = taken.isEnd;
			assert.ok(taken.size === size || isEnd);
		}

		assert.ok(isEnd);
		assert.equal(queue.size, 0);
		assert.deepEqual(Buffer.concat(packets), Buffer.concat(writes));
	}));
});

test('the end alone is something to send, once', () => {
	const queue = new SendQueue();
	assert.ok(queue.isEmpty);
	queue.end();
	assert.equal(queue.isEmpty, false);
	assert.deepEqual(queue.take(Buffer.alloc(4), 0, 4), {size: 0, isEnd: true});
	assert.ok(queue.isEmpty);
	queue.end();
	assert.ok(queue.isEmpty);
});
