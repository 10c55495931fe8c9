import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {truncateSync} from 'node:fs';
import {
	lstat, mkdir, rm, truncate,
} from 'node:fs/promises';
import {test} from 'node:test';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {FeedContent} from '../../source/app/feed-content.ts';
import {readSource, type FoundFile, type Reading} from '../../source/app/read-source.ts';
import {defaultBlockSize as blockSize} from '../../source/feed/limits.ts';
import {BlockHasher} from '../../source/storage/block-hasher.ts';
import {notInDeno} from '../helpers/runtime.ts';
import {sourceFolder, type OpenSource} from '../helpers/source-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

async function find(folder: string, path: string): Promise<FoundFile> {
	const place = `${folder}/${path}`;
	const {size, mtimeMs, ctimeMs, ino: inode, mode} = await lstat(place);
	return {
		kind: 'file', path, place, size, mtimeMs, ctimeMs, inode, mode: mode & 0o777,
	};
}

function reading({feed}: OpenSource, change: Partial<Reading> = {}): Reading {
	return {
		feed,
		hasher: new BlockHasher(blockSize),
		content: new FeedContent(feed),
		async appendPart() {
			assert.fail('Nothing has to be appended');
		},
		onBytes() {
			// Shown to people only.
		},
		signal: new AbortController().signal,
		...change,
	};
}

test('files of every size are packed, with their hash and what the system says of them', {skip: notInDeno('each of them rests for a second, and a batch is due meanwhile')}, async t => {
	const {folder, open} = await sourceFolder(t);
	const source = await open();
	const next = pseudoRandomBytes('read');
	for (const size of [0, 1, blockSize - 1, blockSize, blockSize + 1]) {
		const content = next(size);
		await writeTree(folder, {[`${size}`]: {content, mode: 0o640, mtime: 123_456}});
		const result = await readSource(await find(folder, `${size}`), reading(source));
		assert.ok('entry' in result);
		const {extents, sha256, ...entry} = result.entry;
		assert.deepEqual(entry, {
			kind: 'file', path: `${size}`, size, mtime: 123_456, mode: 0o640,
		});
		assert.deepEqual(Buffer.from(sha256!), createHash('sha256').update(content).digest());
		assert.equal(extents.reduce((sum, {length}) => sum + length, 0), size);
		assert.equal(extents.length, size === 0 ? 0 : 1);
		assert.equal(result.signature.size, size);
	}
});

test('content that is known adds nothing', async t => {
	const {folder, open} = await sourceFolder(t);
	const source = await open();
	for (const content of ['small', pseudoRandomBytes('known')(2 * blockSize)]) {
		const known = new FeedContent(source.feed);
		await writeTree(folder, {a: content, b: content});
		const first = await readSource(await find(folder, 'a'), reading(source));
		assert.ok('entry' in first);
		known.add(first.entry);
		const before = source.feed.pack.bytes;
		const second = await readSource(await find(folder, 'b'), reading(source, {content: known}));
		assert.ok('entry' in second);
		assert.deepEqual(second.entry.extents, first.entry.extents);
		assert.equal(second.entry.path, 'b');
		assert.equal(source.feed.pack.bytes, before);
	}
});

test('a file that is edited while it is read is read again', async t => {
	const {folder, open} = await sourceFolder(t);
	const source = await open();
	await writeTree(folder, {a: pseudoRandomBytes('edited')((2 * blockSize) - 1)});
	let blocks = 0;
	const result = await readSource(await find(folder, 'a'), reading(source, {
		onBytes() {
			blocks++;
			if (blocks === 1) {
				truncateSync(`${folder}/a`, blockSize + 5);
			}
		},
	}));
	assert.ok('entry' in result);
	assert.ok(blocks > 2);
	assert.equal(result.entry.size, blockSize + 5);
	const {ctimeMs} = await lstat(`${folder}/a`);
	assert.equal(result.signature.ctimeMs, ctimeMs);
});

test('a file that shrinks while it is read is what it has become', async t => {
	const {folder, open} = await sourceFolder(t);
	const source = await open();
	await writeTree(folder, {a: new Uint8Array(4 * blockSize)});
	const found = await find(folder, 'a');
	await truncate(`${folder}/a`, 10);
	const result = await readSource(found, reading(source));
	assert.ok('entry' in result);
	assert.equal(result.entry.size, 10);
	assert.deepEqual(result.entry.extents.map(({length}) => length), [10]);
});

test('a file that can’t be read says why', async t => {
	const {folder, open} = await sourceFolder(t);
	const source = await open();
	await writeTree(folder, {small: 'a', large: new Uint8Array(2 * blockSize)});
	for (const name of ['small', 'large']) {
		const found = await find(folder, name);
		await rm(`${folder}/${name}`);
		assert.deepEqual(await readSource(found, reading(source)), {leftOut: 'gone'});
		await writeTree(folder, {[name]: {link: '/dev/null'}});
		assert.deepEqual(await readSource(found, reading(source)), {leftOut: 'unreadable'});
		await rm(`${folder}/${name}`);
		await mkdir(`${folder}/${name}`);
		assert.deepEqual(await readSource(found, reading(source)), {leftOut: 'unreadable'});
	}
});

test('reading stops when it is told to', async t => {
	const {folder, open} = await sourceFolder(t);
	const source = await open();
	await writeTree(folder, {a: new Uint8Array(4 * blockSize)});
	const controller = new AbortController();
	await assert.rejects(readSource(await find(folder, 'a'), reading(source, {
		onBytes() {
			controller.abort(new Error('Stopped'));
		},
		signal: controller.signal,
	})), {message: 'Stopped'});
});
