import assert from 'node:assert/strict';
import {mkdirSync, renameSync} from 'node:fs';
import {
	appendFile, mkdir, rename, rm, unlink, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {test} from 'node:test';
import {notInDeno} from '../helpers/runtime.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {waitFor} from '../helpers/wait-for.ts';
import {watchedFolder, WatchWitness} from '../helpers/watch-witness.ts';

test('a named file is told when it is written, replaced, removed and made again, and nothing beside it is', async t => {
	const folder = await temporaryFolder(t);
	const place = path.join(folder, 'notes.txt');
	const swap = path.join(folder, 'swap');
	await writeFile(place, 'first');
	const witness = new WatchWitness(t);
	assert.equal(witness.watcher.watchFile('notes.txt', place), true);
	assert.equal(witness.watcher.watchFile('notes.txt', place), false);
	await appendFile(place, '!');
	await witness.hears('notes.txt');
	for (let round = 0; round < 3; round++) {
		await writeFile(swap, 'second');
		await rename(swap, place);
		await witness.hears('notes.txt');
	}

	await unlink(place);
	await witness.hears('notes.txt');
	await writeFile(swap, 'beside');
	assert.deepEqual(await witness.heardBefore('notes.txt', place), []);
});

test('named files of one directory share a watch, with what links brought the user to twice', async t => {
	const folder = await temporaryFolder(t);
	const witness = new WatchWitness(t);
	witness.watcher.watchFile('a', path.join(folder, 'a'));
	witness.watcher.watchFile('b', path.join(folder, 'b'));
	assert.equal(witness.watcher.watchFile('link-to-b', path.join(folder, 'b')), true);
	assert.equal(witness.watcher.size, 1);
	await writeFile(path.join(folder, 'b'), '');
	await witness.hears('b', 'link-to-b');
});

test('a named file in a directory that is watched anyway is told once for each', async t => {
	const {folder, witness} = await watchedFolder(t);
	witness.watcher.watchFile('named', path.join(folder, 'directory/inner.txt'));
	await appendFile(path.join(folder, 'directory/inner.txt'), '!');
	await witness.hears('directory/inner.txt', 'named');
	witness.watcher.forget('directory');
	await appendFile(path.join(folder, 'directory/inner.txt'), '!');
	await witness.hears('named');
});

test('a named file goes on being watched when its directory was replaced', {skip: notInDeno('a path is not watched again at once when what stood there has gone')}, async t => {
	const outer = await temporaryFolder(t);
	const folder = path.join(outer, 'folder');
	mkdirSync(folder);
	const witness = new WatchWitness(t);
	witness.watcher.watchFile('a', path.join(folder, 'a'));
	renameSync(folder, path.join(outer, 'elsewhere'));
	mkdirSync(folder);
	await witness.hears('a');
	await writeFile(path.join(folder, 'a'), '');
	await witness.hears('a');
	await rm(folder, {recursive: true});
	await waitFor(witness, 'told', () => witness.heard.length > 1 || undefined);
	await mkdir(folder);
	assert.equal(witness.watcher.watchFile('a', path.join(folder, 'a')), true);
	witness.heard.length = 0;
	await writeFile(path.join(folder, 'a'), '');
	await witness.hears('a');
});

test('a named folder tells that it is back', async t => {
	const {folder, witness} = await watchedFolder(t);
	witness.watcher.watchFile('', folder);
	await rm(folder, {recursive: true});
	await witness.hears('');
	await mkdir(folder);
	await witness.hears('');
	assert.equal(witness.watcher.watch('', folder), true);
});
