import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import fc from 'fast-check';
import {packetType} from '../../source/udx/packet.ts';
import {ReceiveQueue} from '../../source/udx/receive-queue.ts';

const {data, end} = packetType;

function receiver(room = 1000, first = 0): {readonly queue: ReceiveQueue; readonly text: () => string} {
	const parts: string[] = [];
	const queue = new ReceiveQueue(payload => {
		parts.push(payload.toString());
	}, room, first);
	return {queue, text: () => parts.join('')};
}

type Row = readonly [title: string, packets: ReadonlyArray<readonly [sequence: number, payload: string]>, text: string, expected: number, blocks: ReadonlyArray<readonly [start: number, end: number]>];

const table: readonly Row[] = [
	['nothing', [], '', 0, []],
	['in order', [[0, 'a'], [1, 'b'], [2, 'c']], 'abc', 3, []],
	['twice', [[0, 'a'], [0, 'a'], [1, 'b'], [0, 'a']], 'ab', 2, []],
	['the first one last', [[2, 'c'], [1, 'b'], [0, 'a']], 'abc', 3, []],
	['with gaps', [[0, 'a'], [2, 'c'], [5, 'f'], [6, 'g']], 'a', 1, [[2, 3], [5, 7]]],
	['a gap that is filled from behind', [[4, 'e'], [2, 'c'], [3, 'd']], '', 0, [[2, 5]]],
	['ahead of its turn, twice', [[2, 'c'], [2, 'x'], [0, 'a'], [1, 'b']], 'abc', 3, []],
	['half of the gaps filled', [[2, 'c'], [4, 'e'], [0, 'a'], [1, 'b']], 'abc', 3, [[4, 5]]],
	['far from believable', [[70_000, 'z']], '', 0, []],
];

for (const [title, packets, expectedText, expected, blocks] of table) {
	test(`packets ${title} are put in order`, () => {
		const {queue, text} = receiver();
		for (const [sequence, payload] of packets) {
			queue.receive(data, sequence, Buffer.from(payload));
		}

		assert.equal(text(), expectedText);
		assert.equal(queue.expected, expected);
		assert.deepEqual(queue.blocks.map(({start, end: blockEnd}) => [start, blockEnd]), blocks);
	});
}

test('order goes on across the turn of the numbers', () => {
	const {queue, text} = receiver(1000, 0xFF_FF_FF_FE);
	for (const [sequence, payload] of [[1, 'd'], [0xFF_FF_FF_FF, 'b'], [0, 'c'], [0xFF_FF_FF_FE, 'a']] as const) {
		queue.receive(data, sequence, Buffer.from(payload));
	}

	assert.equal(text(), 'abcd');
	assert.equal(queue.expected, 2);
});

test('it has ended only when everything before the end is there', () => {
	const {queue, text} = receiver();
	queue.receive(data | end, 1, Buffer.from('b'));
	assert.equal(queue.isEnded, false);
	queue.receive(data, 0, Buffer.from('a'));
	assert.equal(queue.isEnded, true);
	queue.receive(data, 2, Buffer.from('c'));
	assert.equal(text(), 'ab');
	assert.equal(queue.expected, 2);
});

test('no more waits than there is room for', () => {
	const {queue} = receiver(10);
	queue.receive(data, 1, Buffer.alloc(6));
	queue.receive(data, 2, Buffer.alloc(6));
	assert.equal(queue.waitingBytes, 6);
	assert.deepEqual(queue.blocks, [{start: 1, end: 2}]);
	queue.receive(data, 0, Buffer.alloc(1));
	assert.equal(queue.waitingBytes, 0);
	assert.equal(queue.expected, 2);
});

test('in whatever order packets arrive, they are delivered in theirs and the blocks say what is there', () => {
	fc.assert(fc.property(fc.nat(0xFF_FF_FF_FF), fc.array(fc.nat(40), {maxLength: 200}), (first, order) => {
		const delivered: number[] = [];
		const queue = new ReceiveQueue(payload => {
			delivered.push(payload[0]!);
		}, 1000, first);
		const seen = new Set<number>();
		for (const number of order) {
			seen.add(number);
			queue.receive(data, (first + number) >>> 0, Buffer.from([number]));
		}

		let inRow = 0;
		while (seen.has(inRow)) {
			inRow++;
		}

		assert.deepEqual(delivered, Array.from({length: inRow}, (_, index) => index));
		assert.equal(queue.expected, (first + inRow) >>> 0);
		const told = queue.blocks.flatMap(block => Array.from({length: (block.end - block.start) >>> 0}, (_, index) => (block.start + index - first) >>> 0));
		assert.deepEqual(told, [...seen].filter(number => number > inRow).toSorted((a, b) => a - b));
	}));
});
