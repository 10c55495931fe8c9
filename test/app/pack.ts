import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {test} from 'node:test';
import fc from 'fast-check';
import {mostInBlock, Pack} from '../../source/app/pack.ts';
import type {Extent} from '../../source/feed/entry.ts';

const blockSize = 16;
const text = (value: string): Uint8Array => Buffer.from(value);

test('small files stand side by side, large ones in blocks of their own', () => {
	const pack = new Pack(100, blockSize);
	assert.deepEqual(pack.addSmall(text('one')), {block: 100, offset: 0, length: 3});
	assert.deepEqual(pack.addSmall(text('three')), {block: 100, offset: 3, length: 5});
	assert.deepEqual(pack.addBlock(text('x'.repeat(16))), {block: 101, offset: 0, length: 16});
	assert.deepEqual(pack.addBlock(text('rest')), {block: 102, offset: 0, length: 4});
	assert.deepEqual(pack.addSmall(text('four')), {block: 103, offset: 0, length: 4});
	assert.equal(pack.bytes, 32);
	assert.deepEqual(pack.finish().map(block => Buffer.from(block).toString()), ['onethree', 'x'.repeat(16), 'rest', 'four']);
});

test('a small file that fills a block exactly is in it, and one that does not fit begins the next', () => {
	const pack = new Pack(0, blockSize);
	pack.addSmall(text('x'.repeat(10)));
	assert.deepEqual(pack.addSmall(text('y'.repeat(6))), {block: 0, offset: 10, length: 6});
	assert.deepEqual(pack.addSmall(text('z')), {block: 1, offset: 0, length: 1});
	assert.deepEqual(pack.addSmall(text('w'.repeat(15))), {block: 1, offset: 1, length: 15});
	assert.deepEqual(pack.addSmall(text('v'.repeat(15))), {block: 2, offset: 0, length: 15});
	assert.deepEqual(pack.addSmall(text('uu')), {block: 3, offset: 0, length: 2});
	assert.deepEqual(pack.finish().map(({byteLength}) => byteLength), [16, 16, 15, 2]);
});

test('of very small files only so many share a block', () => {
	const pack = new Pack(0, 262_144);
	const extents = Array.from({length: mostInBlock + 1}, () => pack.addSmall(text('x')));
	assert.deepEqual(extents.slice(-2), [{block: 0, offset: mostInBlock - 1, length: 1}, {block: 1, offset: 0, length: 1}]);
	assert.equal(pack.memory, mostInBlock + 1);
	assert.deepEqual(pack.finish().map(({byteLength}) => byteLength), [mostInBlock, 1]);
});

test('nothing makes no blocks', () => {
	assert.deepEqual(new Pack(5, blockSize).finish(), []);
	assert.equal(new Pack(5, blockSize).bytes, 0);
});

test('whatever is packed, each extent leads to its bytes', () => {
	const small = fc.uint8Array({minLength: 1, maxLength: blockSize - 1}).map(bytes => ({isSmall: true, bytes}));
	const large = fc.uint8Array({minLength: 1, maxLength: blockSize}).map(bytes => ({isSmall: false, bytes}));
	fc.assert(fc.property(fc.array(fc.oneof({weight: 4, arbitrary: small}, large)), fc.nat(1000), (files, first) => {
		const pack = new Pack(first, blockSize);
		// Those who call it may use their buffer again for small files.
		const packed = files.map(({isSmall, bytes}): [Extent, Uint8Array] => {
			const given = Uint8Array.from(bytes);
			const extent = isSmall ? pack.addSmall(given) : pack.addBlock(given);
			if (isSmall) {
				given.fill(0);
			}

			return [extent, bytes];
		});
		const blocks = pack.finish();
		assert.equal(pack.bytes, files.reduce((sum, {bytes}) => sum + bytes.byteLength, 0));
		for (const [{block, offset, length}, bytes] of packed) {
			assert.deepEqual([...blocks[block - first]!.subarray(offset, offset + length)], [...bytes]);
		}

		assert.equal(blocks.reduce((sum, {byteLength}) => sum + byteLength, 0), pack.bytes);
		assert.ok(blocks.every(({byteLength}) => byteLength > 0 && byteLength <= blockSize));
	}));
});
