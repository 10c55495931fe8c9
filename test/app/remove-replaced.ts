import assert from 'node:assert/strict';
import {readdir} from 'node:fs/promises';
import {test, type TestContext} from 'node:test';
import {ownDirectories} from '../../source/app/own-directories.ts';
import {removeReplaced, removeUnfinished, type RemoveReplacedOptions} from '../../source/app/remove-replaced.ts';
import type {Entry} from '../../source/feed/entry.ts';
import type {ReadableIndex} from '../../source/feed/read-index.ts';
import {DirectoryMaker} from '../../source/folder/make-directories.ts';
import {look, removePart} from '../../source/folder/place-file.ts';
import {KnownFiles} from '../../source/storage/known-files.ts';
import {signatureOf} from '../../source/storage/stored-file.ts';
import {openDatabase} from '../helpers/database.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {directory, MemoryIndex} from '../helpers/memory-index.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

/** A destination with files that were received, and one that is on its way in `d/new`. */
async function received(t: TestContext, ...files: readonly string[]): Promise<{readonly options: RemoveReplacedOptions; readonly standing: () => Promise<string[]>}> {
	const folder = await temporaryFolder(t);
	const known = new KnownFiles(openDatabase(t).sql);
	const directories = new DirectoryMaker(folder, () => 0o755, ownDirectories(known));
	for (const file of files) {
		directories.makeParents(file);
		await writeTree(folder, {[file]: file});
		known.set(file, {placedAs: undefined, signature: signatureOf(look(`${folder}/${file}`)!)});
	}

	directories.makeParents('d/new/x');
	await writeTree(folder, {'d/new/part': 'begun'});
	return {
		options: {
			directory: folder, directories, known, isChosen: () => true, signal: t.signal,
			onEvent() {
				// What goes is looked at.
			},
			giveUp(isThere, emptied) {
				assert.deepEqual([isThere('d'), isThere('d/new/x'), isThere('do')], [true, true, false]);
				for (const name of emptied) {
					removePart(`${folder}/${name}/part`);
				}
			},
		},
		standing: async () => (await readdir(folder, {recursive: true})).toSorted(),
	};
}

async function indexOf(entries: ReadonlyArray<Entry | {readonly kind: 'removed'; readonly path: string}>, index = new MemoryIndex()): Promise<ReadableIndex> {
	await index.write(entries);
	return {root: index.root, limit: Number.MAX_SAFE_INTEGER, read: async block => index.read(block)};
}

test('a folder goes in whose place there is a file, with what is on its way into it', async t => {
	const {options, standing} = await received(t, 'd/a', 'do/b');
	const index = new MemoryIndex();
	const before = await indexOf([directory('d'), fileEntry('d/a', 'd/a'), directory('do'), fileEntry('do/b', 'do/b')], index);
	const after = await indexOf([fileEntry('d', 'd'), {kind: 'removed', path: 'd/a'}], index);
	await removeReplaced(before, after, options);
	assert.deepEqual(await standing(), ['do', 'do/b']);
});

test('so does one that only a version has brought which was never finished here', async t => {
	const {options, standing} = await received(t, 'd/a', 'do/b');
	await removeUnfinished(await indexOf([fileEntry('d', 'd'), directory('do'), fileEntry('do/b', 'do/b')]), options);
	assert.deepEqual(await standing(), ['do', 'do/b']);
});

test('a folder that stays one keeps what is in it', async t => {
	const {options, standing} = await received(t, 'd/a');
	await removeUnfinished(await indexOf([directory('d'), fileEntry('d/b', 'd/b')]), options);
	assert.deepEqual(await standing(), ['d', 'd/a', 'd/new', 'd/new/part']);
});
