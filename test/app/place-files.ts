import assert from 'node:assert/strict';
import {
	readdir, readFile, rename, rm, symlink, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {placeFiles} from '../../source/app/place-files.ts';
import {ReceivedFile} from '../../source/app/received-file.ts';
import {DirectoryMaker} from '../../source/folder/make-directories.ts';
import {look} from '../../source/folder/place-file.ts';
import {InPlaceBlocks} from '../../source/storage/in-place-blocks.ts';
import {KnownFiles} from '../../source/storage/known-files.ts';
import {SliceMap} from '../../source/storage/slice-map.ts';
import {signatureOf, type StoredFile} from '../../source/storage/stored-file.ts';
import {openDatabase} from '../helpers/database.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const incoming = {time: new Date(2026, 0, 2, 3, 4, 5).getTime(), peer: '1f919303'};
const conflict = 'file (conflict 2026-01-02 03.04.05 from 1f919303)';

test('a new version takes the place of the one that was received', async t => {
	const {directory, place, known} = await prepare(t);
	assert.deepEqual(await place(), {damaged: [], renamed: []});
	assert.deepEqual(await readdir(directory), ['file']);
	assert.equal(await readFile(path.join(directory, 'file'), 'utf8'), 'new');
	assert.deepEqual(known.get('file')?.signature, signatureOf(look(path.join(directory, 'file'))!));
});

test('what was edited after it was decided to replace it is kept, and the new version stands beside it', async t => {
	const {directory, place, known} = await prepare(t);
	await writeFile(path.join(directory, 'file'), 'edited');
	assert.deepEqual(await place(), {damaged: [], renamed: [conflict]});
	assert.deepEqual((await readdir(directory)).toSorted(), ['file', conflict]);
	assert.equal(await readFile(path.join(directory, 'file'), 'utf8'), 'edited');
	assert.equal(await readFile(path.join(directory, conflict), 'utf8'), 'new');
	assert.equal(known.get('file')?.placedAs, conflict);
});

test('what was edited is replaced where that was asked for', async t => {
	const {directory, place} = await prepare(t, true);
	await writeFile(path.join(directory, 'file'), 'edited');
	assert.deepEqual(await place(), {damaged: [], renamed: []});
	assert.equal(await readFile(path.join(directory, 'file'), 'utf8'), 'new');
});

test('a part that is not what it should be gets no name', async t => {
	const {directory, place, file} = await prepare(t);
	await writeFile(file.place, 'too long');
	assert.deepEqual(await place(), {damaged: [file], renamed: []});
	assert.equal(await readFile(path.join(directory, 'file'), 'utf8'), 'old');
});

for (const when of ['before', 'while'] as const) {
	test(`a file gets no name in a folder that became a link ${when} its part was looked at, wherever that leads`, async t => {
		const {directory, place, known, refused} = await prepare(t, false, 'd/file');
		const before = known.get('d/file');
		const swap = async (): Promise<void> => {
			// With all that is in it, so that the part is found through the link.
			await rename(path.join(directory, 'd'), path.join(directory, 'moved'));
			await symlink('moved', path.join(directory, 'd'));
		};

		if (when === 'before') {
			await swap();
		}

		assert.deepEqual(await place(when === 'while' ? swap : undefined), {damaged: [], renamed: []});
		assert.deepEqual(refused, ['in-the-way d/file']);
		assert.equal(await readFile(path.join(directory, 'moved/file'), 'utf8'), 'old');
		assert.deepEqual(known.get('d/file'), before);
	});
}

test('an empty file gets no name where a folder that has something in it stands for its part', async t => {
	const {directory, place, file, refused} = await prepare(t);
	file.entry = fileEntry('file', '');
	await rm(file.place);
	await writeTree(file.place, {theirs: 'theirs'});
	assert.deepEqual(await place(), {damaged: [], renamed: []});
	assert.deepEqual(refused, ['part-in-the-way file']);
	assert.equal(await readFile(path.join(file.place, 'theirs'), 'utf8'), 'theirs');
	assert.equal(await readFile(path.join(directory, 'file'), 'utf8'), 'old');
});

type Prepared = {
	readonly directory: string;
	readonly known: KnownFiles;
	readonly file: ReceivedFile;
	readonly refused: readonly string[];
	readonly place: (duringLook?: () => Promise<void>) => Promise<{readonly damaged: readonly ReceivedFile[]; readonly renamed: readonly string[]}>;
};

/** “old” was received; “new” stands complete in its part file and is to replace it. */
async function prepare(t: TestContext, replacesEdited = false, name = 'file'): Promise<Prepared> {
	const directory = await temporaryFolder(t);
	const known = new KnownFiles(openDatabase(t).sql);
	const directories = new DirectoryMaker(directory, () => 0o777);
	directories.makeParents(name);
	const target = path.join(directory, name);
	await writeFile(target, 'old');
	known.set(name, {placedAs: undefined, signature: signatureOf(look(target)!), sha256: fileEntry('', 'old').sha256});
	const file = new ReceivedFile({
		entry: fileEntry(name, 'new'), share: {directory, share: 'share', known}, replace: true, placedAs: undefined, isWhole: false, pass: 1,
	});
	await writeFile(file.place, 'new');
	const nothing = (): void => undefined;
	const refused: string[] = [];
	const blocks = new InPlaceBlocks({
		slices: new SliceMap<StoredFile>(16), leafOf: async () => null, hasBlock: () => true,
		prepare: () => true, clearPart: () => true, onChanged: nothing, onBroken: nothing, onStored: nothing, onFailed: nothing,
	});
	t.after(() => {
		blocks.close();
	});
	return {
		directory, known, file,
		refused,
		async place(duringLook = async () => undefined) {
			const renamed: string[] = [];
			const damaged = await placeFiles([file], {
				directory, directories, blocks, known, replacesEdited,
				transaction(work) {
					work();
				},
				refuse({path}, reason) {
					refused.push(`${reason} ${path}`);
				},
				onRenamed(_, placedAs) {
					renamed.push(placedAs);
				},
			}, async () => {
				await duringLook();
				return true;
			}, incoming);
			return {damaged, renamed};
		},
	};
}
