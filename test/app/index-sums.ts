import assert from 'node:assert/strict';
import test from 'node:test';
import {indexSums, nothing} from '../../source/app/index-sums.ts';
import {StandingNotes} from '../../source/app/standing-notes.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {directory, MemoryIndex} from '../helpers/memory-index.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const {signal} = new AbortController();
const nowhere = '/nowhere/at/all';

async function largeIndex(): Promise<MemoryIndex> {
	const index = new MemoryIndex();
	for (const name of ['a', 'b', 'c']) {
		await index.write([directory(name), ...Array.from({length: 8000}, (_, number) => fileEntry(`${name}/${String(number).padStart(4, '0')}`, 'four'))]);
	}

	index.reads.length = 0;
	return index;
}

test('files under a path are added up, with what stands in their places', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'a/x': 'same', 'a/y': 'longer than it was', 'a b': ''});
	const index = new MemoryIndex();
	await index.write([
		directory('a'), fileEntry('a b', '1'), fileEntry('a/x', 'size'), fileEntry('a/y', 'two'), fileEntry('a/z', 'three'), fileEntry('a0', '1'), {
			kind: 'symlink', path: 'b', mtime: 0, target: 'a',
		},
	]);
	const {sumUnder} = indexSums(index);
	const table = {
		'': {
			files: 5, bytes: 14, collisions: 3, neededBytes: 10,
		},
		a: {
			files: 3, bytes: 12, collisions: 2, neededBytes: 8,
		},
		'a b': {
			files: 1, bytes: 1, collisions: 1, neededBytes: 1,
		},
		'a/y': {
			files: 1, bytes: 3, collisions: 1, neededBytes: 3,
		},
		b: nothing,
		none: nothing,
	};
	for (const [path, sum] of Object.entries(table)) {
		assert.deepEqual(await sumUnder(path, {directory: folder, signal}), sum, path);
	}

	assert.deepEqual(await sumUnder('a', {directory: nowhere, signal}), {...table.a, collisions: 0, neededBytes: 12});
	assert.deepEqual(await sumUnder('a', {directory: folder, signal}), table.a);
	assert.deepEqual(await indexSums(new MemoryIndex()).sumUnder('', {directory: folder, signal}), nothing);
});

test('a sum reads only the pages that it needs, and only once', async () => {
	const index = await largeIndex();
	const {sumUnder} = indexSums(index);
	const sum = {
		files: 8000, bytes: 32_000, collisions: 0, neededBytes: 32_000,
	};
	assert.deepEqual(await sumUnder('b', {directory: nowhere, signal}), sum);
	assert.ok(index.reads.length < index.pages().size / 2);
	index.reads.length = 0;
	assert.deepEqual(await sumUnder('b', {directory: nowhere, signal}), sum);
	assert.deepEqual(index.reads, []);
});

test('a sum that was stopped goes on where it was, and other work goes on in between', async () => {
	const index = await largeIndex();
	const {sumUnder} = indexSums(index);
	let stops = 0;
	for (;;) {
		const controller = new AbortController();
		abortSoon(controller);
		try {
			const sum = await sumUnder('', {directory: nowhere, signal: controller.signal});
			assert.deepEqual(sum, {
				files: 24_000, bytes: 96_000, collisions: 0, neededBytes: 96_000,
			});
			break;
		} catch (error) {
			assert.ok(error instanceof Error && error.message === 'Stopped');
			stops++;
			// A slow machine may not have counted a page by then.
			assert.ok(stops < 10_000);
		}
	}

	assert.ok(stops > 0);
	await assert.rejects(sumUnder('a', {directory: nowhere, signal: AbortSignal.abort(new Error('Stopped'))}), {message: 'Stopped'});
});

test('whoever waits for a sum together with somebody who stops gets it all the same', async () => {
	const index = await largeIndex();
	const {sumUnder} = indexSums(index);
	const controller = new AbortController();
	const first = sumUnder('', {directory: nowhere, signal: controller.signal});
	const second = sumUnder('', {directory: nowhere, signal});
	const third = sumUnder('', {directory: nowhere, signal: controller.signal});
	controller.abort(new Error('Stopped'));
	await assert.rejects(first, {message: 'Stopped'});
	await assert.rejects(third, {message: 'Stopped'});
	const sum = await second;
	assert.equal(sum.files, 24_000);
});

test('a failure is told each time', async () => {
	const index = await largeIndex();
	let isBroken = true;
	const {sumUnder} = indexSums({
		...index,
		async read(block) {
			if (isBroken && index.reads.length > 2) {
				throw new Error('Not here');
			}

			return index.read(block);
		},
	});
	await assert.rejects(sumUnder('', {directory: nowhere, signal}), {message: 'Not here'});
	await assert.rejects(sumUnder('', {directory: nowhere, signal}), {message: 'Not here'});
	isBroken = false;
	const {files} = await sumUnder('', {directory: nowhere, signal});
	assert.equal(files, 24_000);
});

/** After some turns of the event loop: enough to count a page. */
function abortSoon(controller: AbortController, turns = 20): void {
	setImmediate(() => {
		if (turns === 0) {
			controller.abort(new Error('Stopped'));
		} else {
			abortSoon(controller, turns - 1);
		}
	});
}

test('what is known of everything in a directory is not added up again', async () => {
	const index = await largeIndex();
	const sum = {
		files: 24_000, bytes: 96_000, collisions: 0, neededBytes: 96_000,
	};
	const {sumUnder} = indexSums(index, {directory: nowhere, sum, standing: new StandingNotes(nowhere)});
	assert.deepEqual(await sumUnder('', {directory: nowhere, signal}), sum);
	assert.deepEqual(index.reads, []);
	assert.deepEqual(await sumUnder('', {directory: '/somewhere/else', signal}), sum);
	assert.ok(index.reads.length > 0);
});
