import assert from 'node:assert/strict';
import {test} from 'node:test';
import {memoryBlocks} from '../../source/storage/memory-blocks.ts';

test('cleared blocks are forgotten, the end not among them', async () => {
	const store = memoryBlocks(() => true);
	await store.write([1, 2, 3, 4].map(index => ({index, value: new Uint8Array([index])})));
	store.clear(2, 4);
	const values = await Promise.all([1, 2, 3, 4].map(async index => store.read(index)));
	assert.deepEqual(values.map(value => value?.[0]), [1, undefined, undefined, 4]);
});
