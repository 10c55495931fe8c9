import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {
	chmod, cp, rename, rm, utimes, writeFile,
} from 'node:fs/promises';
import {test} from 'node:test';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {defaultBlockSize as blockSize} from '../../source/feed/limits.ts';
import {checkSource} from '../helpers/check-source.ts';
import {overwrite} from '../helpers/overwrite.ts';
import {sourceFolder} from '../helpers/source-folder.ts';
import {writeRawName} from '../helpers/write-raw-name.ts';
import {writeTree} from '../helpers/write-tree.ts';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Pages and commits: what every version costs, whatever it holds. */
const records = 4000;

test('a folder becomes entries, and every batch ends in a commit', async t => {
	const {folder, open} = await sourceFolder(t);
	const large = pseudoRandomBytes('large')((2 * blockSize) + 10);
	await writeTree(folder, {
		'a/b': {content: 'content', mode: 0o755, mtime: 1_234_567_890_123}, empty: '', large, link: {link: 'a/b'}, nothing: null,
	});
	const source = await open();
	const {commit, isNew, said} = await source.publish();
	assert.deepEqual({...commit, time: 0, root: 0}, {
		format: 1,
		kind: 'folder',
		name: 'shared',
		blockSize,
		version: 1,
		time: 0,
		complete: true,
		totals: {
			files: 3, directories: 2, symlinks: 1, bytes: large.length + 7, leftOut: 0,
		},
		expected: {files: 3, bytes: large.length + 7},
		root: 0,
		previous: undefined,
	});
	assert.equal(isNew, true);
	assert.deepEqual(said, []);
	await checkSource(source, folder);
	assert.equal(await source.content('large'), latin1(large));
	const {mode, mtime} = await source.file('a/b');
	assert.deepEqual({mode, mtime}, {mode: 0o755, mtime: 1_234_567_890_123});
	assert.deepEqual(await source.commit(source.held.core.length - 1), commit);
});

test('an empty folder is a version without an index', async t => {
	const {open} = await sourceFolder(t);
	const source = await open();
	const {commit} = await source.publish();
	assert.equal(commit.root, undefined);
	assert.equal(commit.complete, true);
	assert.equal(source.held.core.length, 1);
});

test('a large folder is appended in several batches, of which only the last is complete', async t => {
	const {folder, open} = await sourceFolder(t);
	const next = pseudoRandomBytes('batches');
	await writeTree(folder, Object.fromEntries(Array.from({length: 6}, (_, index) => [`${index}`, next(3 * blockSize)])));
	const source = await open();
	const lengths: number[] = [];
	source.held.core.on('append', () => {
		lengths.push(source.held.core.length);
	});
	await source.publish();
	assert.ok(lengths.length >= 2);
	const commits = await Promise.all(lengths.map(async length => source.commit(length - 1)));
	assert.deepEqual(commits.map(({complete}) => complete), lengths.map((_, index) => index === lengths.length - 1));
	assert.ok(commits.every(({version, expected}) => version === 1 && expected.files === 6 && expected.bytes === 18 * blockSize));
	assert.equal(commits.every(({totals}, index) => index === 0 || totals.files >= commits[index - 1]!.totals.files), true);
	await checkSource(source, folder);
});

test('what did not change is no new version and is not read again, also after the feed was opened anew', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, {'a/b': 'b', large: pseudoRandomBytes('same')(2 * blockSize), link: {link: 'a'}});
	const first = await open();
	const {commit} = await first.publish();
	const again = await first.publish();
	assert.deepEqual({isNew: again.isNew, appended: again.appended, commit: again.commit}, {isNew: false, appended: 0, commit});
	await first.close();
	const second = await open();
	const later = await second.publish();
	assert.deepEqual({isNew: later.isNew, appended: later.appended, commit: later.commit}, {isNew: false, appended: 0, commit});
	await checkSource(second, folder);
});

test('another name is a new version, and so is something that can’t be carried', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, {a: 'a'});
	const source = await open();
	await source.publish();
	const {commit, isNew} = await source.publish({name: 'other'});
	assert.deepEqual([isNew, commit.version, commit.name, commit.totals.files], [true, 2, 'other', 1]);
	writeRawName(folder, [0xFF]);
	const {commit: third, said} = await source.publish({name: 'other'});
	assert.deepEqual([third.version, third.totals.leftOut, said], [3, 1, [String.raw`not-utf8 \xff`]]);
});

test('renamed and copied files add no data', async t => {
	const {folder, open} = await sourceFolder(t);
	const large = pseudoRandomBytes('renamed')((3 * blockSize) + 5);
	await writeTree(folder, {a: 'a small file'.repeat(1000), large, z: 'z'});
	const source = await open();
	await source.publish();
	const before = await source.file('large');
	await cp(`${folder}/large`, `${folder}/copy`);
	await rename(`${folder}/large`, `${folder}/renamed`);
	await cp(`${folder}/a`, `${folder}/b`);
	const {appended, commit, said} = await source.publish();
	assert.ok(appended < records, String(appended));
	assert.equal(commit.totals.files, 5);
	assert.deepEqual(said, ['gone large']);
	assert.deepEqual((await source.file('renamed')).extents, before.extents);
	assert.deepEqual((await source.file('copy')).extents, before.extents);
	assert.equal(await source.content('renamed'), latin1(large));
	await checkSource(source, folder);
});

