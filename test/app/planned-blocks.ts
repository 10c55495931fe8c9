import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {filesByBlock, outstandingBlocks} from '../../source/app/planned-blocks.ts';
import {fileEntry} from '../helpers/file-entry.ts';

const blockSize = 16;
const file = (missing: number, block: number, length: number) => ({missing, entry: fileEntry('a', '', {size: length, extents: [{block, offset: 0, length}]})});

test('files that miss something want all of their blocks, as few ranges', () => {
	assert.deepEqual(outstandingBlocks([file(1, 4, 32), file(2, 1, 40), file(0, 20, 32), file(1, 9, 1)], blockSize), [{start: 1, end: 6}, {start: 9, end: 10}]);
	assert.deepEqual(outstandingBlocks([], blockSize), []);
});

test('each block comes once and in order, with all files that have bytes in it', () => {
	const extent = fc.record({block: fc.nat(30), offset: fc.nat(blockSize - 1), length: fc.integer({min: 1, max: 100})});
	fc.assert(fc.property(fc.array(fc.array(extent, {maxLength: 4}), {maxLength: 5}), all => {
		const files = all.map((extents, index) => ({name: index, entry: fileEntry('a', '', {extents})}));
		const expected = new Map<number, Set<number>>();
		for (const {name, entry} of files) {
			for (const {block, offset, length} of entry.extents) {
				for (let index = 0; index * blockSize < offset + length; index++) {
					expected.set(block + index, (expected.get(block + index) ?? new Set()).add(name));
				}
			}
		}

		const found = [...filesByBlock(files, blockSize)].map(([block, owners]) => [block, owners.map(({name}) => name).toSorted((a, b) => a - b)] as const);
		assert.deepEqual(found, [...expected].toSorted(([a], [b]) => a - b).map(([block, names]) => [block, [...names].toSorted((a, b) => a - b)]));
	}));
});
