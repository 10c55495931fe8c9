import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import type {Block, BlockStore} from '../../source/storage/block-store.ts';
import {memoryBlocks} from '../../source/storage/memory-blocks.ts';

export type BlockStoreSubject = {
	readonly store: BlockStore;
	/** At least three blocks that the store holds, none written yet, in the order of their indexes. */
	readonly blocks: readonly Block[];
	/** A block that it doesn't hold. */
	readonly elsewhere: number;
};

/** What every block store must do. */
export function testBlockStore(name: string, create: (t: TestContext) => BlockStoreSubject | Promise<BlockStoreSubject>): void {
	test(`${name}: a block reads as null until it is written, then as its bytes`, async t => {
		const {store, blocks} = await create(t);
		for (const {index, value} of blocks) {
			assert.equal(await store.read(index), null);
			await store.write([{index, value}]);
			store.stored([index]);
			assert.deepEqual(bytes(await store.read(index)), bytes(value));
		}
	});

	test(`${name}: blocks written together, in any order, all read back`, async t => {
		const {store, blocks} = await create(t);
		await store.write(blocks.toReversed());
		store.stored(blocks.map(({index}) => index).toReversed());
		const values = await Promise.all(blocks.map(async ({index}) => store.read(index)));
		assert.deepEqual(values.map(value => bytes(value)), blocks.map(({value}) => bytes(value)));
	});

	test(`${name}: writing the same block again changes nothing`, async t => {
		const {store, blocks: [block]} = await create(t);
		await store.write([block!]);
		await store.write([block!]);
		store.stored([block!.index]);
		assert.deepEqual(bytes(await store.read(block!.index)), bytes(block!.value));
	});

	test(`${name}: what a block holds is the store's own, and each read a copy`, async t => {
		const {store, blocks: [block]} = await create(t);
		const written = Uint8Array.from(block!.value);
		await store.write([{index: block!.index, value: written}]);
		store.stored([block!.index]);
		written.fill(0);
		const first = await store.read(block!.index);
		first?.fill(1);
		assert.deepEqual(bytes(await store.read(block!.index)), bytes(block!.value));
	});

	test(`${name}: a cleared block gives no wrong bytes, its neighbours keep theirs, and it can be written again`, async t => {
		const {store, blocks: [first, second, third]} = await create(t);
		await store.write([first!, second!, third!]);
		store.stored([first!.index, second!.index, third!.index]);
		store.clear(second!.index, second!.index + 1);
		assert.deepEqual(bytes(await store.read(first!.index)), bytes(first!.value));
		const left = await store.read(second!.index);
		assert.deepEqual(bytes(left ?? second!.value), bytes(second!.value));
		assert.deepEqual(bytes(await store.read(third!.index)), bytes(third!.value));
		await store.write([second!]);
		store.stored([second!.index]);
		assert.deepEqual(bytes(await store.read(second!.index)), bytes(second!.value));
	});

	test(`${name}: every block can be cleared at once, and again`, async t => {
		const {store, blocks} = await create(t);
		await store.write(blocks);
		store.stored(blocks.map(({index}) => index));
		store.clear(0, Infinity);
		store.clear(0, Infinity);
		await store.write(blocks);
		for (const {index, value} of blocks) {
			assert.deepEqual(bytes(await store.read(index)), bytes(value));
		}
	});

	test(`${name}: what it holds doesn't depend on what is written`, async t => {
		const {store, blocks, elsewhere} = await create(t);
		const held = () => [...blocks.map(({index}) => index), elsewhere].map(index => store.holds(index));
		const expected = [...blocks.map(() => true), false];
		assert.deepEqual(held(), expected);
		await store.write(blocks);
		store.stored(blocks.map(({index}) => index));
		assert.deepEqual(held(), expected);
	});
}

testBlockStore('memory blocks', () => ({
	store: memoryBlocks(index => index !== 3),
	blocks: [1, 2, 5, 700].map(index => ({index, value: new Uint8Array(100).fill(index)})),
	elsewhere: 3,
}));

/** Values of any kind of byte array compare as plain numbers. */
function bytes(value: Uint8Array | null): number[] | undefined {
	return value ? [...value] : undefined;
}
