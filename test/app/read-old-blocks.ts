import assert from 'node:assert/strict';
import {test} from 'node:test';
import crypto from 'hypercore-crypto';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {readOldBlocks} from '../../source/app/read-old-blocks.ts';
import {markOf} from '../../source/storage/block-mark.ts';
import {BlockMarks} from '../../source/storage/block-marks.ts';
import {openDatabase} from '../helpers/database.ts';
import {memoryFeed} from '../helpers/memory-feeds.ts';

const blockSize = 1000;

test('old blocks are those that an extent has as a whole and that are still there, with the marks that are known', async t => {
	const core = await memoryFeed(t);
	const sizes = [blockSize, blockSize, 300, blockSize, blockSize, 500];
	const next = pseudoRandomBytes('old blocks');
	const blocks = sizes.map(size => next(size));
	await core.append(blocks);
	await core.clear(4, 5);
	const marks = new BlockMarks(openDatabase(t).sql);
	marks.set(new Map([[0, markOf(blocks[0]!)!], [1, markOf(blocks[1]!)!]]));

	const {numbers, sizes: found, leaves, marks: foundMarks} = await readOldBlocks([
		{block: 3, offset: 0, length: 2 * blockSize}, {block: 1, offset: 0, length: blockSize + 300}, {block: 0, offset: 1, length: blockSize - 1}, {block: 5, offset: 0, length: 499},
	], {core, blockSize, marks});
	assert.deepEqual([...numbers], [3, 1, 2]);
	assert.deepEqual([...found], [blockSize, blockSize, 300]);
	assert.deepEqual([...foundMarks], [Number.NaN, markOf(blocks[1]!), Number.NaN]);
	for (const [index, number] of numbers.entries()) {
		assert.deepEqual(leaves.subarray(index * 32, (index + 1) * 32), crypto.data(blocks[number]!));
	}
});
