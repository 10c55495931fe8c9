import assert from 'node:assert/strict';
import {hash} from 'node:crypto';
import {
	link, readdir, rm, utimes, writeFile,
} from 'node:fs/promises';
import {test, type TestContext} from 'node:test';
import type {FerryEvent} from '../../source/app/events.ts';
import {ownDirectories} from '../../source/app/own-directories.ts';
import {keepGone, removeGone, type RemoveGoneOptions} from '../../source/app/remove-gone.ts';
import type {Entry} from '../../source/feed/entry.ts';
import {DirectoryMaker} from '../../source/folder/make-directories.ts';
import {look} from '../../source/folder/place-file.ts';
import {KnownFiles} from '../../source/storage/known-files.ts';
import {signatureOf} from '../../source/storage/stored-file.ts';
import {openDatabase} from '../helpers/database.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {directory, MemoryIndex} from '../helpers/memory-index.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

type Received = {
	readonly folder: string;
	readonly known: KnownFiles;
	readonly said: string[];
	readonly options: RemoveGoneOptions;
	readonly standing: () => Promise<string[]>;
};

/** A destination in which these files were received, and the directories that they stand in made. */
async function received(t: TestContext, ...files: readonly string[]): Promise<Received> {
	const folder = await temporaryFolder(t);
	const known = new KnownFiles(openDatabase(t).sql);
	const directories = new DirectoryMaker(folder, () => 0o755, ownDirectories(known));
	const said: string[] = [];
	for (const file of files) {
		directories.makeParents(file);
		await writeTree(folder, {[file]: file});
		known.set(file, {placedAs: undefined, signature: signatureOf(look(`${folder}/${file}`)!)});
	}

	return {
		folder, known, said,
		options: {
			directory: folder, directories, known, isChosen: () => true, signal: new AbortController().signal,
			onEvent(event) {
				said.push(`${event.type} ${'path' in event ? event.path : ''}`);
			},
		},
		async standing() {
			return (await readdir(folder, {recursive: true})).toSorted();
		},
	};
}

async function indexOf(...entries: readonly Entry[]): Promise<{root: number | undefined; limit: number; read: MemoryIndex['read']}> {
	const index = new MemoryIndex();
	if (entries.length > 0) {
		await index.write(entries);
	}

	return {root: index.root, limit: Number.MAX_SAFE_INTEGER, read: async block => index.read(block)};
}

test('What was received and is not in a version goes, whatever version it came from, with the folders that are empty then', async t => {
	const {options, said, standing, known} = await received(t, 'a', 'd/b', 'd/e/c', 'kept/f');
	await removeGone(await indexOf(directory('kept'), fileEntry('kept/f', 'kept/f')), options);
	assert.deepEqual(said, ['deleted a', 'deleted d/b', 'deleted d/e/c']);
	assert.deepEqual(await standing(), ['kept', 'kept/f']);
	assert.deepEqual([...known.all()], [{path: 'kept', isWhole: false}, {path: 'kept/f', isWhole: true}]);
});

test('A folder that could not go because something of the user’s was in it goes when it can', async t => {
	const {folder, options, standing} = await received(t, 'd/a');
	await writeTree(folder, {'d/mine': 'mine'});
	await removeGone(await indexOf(), options);
	assert.deepEqual(await standing(), ['d', 'd/mine']);
	await removeGone(await indexOf(), options);
	assert.deepEqual(await standing(), ['d', 'd/mine']);
	await rm(`${folder}/d/mine`);
	await removeGone(await indexOf(), options);
	assert.deepEqual(await standing(), []);
});

test('What is withheld stays with all below it, and goes when a version says that it is gone', async t => {
	const {options, said, standing} = await received(t, 'd/a', 'd/e/b', 'd.txt', 'f');
	await removeGone(await indexOf({kind: 'withheld', path: 'd'}, {kind: 'withheld', path: 'f'}), options);
	assert.deepEqual(said, ['deleted d.txt']);
	await removeGone(await indexOf(directory('d'), fileEntry('d/a', 'd/a')), options);
	assert.deepEqual(said.slice(1), ['deleted d/e/b', 'deleted f']);
	assert.deepEqual(await standing(), ['d', 'd/a']);
});

test('What was only touched, or linked a second time, goes as well', async t => {
	const {folder, known, options, said} = await received(t, 'touched', 'linked', 'edited');
	for (const name of ['touched', 'linked', 'edited']) {
		known.set(name, {...known.get(name)!, sha256: hash('sha256', name, 'buffer')});
	}

	await utimes(`${folder}/touched`, 1, 1);
	await link(`${folder}/linked`, `${folder}/second name`);
	await writeFile(`${folder}/edited`, 'EDITED');
	await removeGone(await indexOf(), options);
	assert.deepEqual(said, ['kept edited', 'deleted linked', 'deleted touched']);
});

test('What has another name here is named by that, and what the user has under its own name stays', async t => {
	const {folder, options, known, standing} = await received(t, 'z (2)');
	await writeTree(folder, {z: 'mine'});
	known.set('z', {placedAs: 'z (2)', signature: known.get('z (2)')!.signature});
	known.remove('z (2)');
	const said: FerryEvent[] = [];
	await removeGone(await indexOf(), {
		...options, onEvent(event) {
			said.push(event);
		},
	});
	assert.deepEqual(said, [{type: 'deleted', path: 'z', placedAs: 'z (2)'}]);
	assert.deepEqual(await standing(), ['z']);
});

test('What was edited, or is not picked, stays', async t => {
	const {folder, options, said, standing} = await received(t, 'edited', 'not picked');
	await utimes(`${folder}/edited`, 1, 1);
	await removeGone(await indexOf(), {...options, isChosen: path => path === 'edited'});
	assert.deepEqual(said, ['kept edited']);
	assert.deepEqual(await standing(), ['edited', 'not picked']);
});

test('Who does not follow keeps what is gone, as their own', async t => {
	const {options, said, standing, known} = await received(t, 'd/a', 'b');
	await keepGone(await indexOf(directory('d')), options);
	await removeGone(await indexOf(), options);
	assert.deepEqual(said, []);
	assert.deepEqual(await standing(), ['b', 'd', 'd/a']);
	assert.deepEqual([...known.all()].map(({path}) => path), ['d']);
});
