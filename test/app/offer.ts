import assert from 'node:assert/strict';
import {mkdir, truncate} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {chooser} from '../../source/app/choose-files.ts';
import {
	chooseDirectory, offerOf, type Offer, type OfferOptions,
} from '../../source/app/offer.ts';
import {encodeCommit, type Commit} from '../../source/feed/commit.ts';
import {comparePaths} from '../../source/feed/compare-paths.ts';
import type {Entry} from '../../source/feed/entry.ts';
import {encodePage} from '../../source/feed/index-page.ts';
import {freeSpace} from '../../source/folder/free-space.ts';
import {commitOf} from '../helpers/commit-of.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {memoryFeed} from '../helpers/memory-feeds.ts';
import {directory} from '../helpers/memory-index.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const huge = 2 ** 52;

test('what there is to receive is counted from the index, not believed from the commit', async t => {
	const {offer, folder} = await offering(t, [directory('a'), fileEntry('a/1', 'one'), fileEntry('b', 'three'), fileEntry('empty', '')], {
		name: 'photos\n', kind: 'several', expected: {files: 99, bytes: 99},
	});
	const {freeBytes, counted, ...made} = await offer();
	assert.deepEqual(made, {
		name: 'photos\n', kind: 'several', files: 3, bytes: 8, reading: false, directory: `${folder}/to`, collisions: 0,
	});
	assert.equal(counted?.neededBytes, 8);
	assert.ok(freeBytes > 0);
});

test('what the commit says is told before the index is looked through', async t => {
	const {offer} = await offering(t, [fileEntry('a', 'one')], {
		totals: {
			files: 7, directories: 0, symlinks: 0, bytes: 70, leftOut: 0,
		},
	});
	const seen: Offer[] = [];
	const {files, bytes} = await offer({
		onCommit(early) {
			seen.push(early);
		},
	});
	assert.deepEqual(seen.map(({files, bytes, isCounting}) => ({files, bytes, isCounting})), [{files: 7, bytes: 70, isCounting: true}]);
	assert.deepEqual({files, bytes}, {files: 1, bytes: 3});
});

test('only what was chosen counts', async t => {
	const {offer} = await offering(t, [directory('a'), fileEntry('a/1', 'one'), fileEntry('b', 'three')]);
	const {files, bytes} = await offer({isChosen: chooser(['a'])});
	assert.deepEqual({files, bytes}, {files: 1, bytes: 3});
});

test('where nothing was chosen, what is said of globs is so', async t => {
	const {offer} = await offering(t, [fileEntry('a', 'one')]);
	await assert.rejects(offer({isChosen: () => false}), {code: 'entry-missing', hint: /\*\.txt matches at every depth, \/\*\.txt at the top only/v});
	assert.deepEqual(['*.txt', '/*.txt'].map(glob => ['a.txt', 'd/a.txt'].map(path => chooser([glob])(path))), [[true, true], [true, false]]);
});

test('names that are taken are counted, whatever has them', async t => {
	const {offer, folder} = await offering(t, ['file', 'folder', 'link', 'free', 'same', '../above', 'file/below'].map(name => fileEntry(name, 'content')));
	await writeTree(folder, {
		above: 'content', 'to/file': 'other', 'to/folder': null, 'to/link': {link: 'nowhere'}, 'to/same': 'content',
	});
	const {collisions, files} = await offer();
	// “file/below” is one of them: something in the place of a folder is in its way.
	assert.deepEqual({collisions, files}, {collisions: 5, files: 7});
});

test('while the sharer is reading, what its walk has found is offered', async t => {
	const {offer} = await offering(t, [fileEntry('a', 'one')], {complete: false, expected: {files: 1000, bytes: 5000}});
	const {reading, files, bytes, collisions} = await offer();
	assert.deepEqual({
		reading, files, bytes, collisions,
	}, {
		reading: true, files: 1000, bytes: 5000, collisions: 0,
	});
});