test('equal files of one share are stored once', async t => {
	const {folder, open} = await sourceFolder(t);
	const large = pseudoRandomBytes('equal')(4 * blockSize);
	await writeTree(folder, {
		'a/1': large, 'a/2': large, 'b/1': 'small', 'b/2': 'small', 'b/3': '', 'b/4': '',
	});
	const source = await open();
	const {appended} = await source.publish();
	assert.ok(appended < (4 * blockSize) + records);
	assert.deepEqual((await source.file('a/2')).extents, (await source.file('a/1')).extents);
	assert.deepEqual((await source.file('b/2')).extents, (await source.file('b/1')).extents);
	await checkSource(source, folder);
});

test('a file that was only touched, or got other permissions, keeps its data', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, {large: pseudoRandomBytes('touched')(3 * blockSize), small: 'small', other: 'other'});
	const source = await open();
	await source.publish();
	const before = [await source.file('large'), await source.file('small')];
	await utimes(`${folder}/large`, 1, 1);
	await chmod(`${folder}/small`, 0o600);
	const {appended, isNew, commit} = await source.publish();
	assert.ok(appended < records, String(appended));
	assert.deepEqual([isNew, commit.version], [true, 2]);
	assert.deepEqual([(await source.file('large')).extents, (await source.file('small')).extents], before.map(({extents}) => extents));
	await checkSource(source, folder);
});

test('of a file that changed the blocks that it has no more are not offered any more', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, {large: pseudoRandomBytes('changed')((3 * blockSize) + 5), other: pseudoRandomBytes('other')(2 * blockSize)});
	const source = await open();
	await source.publish();
	const {extents: [extent]} = await source.file('large');
	const old = new Set([0, 1, 2, 3].map(index => extent!.block + index));
	await overwrite(`${folder}/large`, blockSize + 7);
	const {said, commit, appended} = await source.publish();
	assert.deepEqual([said, commit.version], [['changed large'], 2]);
	assert.deepEqual(source.blocks().filter(block => old.has(block)), [...old].filter(block => block !== extent!.block + 1));
	assert.ok(appended < blockSize + records, String(appended));
	await checkSource(source, folder);
});

test('blocks that a copy still uses stay when the original changes or goes', async t => {
	const {folder, open} = await sourceFolder(t);
	const large = pseudoRandomBytes('original')(2 * blockSize);
	await writeTree(folder, {copy: large, original: large, second: large});
	const source = await open();
	await source.publish();
	const {extents: [extent]} = await source.file('original');
	await writeTree(folder, {original: pseudoRandomBytes('other')(2 * blockSize)});
	await source.publish();
	assert.ok(source.blocks().includes(extent!.block));
	await rm(`${folder}/copy`);
	await source.publish();
	assert.ok(source.blocks().includes(extent!.block));
	await checkSource(source, folder);
	await rm(`${folder}/second`);
	const {said} = await source.publish();
	assert.deepEqual(said, ['gone second']);
	assert.deepEqual(source.blocks().filter(block => block === extent!.block || block === extent!.block + 1), []);
	await checkSource(source, folder);
});

test('what was appended before an interruption in mid-file is not appended again', async t => {
	const {folder, open} = await sourceFolder(t);
	const large = pseudoRandomBytes('interrupted')((48 * blockSize) + 99);
	await writeTree(folder, {a: 'a', large, z: 'z'});
	const first = await open();
	const controller = new AbortController();
	first.held.core.on('append', () => {
		controller.abort(new Error('Stopped by the test'));
	});
	await assert.rejects(first.publish({signal: controller.signal}), {message: 'Stopped by the test'});
	const {complete, version, totals} = first.feed.commit!;
	assert.deepEqual([complete, version, totals.files], [false, 1, 1]);
	const part = await first.file('large');
	assert.equal(part.sha256, undefined);
	assert.equal(part.size, large.length);
	const length = part.extents.reduce((sum, extent) => sum + extent.length, 0);
	assert.ok(length > 0 && length < large.length && length % blockSize === 0);
	await first.close();

	const second = await open();
	const {commit, appended} = await second.publish();
	assert.ok(appended < large.length - length + (6 * records), String(appended));
	assert.equal(commit.version, 1);
	assert.deepEqual((await second.file('large')).extents[0]!.block, part.extents[0]!.block);
	assert.equal(await second.content('large'), latin1(large));
	await checkSource(second, folder);
});

