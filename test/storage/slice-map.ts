import assert from 'node:assert/strict';
import process from 'node:process';
import {test} from 'node:test';
import fc from 'fast-check';
import type {Extent} from '../../source/feed/entry.ts';
import {
	blockCount, bytesIn, coveredBytes, SliceMap, wantedBytes,
} from '../../source/storage/slice-map.ts';
import type {Slice} from '../../source/storage/slice.ts';

const blockSize = 16;

/** Every byte of every block, one by one. */
class NaiveMap {
	readonly #bytes: Array<{owner: string; block: number; blockOffset: number; position: number}> = [];

	add(owner: string, extents: readonly Extent[], position: number): void {
		for (const {block, offset, length} of extents) {
			for (let index = 0; index < length; index++) {
				const at = offset + index;
				this.#bytes.push({
					owner, block: block + Math.floor(at / blockSize), blockOffset: at % blockSize, position,
				});
				position++;
			}
		}
	}

	remove(owner: string): void {
		for (let index = this.#bytes.length - 1; index >= 0; index--) {
			if (this.#bytes[index]!.owner === owner) {
				this.#bytes.splice(index, 1);
			}
		}
	}

	at(block: number): Set<string> {
		return new Set(this.#bytes.filter(byte => byte.block === block).map(({owner, blockOffset, position}) => `${owner} ${blockOffset} ${position}`));
	}
}

function bytesOf(slices: ReadonlyArray<Slice<string>>): Set<string> {
	return new Set(slices.flatMap(({owner, blockOffset, position, length}) => Array.from({length}, (_, index) => `${owner} ${blockOffset + index} ${position + index}`)));
}

test('slices say where the bytes of a block stand', () => {
	const map = new SliceMap<string>(blockSize);
	map.add('large', [{block: 2, offset: 0, length: 40}]);
	map.add('small', [{block: 7, offset: 3, length: 5}]);
	map.add('parts', [{block: 9, offset: 4, length: 20}, {block: 7, offset: 0, length: 3}]);
	assert.deepEqual(map.at(2), [{
		owner: 'large', blockOffset: 0, position: 0, length: 16,
	}]);
	assert.deepEqual(map.at(4), [{
		owner: 'large', blockOffset: 0, position: 32, length: 8,
	}]);
	assert.deepEqual(map.at(7), [
		{
			owner: 'parts', blockOffset: 0, position: 20, length: 3,
		}, {
			owner: 'small', blockOffset: 3, position: 0, length: 5,
		},
	]);
	assert.deepEqual(map.at(9), [{
		owner: 'parts', blockOffset: 4, position: 0, length: 12,
	}]);
	assert.deepEqual(map.at(10), [{
		owner: 'parts', blockOffset: 0, position: 12, length: 8,
	}]);
	assert.deepEqual([1, 2, 4, 5, 7, 8, 9, 10, 11].filter(block => map.has(block)), [2, 4, 7, 9, 10]);
});

test('a file that has grown bit by bit is forgotten as a whole', () => {
	const map = new SliceMap<string>(blockSize);
	map.add('growing', [{block: 1, offset: 0, length: 32}]);
	map.add('growing', [{block: 3, offset: 0, length: 16}], 32);
	map.add('growing', [{block: 4, offset: 0, length: 5}], 48);
	map.add('other', [{block: 3, offset: 0, length: 16}]);
	map.remove('growing', [{block: 1, offset: 0, length: 53}]);
	assert.deepEqual([1, 2, 3, 4].filter(block => map.has(block)), [3]);
	assert.deepEqual(map.at(3).map(({owner}) => owner), ['other']);
});