test('what does not fit is refused with both numbers and exit code 4, unless it is continued', async t => {
	const feeds = [
		await offering(t, [fileEntry('a', 'one', {size: huge, extents: [{block: 0, offset: 0, length: huge}]})]),
		await offering(t, [fileEntry('a', 'one')], {complete: false, expected: {files: 1, bytes: huge}}),
	];
	for (const {offer, folder} of feeds) {
		const free = await freeSpace(folder);
		await assert.rejects(offer({block: huge}), error => {
			assert.ok(error instanceof Error && 'code' in error && 'exitCode' in error);
			assert.deepEqual([error.code, error.exitCode], ['disk-full', 4]);
			const numbers = /needs (?<needed>[\d,]+) bytes, and (?<free>[\d,]+) are free\.$/v.exec(error.message)?.slice(1).map(text => Number(text.replaceAll(',', '')));
			assert.equal(numbers?.[0], huge);
			// Others use this disk too.
			assert.ok(Math.abs(numbers[1]! - free) < free / 2);
			return true;
		});
		const {bytes} = await offer({block: huge, isContinued: true});
		assert.equal(bytes, huge);
	}
});

test('what is there with the same size needs no room, whatever it takes on the disk', async t => {
	// More than is free, and no more than file systems let a file with nothing in it be.
	const large = 2 ** 43;
	const {offer, folder} = await offering(t, [fileEntry('a', 'one', {size: large, extents: [{block: 0, offset: 0, length: large}]})]);
	await writeTree(folder, {'to/a': ''});
	await assert.rejects(offer({block: large}), {code: 'disk-full'});
	await truncate(`${folder}/to/a`, large);
	const {collisions, bytes} = await offer({block: large});
	assert.deepEqual({collisions, bytes}, {collisions: 1, bytes: large});
});

test('the directory is named after the share as far as that is safe, and never one that is there', async t => {
	const folder = await temporaryFolder(t);
	const cwd = process.cwd();
	process.chdir(folder);
	t.after(() => {
		process.chdir(cwd);
	});
	await writeTree(folder, {
		taken: null, 'taken (2)': '', broken: {link: 'nowhere'}, 'photo.jpg': '',
	});
	const key = new Uint8Array(32).fill(0xAB);
	const table = [
		['photos', 'photos'],
		['two words', 'two words'],
		['taken', 'taken (3)'],
		['broken', 'broken (2)'],
		['photo.jpg', 'photo (2).jpg'],
		['-rf', '-rf'],
		...['..', '.', '', '.ssh', 'a/b', '/etc', '../up', 'a\0b', 'x'.repeat(256), '.ferry-0123456789abcdef00000000.part'].map(name => [name, 'share-abababab'] as const),
	] as const;
	for (const [name, expected] of table) {
		assert.equal(chooseDirectory(name, key), path.join(folder, expected), name);
	}

	await mkdir(`${folder}/share-abababab`);
	assert.equal(chooseDirectory('..', key), `${folder}/share-abababab (2)`);
});

type Offering = {readonly folder: string; readonly offer: (change?: Partial<OfferOptions>) => Promise<Offer>};

/** A feed with an index of these entries; it is to be received into `to` below the folder. */
async function offering(t: TestContext, entries: readonly Entry[], fields: Partial<Commit> = {}): Promise<Offering> {
	const folder = await temporaryFolder(t);
	const core = await memoryFeed(t);
	const commit = commitOf({root: entries.length > 0 ? 0 : undefined, ...fields});
	const page = encodePage({kind: 'leaf', entries: entries.toSorted((a, b) => comparePaths(a.path, b.path))});
	await core.append([page, encodeCommit(commit)]);
	return {
		folder,
		offer: async change => offerOf({
			commit, block: 1, read: async index => (await core.get(index))!, directory: `${folder}/to`, isChosen: chooser([]), isContinued: false, mayBeNothing: false, ...change,
		}),
	};
}
