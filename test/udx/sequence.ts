import assert from 'node:assert/strict';
import test from 'node:test';
import {isBefore, sequenceAfter, sequenceDifference} from '../../source/udx/sequence.ts';

const table: ReadonlyArray<readonly [a: number, b: number, difference: number]> = [
	[0, 0, 0],
	[1, 0, 1],
	[0, 1, -1],
	[0, 0xFF_FF_FF_FF, 1],
	[0xFF_FF_FF_FF, 0, -1],
	[5, 0xFF_FF_FF_FB, 10],
	[0x7F_FF_FF_FF, 0, 0x7F_FF_FF_FF],
	[0x80_00_00_01, 0, -0x7F_FF_FF_FF],
];

for (const [a, b, difference] of table) {
	test(`from packet ${b} to packet ${a} it is ${difference}`, () => {
		assert.equal(sequenceDifference(a, b), difference);
		assert.equal(isBefore(a, b), difference < 0);
	});
}

test('after the last number comes the first', () => {
	assert.equal(sequenceAfter(0xFF_FF_FF_FF), 0);
	assert.equal(sequenceAfter(0xFF_FF_FF_FE, 4), 2);
});
