import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {ArrivedBlocks} from '../../source/udx/arrived-blocks.ts';
import {sequenceAfter} from '../../source/udx/sequence.ts';

type Row = readonly [title: string, arrived: readonly number[], turn: number, blocks: ReadonlyArray<readonly [start: number, end: number]>];

const table: readonly Row[] = [
	['neighbours are one block', [5, 6, 7], 0, [[5, 8]]],
	['a gap parts two', [5, 7], 0, [[5, 6], [7, 8]]],
	['what fills a gap joins them', [5, 7, 6], 0, [[5, 8]]],
	['one before the first begins it', [6, 5], 0, [[5, 7]]],
	['one far before the first is a block of its own', [9, 5], 0, [[5, 6], [9, 10]]],
	['what had its turn is forgotten', [5, 6, 9], 7, [[9, 10]]],
	['a block that is cut keeps its rest', [5, 6, 7], 6, [[6, 8]]],
	['numbers turn within a block', [0xFF_FF_FF_FE, 0xFF_FF_FF_FF, 0, 1], 0xFF_FF_FF_F0, [[0xFF_FF_FF_FE, 2]]],
	['and are forgotten there', [0xFF_FF_FF_FE, 0xFF_FF_FF_FF, 0, 1], 0, [[0, 2]]],
];

for (const [title, arrived, turn, expected] of table) {
	test(title, () => {
		const blocks = new ArrivedBlocks();
		for (const sequence of arrived) {
			blocks.add(sequence);
		}

		blocks.dropBefore(turn);
		assert.deepEqual(blocks.blocks.map(({start, end}) => [start, end]), expected);
	});
}

test('whatever arrives, in whatever order, is in blocks that are in order and do not touch', () => {
	fc.assert(fc.property(fc.uniqueArray(fc.nat(40)), fc.constantFrom(0, 0xFF_FF_FF_F0), fc.nat(40), (steps, first, turn) => {
		const blocks = new ArrivedBlocks();
		for (const step of steps) {
			blocks.add(sequenceAfter(first, step));
		}

		blocks.dropBefore(sequenceAfter(first, turn));
		const held = blocks.blocks.flatMap(({start, end}) => {
			const numbers = [];
			for (let sequence = start; sequence !== end; sequence = sequenceAfter(sequence)) {
				numbers.push(sequence);
			}

			return numbers;
		});
		assert.deepEqual(held, steps.filter(step => step >= turn).toSorted((a, b) => a - b).map(step => sequenceAfter(first, step)));
		for (const [index, {start}] of blocks.blocks.entries()) {
			assert.notEqual(start, blocks.blocks[index - 1]?.end);
		}
	}));
});