test('a run of millions of blocks is found at each of them, and takes no more than a short one', () => {
	const map = new SliceMap<string>(blockSize);
	const blocks = 2 ** 28;
	const extent = {block: 3, offset: 4, length: (blocks * blockSize) - 4};
	const before = process.memoryUsage().heapUsed;
	for (let index = 0; index < 1000; index++) {
		map.add(`file ${index}`, [extent]);
	}

	assert.ok(process.memoryUsage().heapUsed - before < 5_000_000);
	assert.deepEqual([2, 3, 4, 64, blocks / 2, blocks + 2, blocks + 3].map(block => map.at(block).length), [0, 1000, 1000, 1000, 1000, 1000, 0]);
	for (let index = 0; index < 1000; index++) {
		map.remove(`file ${index}`, [extent]);
	}

	assert.equal(map.has(blocks / 2), false);
});

test('the slices of a block come one by one, too', () => {
	const map = new SliceMap<string>(blockSize);
	map.add('large', [{block: 0, offset: 0, length: 40}]);
	map.add('small', [{block: 1, offset: 3, length: 5}]);
	assert.deepEqual([...map.each(1)].map(({owner}) => owner).toSorted((a, b) => a.localeCompare(b)), ['large', 'small']);
	assert.deepEqual([...map.each(9)], []);
});

test('whatever is added and removed, each block has the slices that a list of all bytes has', () => {
	const extent = fc.record({block: fc.nat(200), offset: fc.nat(blockSize - 1), length: fc.oneof(fc.integer({min: 1, max: 20}), fc.integer({min: 1, max: 200 * blockSize}))});
	const file = fc.record({
		owner: fc.constantFrom('a', 'b', 'c', 'd', 'e'), extents: fc.array(extent, {minLength: 1, maxLength: 4}), isKept: fc.boolean(),
	});
	fc.assert(fc.property(fc.array(file, {maxLength: 6}), files => {
		const map = new SliceMap<string>(blockSize);
		const naive = new NaiveMap();
		const extentsOf = new Map<string, Extent[]>();
		for (const {owner, extents} of files) {
			const known = extentsOf.get(owner) ?? [];
			const position = known.reduce((sum, {length}) => sum + length, 0);
			extentsOf.set(owner, [...known, ...extents]);
			map.add(owner, extents, position);
			naive.add(owner, extents, position);
		}

		for (const {owner, isKept} of files) {
			if (!isKept) {
				map.remove(owner, extentsOf.get(owner)!);
				naive.remove(owner);
			}
		}

		for (let block = 0; block < 410; block++) {
			const expected = naive.at(block);
			const slices = map.at(block);
			assert.deepEqual(bytesOf(slices), expected);
			assert.equal(map.has(block), expected.size > 0);
			assert.deepEqual(slices.map(({blockOffset}) => blockOffset), slices.map(({blockOffset}) => blockOffset).toSorted((a, b) => a - b));
		}
	}), {numRuns: 40});
});

test('blocks and bytes of an extent are counted', () => {
	const table: ReadonlyArray<readonly [Extent, readonly number[]]> = [
		[{block: 3, offset: 0, length: 1}, [1]],
		[{block: 3, offset: 0, length: 16}, [16]],
		[{block: 3, offset: 15, length: 1}, [1]],
		[{block: 3, offset: 15, length: 2}, [1, 1]],
		[{block: 3, offset: 4, length: 40}, [12, 16, 12]],
	];
	for (const [extent, bytes] of table) {
		assert.equal(blockCount(extent, blockSize), bytes.length);
		assert.deepEqual(bytes.map((_, index) => bytesIn(extent, extent.block + index, blockSize)), bytes);
	}
});

test('what slices cover ends at the first gap', () => {
	const slice = (blockOffset: number, length: number): Slice<string> => ({
		owner: '', blockOffset, length, position: 0,
	});
	assert.equal(coveredBytes([]), 0);
	assert.equal(coveredBytes([slice(1, 5)]), 0);
	assert.equal(coveredBytes([slice(0, 5), slice(5, 2), slice(8, 4)]), 7);
	assert.equal(coveredBytes([slice(0, 5), slice(0, 3), slice(2, 7)]), 9);
	assert.deepEqual([[], [slice(1, 5)], [slice(0, 5), slice(5, 2), slice(8, 4)], [slice(0, 5), slice(0, 3), slice(2, 7)]].map(slices => wantedBytes(slices)), [0, 5, 11, 9]);
});
