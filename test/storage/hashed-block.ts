import assert from 'node:assert/strict';
import {test} from 'node:test';
import crypto from 'hypercore-crypto';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {hashedBlock, isHashedBlock} from '../../source/storage/hashed-block.ts';
import {memoryBlocks} from '../../source/storage/memory-blocks.ts';
import {memoryFeed} from '../helpers/memory-feeds.ts';

test('a feed of blocks that were hashed elsewhere has the same tree as one of their bytes', async t => {
	const [whole, hashed] = [await memoryFeed(t), await memoryFeed(t, undefined, memoryBlocks(() => true))];
	const next = pseudoRandomBytes('tree');
	for (const sizes of [[1, 5000, 3], [70_000], [10, 20, 30, 40, 50]]) {
		const blocks = sizes.map(size => next(size));
		await whole.append(blocks);
		// Every other one as a stand-in: both kinds stand in one batch.
		await hashed.append(blocks.map((block, index) => index % 2 === 0 ? hashedBlock(block.byteLength, crypto.data(block)) : block));
		assert.equal(hashed.length, whole.length);
		assert.equal(hashed.byteLength, whole.byteLength);
		assert.deepEqual(await hashed.treeHash(), await whole.treeHash());
	}
});

test('bytes that only stand for a block are never stored in the database', async t => {
	const core = await memoryFeed(t);
	await core.append([hashedBlock(10, crypto.data(new Uint8Array(10))), new Uint8Array(20)]);
	assert.equal(await core.get(0, {wait: false}), null);
	assert.equal((await core.get(1))?.byteLength, 20);
});

test('a stand-in is told from a block', () => {
	assert.ok(isHashedBlock(hashedBlock(10, new Uint8Array(32))));
	assert.ok(!isHashedBlock(new Uint8Array(10)));
});
