import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test, {type TestContext} from 'node:test';
import type Hypercore from 'hypercore';
import crypto from 'hypercore-crypto';
import {memoryBlocks} from '../../source/storage/memory-blocks.ts';
import {growSubtree} from '../../source/storage/subtrees.ts';
import {
	levelsToKnown, readNode, recordBlocks, storeNodes,
} from '../../source/storage/tree-nodes.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';

const block = (index: number): Buffer => Buffer.from(`block ${index}`);

async function feeds(t: TestContext, length: number): Promise<{readonly source: Hypercore; readonly copy: Hypercore; readonly held: ReturnType<typeof memoryBlocks>}> {
	const source = await memoryFeed(t);
	await source.append(Array.from({length}, (_, index) => block(index)));
	const held = memoryBlocks(() => true);
	const copy = await memoryFeed(t, source.key, held);
	await connectFeeds(t, source, copy);
	await copy.get(length - 1);
	return {source, copy, held};
}

test('the way to a known node is counted in levels', async t => {
	const {copy} = await feeds(t, 12);
	const levels = await Promise.all([22, 20, 18, 16, 0, 7].map(async node => levelsToKnown(copy, node)));
	assert.deepEqual(levels, [0, 0, 1, 1, 3, 0]);
});

test('blocks that are recorded as here are offered, with proofs that others accept', async t => {
	const {source, copy, held} = await feeds(t, 12);
	await storeNodes(copy, growSubtree(7, index => ({size: block(index).length, hash: crypto.data(block(index))})));
	assert.deepEqual(await readNode(copy, 7), await readNode(source, 7));
	await held.write(Array.from({length: 8}, (_, index) => ({index, value: block(index)})));
	await recordBlocks(copy, () => [{start: 0, end: 3}, {start: 4, end: 8}]);
	assert.deepEqual([await copy.has(0, 3), await copy.has(3), await copy.has(4, 8)], [true, false, true]);

	const other = await memoryFeed(t, source.key);
	await connectFeeds(t, copy, other);
	for (const index of [0, 2, 4, 7, 11]) {
		assert.deepEqual(await other.get(index), block(index));
	}
});

test('a peer that is connected already hears of blocks that are recorded', async t => {
	const {source, copy, held} = await feeds(t, 8);
	const other = await memoryFeed(t, source.key);
	await connectFeeds(t, copy, other);
	await other.get(7);
	const wanted = other.get(2);
	await storeNodes(copy, growSubtree(7, index => ({size: block(index).length, hash: crypto.data(block(index))})));
	await held.write([{index: 2, value: block(2)}]);
	await recordBlocks(copy, () => [{start: 2, end: 3}]);
	assert.deepEqual(await wanted, block(2));
});

test('what is recorded is written, and nothing is when nothing is chosen', async t => {
	const {copy} = await feeds(t, 4);
	await recordBlocks(copy, () => []);
	assert.equal(await copy.has(0), false);
	assert.equal(copy.contiguousLength, 0);
	await recordBlocks(copy, () => [{start: 0, end: 3}]);
	assert.equal(copy.contiguousLength, 4);
});
