import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {lstatSync} from 'node:fs';
import {
	mkdir, readdir, readFile, rename, rm, symlink, truncate, utimes, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {test, type TestContext} from 'node:test';
import crypto from 'hypercore-crypto';
import type {Extent} from '../../source/feed/entry.ts';
import type {Block, BlockStore} from '../../source/storage/block-store.ts';
import {InPlaceBlocks} from '../../source/storage/in-place-blocks.ts';
import {SliceMap} from '../../source/storage/slice-map.ts';
import {signatureOf, type StoredFile} from '../../source/storage/stored-file.ts';
import {testBlockStore} from '../contract/block-store.ts';
import {overwrite} from '../helpers/overwrite.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const blockSize = 100_000;
const bytes = (length: number, seed: number): Uint8Array => Uint8Array.from({length}, (_, index) => (index * seed) % 251);

type Places = {
	readonly folder: string;
	readonly blocks: InPlaceBlocks;
	/** As the database and the feed call it. */
	readonly store: BlockStore;
	readonly said: string[];
	readonly add: (name: string, extents: readonly Extent[], isWhole?: boolean) => StoredFile;
};

/** Files in a folder that blocks with these values stand in. */
async function places(t: TestContext, values: ReadonlyMap<number, Uint8Array>): Promise<Places> {
	const folder = await temporaryFolder(t);
	const slices = new SliceMap<StoredFile>(blockSize);
	const here = new Set<number>();
	const said: string[] = [];
	const blocks = new InPlaceBlocks({
		slices,
		async leafOf(index) {
			const value = values.get(index);
			return value ? {size: value.byteLength, hash: crypto.data(value)} : null;
		},
		hasBlock: index => here.has(index),
		prepare(file) {
			said.push(`prepare ${file.path}`);
			return true;
		},
		clearPart: () => true,
		onChanged(file) {
			said.push(`changed ${file.path}`);
		},
		onBroken(index) {
			said.push(`broken ${index}`);
		},
		onStored() {
			// Another file tests it.
		},
		onFailed(error) {
			said.push(`failed ${String(error)}`);
		},
	});
	t.after(() => {
		blocks.close();
	});
	const store: BlockStore = {
		holds: index => blocks.holds(index),
		read: async index => blocks.read(index),
		write: async written => blocks.write(written),
		stored(indexes) {
			for (const index of indexes) {
				here.add(index);
			}

			blocks.stored(indexes);
		},
		clear(start, end) {
			for (const index of here) {
				if (index >= start && index < end) {
					here.delete(index);
				}
			}

			blocks.clear(start, end);
		},
	};
	return {
		folder,
		blocks,
		store,
		said,
		add(name, extents, isWhole = false) {
			const place = path.join(folder, name);
			const file: StoredFile = {
				path: name, place, state: isWhole ? 'whole' : 'part', signature: isWhole ? signatureOf(lstatSync(place)) : undefined, missing: extents.length,
			};
			slices.add(file, extents);
			return file;
		},
	};
}

testBlockStore('blocks in files', async t => {
	const values = new Map([[1, bytes(blockSize, 3)], [2, bytes(500, 5)], [5, bytes(3000, 7)], [700, bytes(1, 9)]]);
	const {store, add} = await places(t, values);
	add('large', [{block: 1, offset: 0, length: blockSize + 500}]);
	add('small 1', [{block: 5, offset: 0, length: 1000}]);
	add('small 2', [{block: 5, offset: 1000, length: 2000}]);
	add('copy', [{block: 5, offset: 1000, length: 2000}]);
	add('tiny', [{block: 700, offset: 0, length: 1}]);
	return {store, blocks: Array.from(values, ([index, value]): Block => ({index, value})), elsewhere: 3};
});

const large = bytes((2 * blockSize) + 10, 11);
const largeValues = new Map([0, 1, 2].map(index => [index, large.subarray(index * blockSize, (index + 1) * blockSize)]));

test('blocks of whole files are read from where they are', async t => {
	const {folder, store, add, said} = await places(t, largeValues);
	await writeFile(`${folder}/large`, large);
	add('large', [{block: 0, offset: 0, length: large.length}], true);
	for (const [index, value] of largeValues) {
		assert.deepEqual(Buffer.from((await store.read(index))!), Buffer.from(value));
	}

	assert.deepEqual(said, []);
});

const changes: ReadonlyArray<readonly [title: string, change: (place: string) => Promise<void>]> = [
	['edited', async place => overwrite(place, 5)],
	['edited and its time set back', async place => {
		const {atime, mtime} = lstatSync(place);
		await overwrite(place, 5);
		await utimes(place, atime, mtime);
	}],
	['truncated', async place => truncate(place, 1)],
	['deleted', async place => rm(place)],
	['replaced', async place => {
		await writeFile(`${place}.new`, await readFile(place));
		await rename(`${place}.new`, place);
	}],
	['replaced by a link to itself', async place => {
		await rename(place, `${place}.moved`);
		await symlink(`${place}.moved`, place);
	}],
	['replaced by a directory', async place => {
		await rm(place);
		await mkdir(place);
	}],
];

for (const [title, change] of changes) {
	test(`a whole file that was ${title} gives no bytes and is reported`, async t => {
		const small = bytes(1000, 13);
		const {folder, store, add, said} = await places(t, new Map([...largeValues, [9, small]]));
		await writeFile(`${folder}/large`, large);
		await writeFile(`${folder}/small`, small);
		add('large', [{block: 0, offset: 0, length: large.length}], true);
		add('small', [{block: 9, offset: 0, length: small.length}], true);
		assert.ok(await store.read(0));
		assert.ok(await store.read(9));
		// The clock of the change time ticks.
		const {ctimeMs} = lstatSync(`${folder}/small`);
		do {
			await writeFile(`${folder}/tick`, '');
		} while (lstatSync(`${folder}/tick`).ctimeMs === ctimeMs);

		await change(`${folder}/large`);
		await change(`${folder}/small`);
		assert.equal(await store.read(0), null);
		assert.equal(await store.read(9), null);
		assert.deepEqual(said, ['changed large', 'changed small']);
	});
}

test('a shared block needs all of its files, or copies of them', async t => {
	const value = bytes(3000, 17);
	const {folder, store, add, said} = await places(t, new Map([[0, value]]));
	for (const [name, start, end] of [['a', 0, 1000], ['b', 1000, 3000], ['copy of b', 1000, 3000]] as const) {
		await writeFile(`${folder}/${name}`, value.subarray(start, end));
	}

	add('a', [{block: 0, offset: 0, length: 1000}], true);
	assert.equal(await store.read(0), null);
	assert.deepEqual(said.splice(0), ['broken 0']);
	add('b', [{block: 0, offset: 1000, length: 2000}], true);
	add('copy of b', [{block: 0, offset: 1000, length: 2000}], true);
	assert.deepEqual(Buffer.from((await store.read(0))!), Buffer.from(value));
	await rm(`${folder}/b`);
	assert.deepEqual(Buffer.from((await store.read(0))!), Buffer.from(value));
	assert.deepEqual(said.splice(0), ['changed b']);
	await rm(`${folder}/copy of b`);
	assert.equal(await store.read(0), null);
	assert.ok(said.includes('changed copy of b'));
});

test('a part file whose bytes are not what they should be gives none', async t => {
	const {folder, store, add, said} = await places(t, largeValues);
	add('part', [{block: 0, offset: 0, length: large.length}]);
	await store.write([{index: 0, value: largeValues.get(0)!}]);
	store.stored([0]);
	assert.ok(await store.read(0));
	await overwrite(`${folder}/part`, 7);
	assert.equal(await store.read(0), null);
	assert.deepEqual(said, ['prepare part', 'broken 0']);
});

test('blocks are written where they belong, into files of their owner only, and never through a link', async t => {
	const {folder, store, add, said} = await places(t, largeValues);
	add('part', [{block: 0, offset: 0, length: large.length}]);
	await store.write([{index: 2, value: largeValues.get(2)!}]);
	await store.write([{index: 0, value: largeValues.get(0)!}, {index: 1, value: largeValues.get(1)!}]);
	assert.deepEqual(await readFile(`${folder}/part`), Buffer.from(large));
	assert.equal(lstatSync(`${folder}/part`).mode & 0o777, 0o600);
	// Before each time, as something may have come into the way meanwhile.
	assert.deepEqual(said, ['prepare part', 'prepare part', 'prepare part']);

	const linked = await places(t, largeValues);
	await writeFile(`${linked.folder}/mine`, 'mine');
	await symlink('mine', `${linked.folder}/part`);
	linked.add('part', [{block: 0, offset: 0, length: large.length}]);
	await assert.rejects(linked.store.write([{index: 0, value: largeValues.get(0)!}]), {code: 'ELOOP'});
	assert.equal(await readFile(`${linked.folder}/mine`, 'utf8'), 'mine');
	assert.match(linked.said.at(-1)!, /^failed .*ELOOP/v);
});

test('a block that is shorter than its index says is malformed, and nothing is written', async t => {
	const {folder, store, add} = await places(t, largeValues);
	add('part', [{block: 0, offset: 0, length: large.length}]);
	await assert.rejects(store.write([{index: 0, value: new Uint8Array(10)}]), {code: 'feed-malformed'});
	assert.deepEqual(await readdir(folder), []);
});

test('whole files are never written to', async t => {
	const {folder, store, add} = await places(t, largeValues);
	await writeFile(`${folder}/whole`, large);
	add('whole', [{block: 0, offset: 0, length: large.length}], true);
	await store.write([{index: 0, value: new Uint8Array(blockSize)}]);
	assert.deepEqual(await readFile(`${folder}/whole`), Buffer.from(large));
});

test('a block that the tree does not know gives no bytes', async t => {
	const {folder, store, add, said} = await places(t, new Map());
	await writeFile(`${folder}/whole`, large);
	add('whole', [{block: 0, offset: 0, length: large.length}], true);
	assert.equal(await store.read(0), null);
	assert.deepEqual(said, []);
});

test('a block is put together from whole files without knowing its leaf', async t => {
	const {folder, blocks, add} = await places(t, new Map());
	const [one, two] = [bytes(300, 3), bytes(200, 7)];
	await Promise.all([writeFile(`${folder}/one`, one), writeFile(`${folder}/two`, two), writeFile(`${folder}/behind a gap`, one)]);
	add('one', [{block: 4, offset: 0, length: 300}], true);
	add('two', [{block: 4, offset: 300, length: 200}], true);
	assert.deepEqual(await blocks.assemble(4), Buffer.concat([one, two]));
	assert.equal(await blocks.assemble(5), null, 'nobody has it');
	add('behind a gap', [{block: 4, offset: 600, length: 10}], true);
	assert.equal(await blocks.assemble(4), null);
});

test('a block is not put together from a file that was edited, or is still being received', async t => {
	const {folder, blocks, add, said} = await places(t, new Map());
	await writeFile(`${folder}/file`, bytes(300, 3));
	const file = add('file', [{block: 1, offset: 0, length: 300}], true);
	assert.equal(blocks.isUnchanged(file), true);
	await writeFile(file.place, bytes(301, 5));
	assert.equal(blocks.isUnchanged(file), false);
	assert.equal(await blocks.assemble(1), null);
	await rm(file.place);
	assert.equal(blocks.isUnchanged(file), false);
	assert.deepEqual(said, ['changed file', 'changed file', 'changed file']);

	add('part', [{block: 2, offset: 0, length: 300}]);
	assert.equal(await blocks.assemble(2), null);
});

test('blocks that are about to be recorded are arriving', async t => {
	const {blocks} = await places(t, new Map());
	blocks.found = [{start: 2, end: 4}, {start: 9, end: 10}];
	assert.deepEqual([1, 2, 3, 4, 9, 10].map(index => blocks.isArriving(index)), [false, true, true, false, true, false]);
	blocks.found = [];
	assert.equal(blocks.isArriving(2), false);
});
