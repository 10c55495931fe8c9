import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {rmSync} from 'node:fs';
import {
	link as hardLink, lstat, readFile, stat, symlink, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import crypto from 'hypercore-crypto';
import {InPlaceBlocks} from '../../source/storage/in-place-blocks.ts';
import {SliceMap} from '../../source/storage/slice-map.ts';
import type {Slice} from '../../source/storage/slice.ts';
import {signatureOf, type StoredFile} from '../../source/storage/stored-file.ts';
import {makePipe} from '../helpers/make-pipe.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const blockSize = 1024;

test('a block that comes a second time leaves its file alone and is not counted again', async t => {
	const {blocks, add, here, written} = await prepare(t);
	const file = add('a', [{block: 0, offset: 0, length: 3}]);
	await blocks.write([{index: 0, value: Uint8Array.of(1, 2, 3)}]);
	blocks.stored([0]);
	here.add(0);
	assert.deepEqual(written.splice(0), [['a']]);
	const before = await stat(file.place, {bigint: true});

	await blocks.write([{index: 0, value: Uint8Array.of(1, 2, 3)}]);
	blocks.stored([0]);
	assert.deepEqual(written, [[]]);
	assert.deepEqual((await stat(file.place, {bigint: true})).mtimeNs, before.mtimeNs);
});

test('a file that takes a block while it is being written does not count as having got it, and can copy it', async t => {
	const {blocks, add, written} = await prepare(t);
	add('a', [{block: 0, offset: 0, length: 3}]);
	const value = Uint8Array.of(1, 2, 3);
	const writing = blocks.write([{index: 0, value}]);
	const late = add('late', [{block: 0, offset: 0, length: 3}]);
	assert.ok(blocks.isArriving(0));
	await writing;
	blocks.stored([0]);
	assert.deepEqual(written, [['a']]);
	assert.ok(blocks.isArriving(0));

	await blocks.copy({index: 0, value}, late);
	assert.deepEqual(new Uint8Array(await readFile(late.place)), value);
});

test('another try of a write that failed goes to the files of the first', async t => {
	const {blocks, add, written} = await prepare(t);
	add('a', [{block: 0, offset: 0, length: 3}]);
	const again = [{index: 0, value: Uint8Array.of(1, 2, 3)}];
	await blocks.write(again);
	add('late', [{block: 0, offset: 0, length: 3}]);
	await blocks.write(again);
	blocks.stored([0]);
	assert.deepEqual(written, [['a']]);
});

test('a block that is larger than the blocks of its feed is refused, and nothing of it is written', async t => {
	const {blocks, add, failed} = await prepare(t);
	const file = add('a', [{block: 0, offset: 0, length: 3}]);
	await assert.rejects(blocks.write([{index: 0, value: new Uint8Array(blockSize + 1)}]), {code: 'feed-malformed'});
	assert.equal(failed.length, 1);
	await assert.rejects(stat(file.place), {code: 'ENOENT'});
	await blocks.write([{index: 0, value: new Uint8Array(blockSize)}]);
});

test('a block that was cleared is not arriving any more', async t => {
	const {blocks, add} = await prepare(t);
	add('a', [{block: 0, offset: 0, length: 3}]);
	await blocks.write([{index: 0, value: Uint8Array.of(1, 2, 3)}]);
	blocks.stored([0]);
	blocks.clear(0, 1);
	assert.ok(!blocks.isArriving(0));
});

test('what was edited without a sign is given once, and noticed when it is asked for again', async t => {
	const {blocks, add, broken} = await prepare(t);
	const file = add('a', [{block: 0, offset: 0, length: 3}]);
	await writeFile(file.place, Uint8Array.of(1, 2, 9));
	Object.assign(file, {state: 'whole', signature: signatureOf(await stat(file.place))});
	assert.deepEqual(await blocks.read(0), Buffer.of(1, 2, 9));
	assert.deepEqual(broken, []);
	assert.equal(await blocks.read(0), null);
	assert.deepEqual(broken, [0]);
});

test('nothing is written of a file that something is in the way of, and the others of its block get their bytes', async t => {
	const {blocks, add} = await prepare(t);
	const [blocked, free] = [add('blocked', [{block: 0, offset: 0, length: 3}]), add('free', [{block: 0, offset: 0, length: 3}])];
	await blocks.write([{index: 0, value: Uint8Array.of(1, 2, 3)}]);
	await assert.rejects(stat(blocked.place), {code: 'ENOENT'});
	assert.deepEqual(new Uint8Array(await readFile(free.place)), Uint8Array.of(1, 2, 3));
});

for (const missing of [1, 2]) {
	test(`a part that something else was put in the place of is made anew, and what that leads to stays as it is (${missing === 1 ? 'small' : 'large'} file)`, async t => {
		const {blocks, add, cleared} = await prepare(t);
		const names = ['link', 'dangling', 'second name', 'pipe'];
		const files = names.map(name => Object.assign(add(name, [{block: 0, offset: 0, length: 3}]), {missing}));
		const [link, dangling, secondName, pipe] = files.map(({place}) => place);
		const outside = path.join(path.dirname(link!), 'outside');
		await writeFile(outside, 'theirs');
		await symlink(outside, link!);
		await symlink('none', dangling!);
		await hardLink(outside, secondName!);
		if (!makePipe(t, pipe!)) {
			return;
		}

		await blocks.write([{index: 0, value: Uint8Array.of(1, 2, 3)}]);
		assert.deepEqual(cleared, names);
		assert.equal(await readFile(outside, 'utf8'), 'theirs');
		for (const {place} of files) {
			const stats = await lstat(place);
			assert.ok(stats.isFile() && stats.nlink === 1, place);
			assert.deepEqual(new Uint8Array(await readFile(place)), Uint8Array.of(1, 2, 3));
		}
	});
}

async function prepare(t: TestContext) {
	const folder = await temporaryFolder(t);
	const slices = new SliceMap<StoredFile>(blockSize);
	const here = new Set<number>();
	/** For each stored block the paths that got its bytes. */
	const written: string[][] = [];
	const failed: unknown[] = [];
	const broken: number[] = [];
	const cleared: string[] = [];
	const blocks = new InPlaceBlocks({
		slices,
		leafOf: async () => ({size: 3, hash: crypto.data(Uint8Array.of(1, 2, 3))}),
		hasBlock: index => here.has(index),
		prepare: ({path}) => !path.startsWith('blocked'),
		clearPart({place}) {
			cleared.push(path.basename(place));
			rmSync(place);
			return true;
		},
		onChanged: nothing,
		onBroken(index) {
			broken.push(index);
		},
		onStored(stored: ReadonlyArray<ReadonlyArray<Slice<StoredFile>>>) {
			written.push(...stored.map(slices => slices.map(({owner}) => owner.path)));
		},
		onFailed(error) {
			failed.push(error);
		},
	});
	t.after(() => {
		blocks.close();
	});
	return {
		blocks,
		here,
		written,
		failed,
		broken,
		cleared,
		add(name: string, extents: Parameters<typeof slices.add>[1]): StoredFile {
			const file: StoredFile = {
				path: name, place: path.join(folder, name), state: 'part', signature: undefined, missing: 1,
			};
			slices.add(file, extents);
			return file;
		},
	};
}

function nothing(): void {
	// Not what these tests are about.
}
