import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {test} from 'node:test';
import fc from 'fast-check';
import keys from 'hypercore-storage/lib/keys.js';
import {blockIndexOf, blockRangeOf, isTreeNodeKey} from '../../source/storage/block-key.ts';

const {core, store} = keys;

const largeIndexes = [0, 1, 0xFA, 0xFB, 0xFC, 0xFD, 0xFF, 0x1_00, 0xFF_FF, 0x1_00_00, 0xFF_FF_FF_FF, 0x1_00_00_00_00, Number.MAX_SAFE_INTEGER];

for (const dataPointer of [0, 1, 3, 4, 0xFB, 0xFC, 0x1_00, 0x1_00_00]) {
	test(`a block's key under data pointer ${dataPointer} gives its index`, () => {
		for (const index of largeIndexes) {
			assert.equal(blockIndexOf(core.block(dataPointer, index)), index);
		}
	});

	test(`only a tree node's key under data pointer ${dataPointer} is taken for one`, () => {
		for (const index of largeIndexes) {
			assert.equal(isTreeNodeKey(core.tree(dataPointer, index)), true);
			assert.equal(isTreeNodeKey(core.block(dataPointer, index)), false);
			assert.equal(isTreeNodeKey(core.bitfield(dataPointer, index, 0)), false);
		}

		assert.equal(isTreeNodeKey(core.mark(dataPointer, 4)), false);
		assert.equal(isTreeNodeKey(core.core(dataPointer)), false);
	});

	test(`no other key under pointer ${dataPointer} is taken for a block's`, () => {
		const others = [
			core.core(dataPointer),
			core.auth(dataPointer),
			core.data(dataPointer),
			core.head(dataPointer),
			core.hints(dataPointer),
			core.tree(dataPointer, 3),
			core.bitfield(dataPointer, 3, 0),
			core.userData(dataPointer, 'name'),
			core.local(dataPointer, Buffer.from([3, 3, 3])),
			core.mark(dataPointer, 3),
			core.block(dataPointer, Infinity),
		];
		assert.deepEqual(others.map(key => blockIndexOf(key)), others.map(() => undefined));
	});
}

test('no key of the store itself is taken for a block\'s', () => {
	const others = [store.head(), store.core(new Uint8Array(32).fill(3)), store.coreStart(), store.coreEnd(), ...store.clear()];
	assert.deepEqual(others.map(key => blockIndexOf(key)), others.map(() => undefined));
});

test('the keys of blocks sort as their indexes do', () => {
	const index = fc.maxSafeNat();
	fc.assert(fc.property(index, index, (a, b) => {
		const order = Buffer.compare(core.block(0, a), core.block(0, b));
		assert.equal(Math.sign(order), Math.sign(a - b));
		assert.equal(blockIndexOf(core.block(0, a)), a);
	}));
});

const ranges: ReadonlyArray<[string, [Uint8Array, Uint8Array], ReturnType<typeof blockRangeOf>]> = [
	['some blocks', [core.block(0, 5), core.block(0, 500)], {start: 5, end: 500}],
	['one block', [core.block(0, 5), core.block(0, 6)], {start: 5, end: 6}],
	['blocks to the end', [core.block(0, 5), core.block(0, Infinity)], {start: 5, end: Infinity}],
	['nothing between two equal keys', [core.block(0, 5), core.block(0, 5)], undefined],
	['all data of a feed', [core.data(7), core.data(8)], {start: 0, end: Infinity}],
	['what comes before the blocks', [core.head(0), core.block(0, 0)], undefined],
	['blocks and the tree behind them', [core.block(0, 9), core.tree(0, 3)], {start: 9, end: Infinity}],
	['tree nodes', [core.tree(0, 0), core.tree(0, Infinity)], undefined],
	['bitfield pages', [core.bitfield(0, 0, 0), core.bitfield(0, Infinity, 0)], undefined],
	['marks, up to the next feed', [core.mark(0, 0), core.data(1)], undefined],
	['what describes a feed', [core.core(0), core.core(1)], undefined],
	['the whole store', store.clear(), {start: 0, end: Infinity}],
	['everything before data', [store.head(), core.core(9)], undefined],
	['everything behind data', [Uint8Array.of(5), Uint8Array.of(7)], undefined],
];

for (const [name, [start, end], expected] of ranges) {
	test(`a range of keys covers ${expected ? `blocks ${expected.start} to ${expected.end}` : 'no blocks'}: ${name}`, () => {
		assert.deepEqual(blockRangeOf(start, end), expected);
	});
}
