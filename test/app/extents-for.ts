import assert from 'node:assert/strict';
import {test} from 'node:test';
import {extentsFor} from '../../source/app/extents-for.ts';
import {bytesPerExtent, spareExtents} from '../../source/feed/limits.ts';

const gibibyte = 2 ** 30;

test('a file may be in more extents the larger it is, and the fewer others there are', () => {
	assert.equal(extentsFor(1000, 0), 1 + (spareExtents / 8));
	assert.equal(extentsFor(gibibyte, spareExtents / 2), 1 + 128);
	assert.equal(extentsFor(gibibyte, 10 * spareExtents), 1 + 128);
	assert.ok(extentsFor(gibibyte, 0) > extentsFor(gibibyte, 10_000));
});

test('however many files change one after the other, all together stay within what an index may have', () => {
	for (const size of [1000, bytesPerExtent, gibibyte]) {
		let used = 0;
		for (let files = 1; files < 2000; files++) {
			used += extentsFor(size, used) - 1;
			assert.ok(used <= (files * size / (2 * bytesPerExtent)) + (spareExtents / 2));
		}
	}
});
