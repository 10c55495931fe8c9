import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {rm, writeFile} from 'node:fs/promises';
import test, {type TestContext} from 'node:test';
import crypto from 'hypercore-crypto';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {ContentHasher} from '../../source/app/content-hasher.ts';
import type {FileEntry} from '../../source/feed/entry.ts';
import {worthAThread} from '../../source/storage/block-hasher.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const blockSize = 262_144;
const random = pseudoRandomBytes('content');
const {signal} = new AbortController();

function hasherOf(t: TestContext): ContentHasher {
	const hasher = new ContentHasher({blockSize});
	t.after(async () => hasher.close());
	return hasher;
}

function entryOf(content: Uint8Array): FileEntry {
	return {
		...fileEntry('file', ''), size: content.length, sha256: createHash('sha256').update(content).digest(), extents: [{block: 3, offset: 0, length: content.length}],
	};
}

test('a small file is compared, and no leaves are kept', async t => {
	const folder = await temporaryFolder(t);
	const hasher = hasherOf(t);
	const [content, other] = [random(7), random(7)];
	await writeFile(`${folder}/small`, content);
	assert.equal(await hasher.hasContent(`${folder}/small`, entryOf(content), signal), true);
	assert.equal(await hasher.hasContent(`${folder}/small`, entryOf(other), signal), false);
	assert.equal(await hasher.leavesOf(`${folder}/small`, entryOf(content), signal), undefined);
});

test('the leaves of a large file that was compared are known, once, without reading it again', async t => {
	const folder = await temporaryFolder(t);
	const hasher = hasherOf(t);
	const contents = [random(worthAThread + 5), random(worthAThread)];
	await Promise.all(contents.map(async (content, index) => {
		const place = `${folder}/${index}`;
		await writeFile(place, content);
		assert.equal(await hasher.hasContent(place, entryOf(content), signal), true);
		await rm(place);
		const leaves = await hasher.leavesOf(place, entryOf(content), signal);
		assert.equal(leaves!.length, 32 * Math.ceil(content.length / blockSize));
		assert.deepEqual(leaves!.subarray(-32), crypto.data(content.subarray(Math.floor((content.length - 1) / blockSize) * blockSize)));
		await assert.rejects(hasher.leavesOf(place, entryOf(content), signal), {code: 'ENOENT'});
	}));
});

test('the leaves of any other large file are read', async t => {
	const folder = await temporaryFolder(t);
	const hasher = hasherOf(t);
	const content = random(worthAThread);
	await writeFile(`${folder}/large`, content);
	assert.equal(await hasher.hasContent(`${folder}/large`, entryOf(random(worthAThread)), signal), false);
	const leaves = await hasher.leavesOf(`${folder}/large`, entryOf(content), signal);
	assert.deepEqual(leaves!.subarray(0, 32), crypto.data(content.subarray(0, blockSize)));
});

test('hashing ends when it is stopped, and goes on with others', async t => {
	const folder = await temporaryFolder(t);
	const hasher = hasherOf(t);
	const content = random(worthAThread);
	await assert.rejects(hasher.hasContent(`${folder}/large`, entryOf(content), signal), {code: 'ENOENT'});
	await writeFile(`${folder}/large`, content);
	await assert.rejects(hasher.hasContent(`${folder}/large`, entryOf(content), AbortSignal.abort(new Error('Stopped'))), {message: 'Stopped'});
	assert.equal(await hasher.hasContent(`${folder}/large`, entryOf(content), signal), true);
});
