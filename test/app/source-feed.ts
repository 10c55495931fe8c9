import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {lstat} from 'node:fs/promises';
import {test} from 'node:test';
import type {FileEntry} from '../../source/feed/entry.ts';
import {signatureOf, type Signature, type StoredFile} from '../../source/storage/stored-file.ts';
import {sourceFolder, type OpenSource} from '../helpers/source-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const commit = {
	kind: 'folder',
	name: 'shared',
	version: 1,
	complete: true,
	totals: {
		files: 0, directories: 0, symlinks: 0, bytes: 0, leftOut: 0,
	},
	expected: {files: 0, bytes: 0},
} as const;

async function stage({feed}: OpenSource, folder: string, path: string, content: string): Promise<{entry: FileEntry; signature: Signature}> {
	await writeTree(folder, {[path]: content});
	const signature = signatureOf(await lstat(`${folder}/${path}`));
	const entry: FileEntry = {
		kind: 'file', path, size: content.length, mtime: 0, mode: 0o644, sha256: new Uint8Array(32), extents: [feed.pack.addSmall(Buffer.from(content))],
	};
	feed.stage(entry, signature);
	return {entry, signature};
}

/** The files that stand in the first block of an entry. */
function heldAt({held}: OpenSource, {extents}: FileEntry): StoredFile[] {
	return held.slices.at(extents[0]!.block).map(({owner}) => owner);
}

test('what is staged is appended as data, pages and a commit, in whatever order it came', async t => {
	const {folder, open} = await sourceFolder(t);
	const source = await open();
	const {feed, held: {core}} = source;
	assert.deepEqual([feed.commit, feed.isDirty], [undefined, false]);
	for (const name of ['b', 'c', 'a']) {
		await stage(source, folder, name, `content of ${name}`);
	}

	assert.ok(feed.isDirty);
	await feed.append(commit);
	assert.equal(core.length, 3);
	assert.deepEqual([...(await source.entries()).keys()], ['a', 'b', 'c']);
	assert.equal(await source.content('c'), 'content of c');
	assert.deepEqual(await source.commit(2), feed.commit);
	assert.equal(feed.commit?.root, 1);
	assert.equal(feed.isDirty, false);
});

test('the last change of a path counts', async t => {
	const {folder, open} = await sourceFolder(t);
	const source = await open();
	await stage(source, folder, 'a', 'first');
	await stage(source, folder, 'b', 'b');
	await stage(source, folder, 'a', 'second');
	await stage(source, folder, 'c', 'c');
	source.feed.remove('c');
	source.feed.remove('never there');
	await source.feed.append(commit);
	assert.deepEqual([...(await source.entries()).keys()], ['a', 'b']);
	const {size, extents} = await source.file('a');
	assert.deepEqual([size, extents.map(({length}) => length)], [6, [6]]);
});

test('a version names the complete one before it, and an incomplete commit is none', async t => {
	const {folder, open} = await sourceFolder(t);
	const source = await open();
	await source.feed.append(commit);
	await stage(source, folder, 'a', 'a');
	await source.feed.append({...commit, version: 2, complete: false});
	assert.equal(source.feed.isDirty, true);
	await source.feed.append({...commit, version: 2});
	assert.equal(source.feed.commit?.previous, 0);
	await source.close();
	const again = await open();
	await again.feed.append({...commit, version: 3});
	assert.equal(again.feed.commit?.previous, again.held.core.length - 2);
});

test('a batch is full when it has bytes or changes enough', async t => {
	const {open} = await sourceFolder(t);
	const {feed} = await open();
	assert.equal(feed.isFull, false);
	for (let bytes = 0; bytes < 1024 * 1024; bytes += feed.blockSize) {
		assert.equal(feed.isFull, false);
		feed.pack.addBlock(Buffer.alloc(feed.blockSize));
	}

	assert.equal(feed.isFull, true);
	await feed.append({...commit, complete: false});
	assert.equal(feed.isFull, false);
	for (let index = 0; index < 5000; index++) {
		feed.stage({
			kind: 'directory', path: String(index), mtime: 0, mode: 0o755,
		});
	}

	assert.equal(feed.isFull, true);
});

test('what files looked like is remembered with their entries', async t => {
	const {folder, open} = await sourceFolder(t);
	const source = await open();
	const {entry, signature} = await stage(source, folder, 'a', 'a');
	assert.equal(source.feed.known.get('a'), undefined);
	assert.deepEqual(heldAt(source, entry).map(({signature}) => signature), [signature]);
	await source.feed.append(commit);
	assert.deepEqual(source.feed.known.get('a')?.signature, signature);
	const [file] = heldAt(source, entry);
	assert.deepEqual([file?.signature, file?.place], [signature, `${folder}/a`]);
	source.feed.remove('a');
	assert.deepEqual(heldAt(source, entry), []);
	assert.notDeepEqual(file?.signature, signature, 'whoever still reads it must not take what comes for it');
	await source.feed.append({...commit, version: 2});
	assert.equal(source.feed.known.get('a'), undefined);
});

test('files that lost a neighbour in a block are stranded, those whose neighbour has a copy are not', async t => {
	const {folder, open} = await sourceFolder(t);
	const source = await open();
	const {feed} = source;
	const {entry} = await stage(source, folder, 'a', 'same');
	await stage(source, folder, 'b', 'other');
	await writeTree(folder, {c: 'same'});
	const copy = {...entry, path: 'c'};
	feed.stage(copy, signatureOf(await lstat(`${folder}/c`)));
	await feed.append(commit);
	feed.remove('a');
	assert.deepEqual(await feed.stranded(), []);
	feed.remove('c');
	assert.deepEqual((await feed.stranded()).map(({path}) => path), ['b']);
	await feed.append({...commit, version: 2});
	await feed.clearOrphans();
	assert.equal(source.blocks().includes(0), true, 'b still stands in it');
	feed.release('b');
	await feed.clearOrphans();
	assert.equal(source.blocks().includes(0), false);
});