test('a file that changed while ferry was away in mid-file is read from its start', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, {large: pseudoRandomBytes('away')(48 * blockSize)});
	const first = await open();
	const controller = new AbortController();
	first.held.core.on('append', () => {
		controller.abort(new Error('Stopped by the test'));
	});
	await assert.rejects(first.publish({signal: controller.signal}));
	const part = await first.file('large');
	await first.close();
	await overwrite(`${folder}/large`, 3);
	const second = await open();
	await second.publish();
	await checkSource(second, folder);
	assert.equal(second.blocks().includes(part.extents[0]!.block), false);
});

const editedAt = 20 * blockSize;

function withInsertion(content: Uint8Array, position = editedAt + 17): Uint8Array {
	return Buffer.concat([content.subarray(0, position), Buffer.from('inserted'), content.subarray(position)]);
}

for (const keepHistory of [false, true]) {
	const kept = keepHistory ? ', also when old versions are kept' : '';
	// From 8 MiB on files are read on another thread.
	for (const blocks of [5, 48]) {
		test(`only what is new of a file of ${blocks} blocks is appended${kept}`, async t => {
			const {folder, open} = await sourceFolder(t, {keepHistory});
			let large = pseudoRandomBytes('delta')((blocks * blockSize) + 99);
			await writeTree(folder, {large, small: 'small'});
			const first = await open();
			await first.publish();
			const edits: ReadonlyArray<readonly [change: (content: Uint8Array) => Uint8Array, most: number]> = [
				[content => Buffer.concat([content, Buffer.from('appended')]), 0],
				[content => Buffer.concat([content.subarray(0, blockSize + 4), Buffer.from('changed'), content.subarray(blockSize + 11)]), 1],
				[content => withInsertion(content, 5), 1],
				[content => withInsertion(content, (3 * blockSize) + 5), 1],
				[content => content.subarray(100), 1],
				[content => content.subarray(0, -1), 1],
			];
			for (const [change, most] of edits) {
				large = change(large);
				await writeFile(`${folder}/large`, large);
				const {appended} = await first.publish();
				assert.ok(appended < (most * blockSize) + 200 + records, `${appended} bytes`);
				await checkSource(first, folder);
				assert.equal(await first.content('large'), latin1(large));
			}

			await first.close();
			const second = await open();
			await writeFile(`${folder}/large`, withInsertion(large, 9));
			const {appended} = await second.publish();
			assert.ok(appended < blockSize + 200 + records, `${appended} bytes after it was opened again`);
			assert.equal(await second.content('large'), latin1(withInsertion(large, 9)));
			await checkSource(second, folder);
		});
	}
}

test('a new version of a file that was interrupted in its middle goes on with the old blocks', async t => {
	const {folder, open} = await sourceFolder(t);
	const large = pseudoRandomBytes('halfway')((64 * blockSize) + 99);
	const other = pseudoRandomBytes('halfway, other')(8 * blockSize);
	await writeTree(folder, {large});
	const first = await open();
	await first.publish();
	await first.close();

	// So much is new that a batch is full before the rest is reached.
	const changed = Buffer.concat([other, large]);
	await writeTree(folder, {large: changed});
	const second = await open();
	const controller = new AbortController();
	second.held.core.on('append', () => {
		controller.abort(new Error('Stopped by the test'));
	});
	await assert.rejects(second.publish({signal: controller.signal}), {message: 'Stopped by the test'});
	assert.equal((await second.file('large')).sha256, undefined);
	await second.close();

	const third = await open();
	const {appended} = await third.publish();
	assert.ok(appended < other.length + records, `${appended} bytes`);
	assert.equal(await third.content('large'), latin1(changed));
	await checkSource(third, folder);

	// The same once more, but the file changes before it is gone on with.
	await writeTree(folder, {large: Buffer.concat([pseudoRandomBytes('again')(other.length), changed])});
	const fourth = third;
	const again = new AbortController();
	fourth.held.core.on('append', () => {
		again.abort(new Error('Stopped by the test'));
	});
	await assert.rejects(fourth.publish({signal: again.signal}));
	await fourth.close();
	await writeTree(folder, {large: withInsertion(changed)});
	const fifth = await open();
	const last = await fifth.publish();
	assert.ok(last.appended < (2 * blockSize) + records, `${last.appended} bytes`);
	assert.equal(await fifth.content('large'), latin1(withInsertion(changed)));
	await checkSource(fifth, folder);
});

test('a file with more changes than an index has room for is appended again where there are too many', async t => {
	const {folder, open} = await sourceFolder(t);
	const source = await open();
	const content = Buffer.from(pseudoRandomBytes('pieces')(64 * blockSize));
	await writeTree(folder, {large: content});
	await source.publish();
	for (let version = 1; version < 4; version++) {
		for (let block = version; block < 64; block += 2) {
			content[block * blockSize]! ^= version;
		}

		await writeFile(`${folder}/large`, content);
		await source.publish();
		const {extents} = await source.file('large');
		assert.ok(extents.length <= 64);
		assert.equal(await source.content('large'), latin1(content));
		await checkSource(source, folder);
	}
});
