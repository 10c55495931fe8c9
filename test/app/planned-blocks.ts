import assert from 'node:assert/strict';
import test from 'node:test';
import {outstandingBlocks, sharedBlocks} from '../../source/app/planned-blocks.ts';
import {fileEntry} from '../helpers/file-entry.ts';

const blockSize = 16;
const file = (missing: number, block: number, length: number) => ({missing, entry: fileEntry('a', '', {size: length, extents: [{block, offset: 0, length}]})});

test('files that miss something want all of their blocks, as few ranges', () => {
	assert.deepEqual(outstandingBlocks([file(1, 4, 32), file(2, 1, 40), file(0, 20, 32), file(1, 9, 1)], blockSize), [{start: 1, end: 6}, {start: 9, end: 10}]);
	assert.deepEqual(outstandingBlocks([], blockSize), []);
});

test('files that are smaller than a block stand in shared ones', () => {
	assert.deepEqual(sharedBlocks([file(0, 1, 15), file(1, 1, 3), file(0, 2, 16), {missing: 0, entry: fileEntry('empty', '')}], blockSize), new Set([1]));
});
