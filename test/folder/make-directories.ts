import assert from 'node:assert/strict';
import {
	chmod, readdir, stat, symlink,
} from 'node:fs/promises';
import process from 'node:process';
import {test} from 'node:test';
import {DirectoryMaker} from '../../source/folder/make-directories.ts';
import {readTree} from '../helpers/read-tree.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const umask = process.umask(0o022);
process.umask(umask);

test('parents are made, one below the other, and the destination with all above it', async t => {
	const folder = await temporaryFolder(t);
	const maker = new DirectoryMaker(`${folder}/not/there/yet`, () => 0o777);
	maker.makeParents('file');
	assert.deepEqual(await readdir(`${folder}/not/there/yet`), []);
	maker.makeParents('a/b/file');
	maker.make('a/c');
	maker.make('a/c');
	assert.deepEqual([...await readTree(`${folder}/not/there/yet`)].map(([name]) => name), ['a', 'a/b', 'a/c']);
});

test('a new directory has its permissions, and its owner may fill it', async t => {
	const folder = await temporaryFolder(t);
	const modes: Readonly<Record<string, number>> = {
		private: 0o700, 'read-only': 0o555, closed: 0, open: 0o777,
	};
	const maker = new DirectoryMaker(folder, directory => modes[directory] ?? 0o777);
	for (const [name, mode] of Object.entries(modes)) {
		maker.make(name);
		assert.equal((await stat(`${folder}/${name}`)).mode & 0o777, (mode | 0o700) & ~umask, name);
	}
});

test('directories that were there are the user’s, those that are made are remembered', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'theirs/x': ''});
	const own = new Set<string>();
	const maker = new DirectoryMaker(folder, () => 0o777, own);
	maker.make('theirs/mine');
	assert.deepEqual(['', 'theirs', 'theirs/mine', 'nothing'].map(name => maker.isOwn(name)), [false, false, true, false]);
	const later = new DirectoryMaker(folder, () => 0o777, own);
	later.make('theirs/mine');
	assert.deepEqual(['theirs', 'theirs/mine'].map(name => later.isOwn(name)), [false, true]);
});

test('nothing is made through a link or below a file', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'elsewhere/x': '', destination: null, 'destination/file': ''});
	await symlink('../elsewhere', `${folder}/destination/link`);
	const maker = new DirectoryMaker(`${folder}/destination`, () => 0o777);
	for (const name of ['link', 'link/below', 'file', 'file/below/more']) {
		assert.throws(() => {
			maker.make(name);
		}, {code: 'destination-unusable'}, name);
	}

	assert.deepEqual(await readdir(`${folder}/elsewhere`), ['x']);
});

test('the destination itself may be a link: the user chose it', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {real: null, destination: {link: 'real'}});
	new DirectoryMaker(`${folder}/destination`, () => 0o777).make('a');
	assert.deepEqual(await readdir(`${folder}/real`), ['a']);
});

test('a directory of an earlier run that is read-only by now can be filled again, one of the user’s stays as it is', async t => {
	const folder = await temporaryFolder(t);
	const own = new Set<string>();
	new DirectoryMaker(folder, () => 0o555, own).make('mine');
	await writeTree(folder, {'theirs/x': ''});
	await chmod(`${folder}/mine`, 0o555);
	await chmod(`${folder}/theirs`, 0o555);
	const later = new DirectoryMaker(folder, () => 0o555, own);
	later.make('mine');
	later.make('theirs');
	assert.equal((await stat(`${folder}/mine`)).mode & 0o777, 0o755);
	assert.equal((await stat(`${folder}/theirs`)).mode & 0o777, 0o555);
	await chmod(`${folder}/theirs`, 0o755);
});
