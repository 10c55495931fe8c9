import assert from 'node:assert/strict';
import type {Buffer} from 'node:buffer';
import {
	readFileSync, utimesSync, watch, writeFileSync,
} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {test} from 'node:test';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {notInDeno} from '../helpers/runtime.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {waitFor} from '../helpers/wait-for.ts';
import {watchedFolder, WatchWitness} from '../helpers/watch-witness.ts';

const onLinuxOnly = {skip: process.platform !== 'linux'};
/** With the kernel's own queue. */
const counted = {skip: notInDeno('the kernel’s queue is emptied by somebody else') || onLinuxOnly.skip};

test('a limit is told once, until a directory could be watched again', async t => {
	let code: string | undefined = 'ENOSPC';
	const witness = new WatchWitness(t, {
		watch(place, options, listener) {
			if (code !== undefined) {
				throw Object.assign(new Error('refused'), {code});
			}

			return watch(place, options, listener);
		},
	});
	const {watcher} = witness;
	const folder = await temporaryFolder(t);
	await mkdir(path.join(folder, 'below'));
	assert.equal(watcher.watch('', folder), true);
	assert.equal(watcher.watch('below', path.join(folder, 'below')), true);
	assert.deepEqual(witness.lost, ['limit']);
	assert.equal(watcher.size, 0);
	code = 'EIO';
	watcher.watch('', folder);
	assert.deepEqual(witness.lost, ['limit', 'failed']);
	code = undefined;
	assert.equal(watcher.watch('', folder), true);
	assert.equal(watcher.size, 1);
	code = 'EMFILE';
	watcher.watch('below', path.join(folder, 'below'));
	assert.deepEqual(witness.lost, ['limit', 'failed', 'limit']);
	code = 'EACCES';
	watcher.watch('below', path.join(folder, 'below'));
	assert.equal(witness.lost.length, 3);
	await writeFile(path.join(folder, 'file'), '');
	await witness.hears('file');
});

test('a watch that fails later ends, and its directory is told', async t => {
	const handles = new Map<string, ReturnType<typeof watch>>();
	const {folder, witness} = await watchedFolder(t, {
		watch(place, options, listener) {
			const handle = watch(place, options, listener);
			handles.set(path.basename(place), handle);
			return handle;
		},
	});
	handles.get('directory')!.emit('error', Object.assign(new Error('gone'), {code: 'EPERM'}));
	assert.deepEqual(witness.heard, ['directory']);
	assert.equal(witness.watcher.size, 1);
	assert.equal(witness.watcher.watch('directory', path.join(folder, 'directory')), true);
});

test('a watch that is refused only later is told once', async t => {
	const handles: Array<ReturnType<typeof watch>> = [];
	const {folder, witness} = await watchedFolder(t, {
		watch(place, options, listener) {
			const handle = watch(place, options, listener);
			handles.push(handle);
			return handle;
		},
	});
	for (let round = 0; round < 2; round++) {
		handles.at(-1)!.emit('error', new Error('a limit'));
		assert.equal(witness.watcher.size, 2);
		assert.equal(witness.watcher.watch('directory/below', path.join(folder, 'directory/below')), true);
	}

	assert.deepEqual(witness.lost, ['failed']);
	assert.deepEqual(witness.heard, []);
});

test('an event without a name means that some are missing', async t => {
	let tell: ((kind: string, name: Buffer | null) => void) | undefined;
	const {witness} = await watchedFolder(t, {
		watch(place, options, listener) {
			tell = listener;
			return watch(place, options, listener);
		},
	});
	tell?.('change', null);
	assert.deepEqual(witness.lost, ['overflow']);
});

test('more events than the kernel keeps are noticed once, and the watches go on', counted, async t => {
	const {folder, witness} = await watchedFolder(t);
	const bound = Number(readFileSync('/proc/sys/fs/inotify/max_queued_events', 'utf8'));
	// Events that are equal to the last one in the queue are joined with it, so two files take turns.
	for (let count = 0; count < bound + 1000; count++) {
		utimesSync(path.join(folder, count % 2 === 0 ? 'old.txt' : 'directory/inner.txt'), 1, count);
	}

	writeFileSync(path.join(folder, 'lost.txt'), '');
	await waitFor(witness, 'told', () => witness.lost.length > 0 || undefined);
	assert.deepEqual(witness.lost, ['overflow']);
	assert.ok(!witness.heard.includes('lost.txt'), 'the kernel had room for it');
	await writeFile(path.join(folder, 'kept.txt'), '');
	await witness.hears('kept.txt');
	await nextTurn();
	assert.deepEqual(witness.lost, ['overflow']);
});

test('2,000 new files at once are no overflow', counted, async t => {
	const {folder, witness} = await watchedFolder(t);
	for (let count = 0; count < 2000; count++) {
		writeFileSync(path.join(folder, `directory/${count}`), 'text');
	}

	await waitFor(witness, 'told', () => witness.heard.at(-1) === 'directory/1999' || undefined);
	await nextTurn();
	await nextTurn();
	assert.deepEqual(witness.lost, []);
});
