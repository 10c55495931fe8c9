import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {truncateSync} from 'node:fs';
import {
	lstat, mkdir, symlink, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {test, type TestContext} from 'node:test';
import crypto from 'hypercore-crypto';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {BlockHasher, type HashedFile, type WholeHash} from '../../source/storage/block-hasher.ts';
import {matchesSignature} from '../../source/storage/stored-file.ts';
import {memoryBlocks} from '../../source/storage/memory-blocks.ts';
import {memoryFeed} from '../helpers/memory-feeds.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const blockSize = 1000;

function hasherOf(t: TestContext): BlockHasher {
	const hasher = new BlockHasher(blockSize);
	t.after(async () => hasher.close());
	return hasher;
}

async function hash(hasher: BlockHasher, file: HashedFile): Promise<{bytes: number; blocks: Uint8Array[]; whole: WholeHash}> {
	const blocks: Uint8Array[] = [];
	let bytes = 0;
	for await (const run of hasher.hash(file)) {
		if ('sha256' in run) {
			return {bytes, blocks, whole: run};
		}

		bytes += run.byteLength;
		blocks.push(...run.blocks.map(block => 'bytes' in block ? block.bytes : assert.fail('There is nothing old')));
	}

	return assert.fail('The last that comes is what is known of the whole');
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('files of every size are hashed, as a whole and block by block', async t => {
	const folder = await temporaryFolder(t);
	const hasher = hasherOf(t);
	const next = pseudoRandomBytes('hasher');
	for (const size of [0, 1, blockSize, blockSize + 1, 16 * blockSize, (37 * blockSize) + 5]) {
		const content = next(size);
		const place = path.join(folder, `${size}`);
		await writeFile(place, content);
		const {bytes, blocks, whole} = await hash(hasher, {place, start: 0, size});
		assert.equal(bytes, size);
		assert.equal(Buffer.from(whole.sha256).toString('hex'), sha256(content));
		assert.ok(matchesSignature(await lstat(place), whole.signature));
		assert.deepEqual(blocks.map(block => block.byteLength), Array.from({length: Math.ceil(size / blockSize)}, (_, index) => Math.min(blockSize, size - (index * blockSize))));
	}
});

test('what the feed has already is only read for the whole', async t => {
	const folder = await temporaryFolder(t);
	const content = pseudoRandomBytes('start')(30 * blockSize);
	const place = path.join(folder, 'file');
	await writeFile(place, content);
	const {bytes, blocks, whole} = await hash(hasherOf(t), {place, start: 20 * blockSize, size: content.length});
	assert.equal(bytes, content.length);
	assert.equal(blocks.length, 10);
	assert.equal(Buffer.from(whole.sha256).toString('hex'), sha256(content));
});

test('a file that gets shorter or longer meanwhile ends where it ends, or where it was to end', async t => {
	const folder = await temporaryFolder(t);
	const place = path.join(folder, 'file');
	const hasher = hasherOf(t);
	await writeFile(place, new Uint8Array(100 * blockSize));
	const longer = await hash(hasher, {place, start: 0, size: 50 * blockSize});
	assert.equal(longer.bytes, 50 * blockSize);
	let bytes = 0;
	for await (const run of hasher.hash({place, start: 0, size: 100 * blockSize})) {
		if (bytes === 0) {
			truncateSync(place, 10);
		}

		bytes += 'byteLength' in run ? run.byteLength : 0;
	}

	assert.ok(bytes < 100 * blockSize);
});

test('what can’t be read says so with the system’s code, and the next file is hashed', async t => {
	const folder = await temporaryFolder(t);
	const hasher = hasherOf(t);
	await mkdir(path.join(folder, 'directory'));
	await writeFile(path.join(folder, 'file'), 'content');
	await symlink('file', path.join(folder, 'link'));
	for (const [name, code] of [['missing', 'ENOENT'], ['link', 'ELOOP'], ['directory', 'EISDIR']] as const) {
		await assert.rejects(hash(hasher, {place: path.join(folder, name), start: 0, size: 10}), {code});
	}

	const {whole} = await hash(hasher, {place: path.join(folder, 'file'), start: 0, size: 7});
	assert.equal(Buffer.from(whole.sha256).toString('hex'), sha256(Buffer.from('content')));
});

test('whoever stops in the middle of a file can go on with another one', async t => {
	const folder = await temporaryFolder(t);
	const hasher = hasherOf(t);
	const place = path.join(folder, 'file');
	await writeFile(place, new Uint8Array(100 * blockSize));
	const stopped = hasher.hash({place, start: 0, size: 100 * blockSize});
	await stopped.next();
	await stopped.return();

	const {bytes} = await hash(hasher, {place, start: 0, size: 100 * blockSize});
	assert.equal(bytes, 100 * blockSize);
});

test('a hasher that is closed while it works says so, and may be used again', async t => {
	const folder = await temporaryFolder(t);
	const hasher = hasherOf(t);
	const place = path.join(folder, 'file');
	await writeFile(place, 'content');
	const hashing = assert.rejects(hash(hasher, {place, start: 0, size: 7}), /has ended/v);
	await hasher.close();
	await hashing;
	const {bytes} = await hash(hasher, {place, start: 0, size: 7});
	assert.equal(bytes, 7);
});

test('blocks that were hashed on the thread give the tree of their bytes', async t => {
	const place = path.join(await temporaryFolder(t), 'file');
	const content = pseudoRandomBytes('leaf')((20 * blockSize) + 1);
	await writeFile(place, content);
	const {blocks} = await hash(hasherOf(t), {place, start: 0, size: content.length});
	const [hashed, whole] = [await memoryFeed(t, undefined, memoryBlocks(() => true)), await memoryFeed(t)];
	await hashed.append(blocks);
	await whole.append(Array.from({length: 21}, (_, index) => content.subarray(index * blockSize, (index + 1) * blockSize)));
	assert.deepEqual(await hashed.treeHash(), await whole.treeHash());
});

test('a file that the feed has is cut as its extents say', async t => {
	const folder = await temporaryFolder(t);
	const place = path.join(folder, 'file');
	const content = pseudoRandomBytes('pieces')((40 * blockSize) + 310);
	await writeFile(place, content);
	const extents = [{block: 7, offset: 0, length: (20 * blockSize) + 10}, {block: 3, offset: 100, length: 300}, {block: 50, offset: 0, length: 20 * blockSize}];
	const leaves: Uint8Array[] = [];
	let whole: WholeHash | undefined;
	for await (const answer of hasherOf(t).hashPieces(place, content.length, extents)) {
		if ('sha256' in answer) {
			whole = answer;
		} else {
			leaves.push(...answer.leaves);
		}
	}

	const lengths = [...Array.from({length: 20}, () => blockSize), 10, 300, ...Array.from({length: 20}, () => blockSize)];
	const starts = lengths.map((_, index) => lengths.slice(0, index).reduce((sum, length) => sum + length, 0));
	assert.deepEqual(leaves.map(leaf => Buffer.from(leaf)), starts.map((start, index) => crypto.data(content.subarray(start, start + lengths[index]!))));
	assert.equal(sha256(content), Buffer.from(whole!.sha256).toString('hex'));
	assert.ok(matchesSignature(await lstat(place), whole!.signature));
});

test('a file that got shorter than its extents has no leaf for what is missing', async t => {
	const folder = await temporaryFolder(t);
	const place = path.join(folder, 'file');
	await writeFile(place, new Uint8Array(blockSize + 3));
	const answers: unknown[] = [];
	for await (const answer of hasherOf(t).hashPieces(place, 3 * blockSize, [{block: 0, offset: 0, length: 3 * blockSize}])) {
		answers.push('leaves' in answer ? answer.leaves.length : 'whole');
	}

	assert.deepEqual(answers, [1, 'whole']);
});
