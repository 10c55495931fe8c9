import assert from 'node:assert/strict';
import {
	chmod, readdir, rename, rm, stat, symlink,
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

test('nothing is reached through a link that has come into the place of a directory, deep or not, wherever it leads', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'elsewhere/b/c': null, destination: null});
	const maker = new DirectoryMaker(`${folder}/destination`, () => 0o777);
	assert.ok(maker.reach('a/b/c/file'));
	await rename(`${folder}/destination/a`, `${folder}/moved`);
	await symlink('../elsewhere', `${folder}/destination/a`);
	assert.equal(maker.reach('a/b/c/file'), false);
	assert.equal(maker.reach('a/file'), false);
	assert.ok(maker.reach('other/file'));
	assert.deepEqual([...await readTree(`${folder}/elsewhere`)].map(([name]) => name), ['b', 'b/c']);
	// The directory is the same one, but the way to it leads through a link.
	await rm(`${folder}/destination/a`);
	await symlink('../moved', `${folder}/destination/a`);
	assert.equal(maker.reach('a/file'), false);
	maker.lookAgain();
	assert.equal(maker.reach('a/b/c/file'), false);
	await rm(`${folder}/destination/a`);
	await rename(`${folder}/moved`, `${folder}/destination/a`);
	assert.ok(maker.reach('a/b/c/file'));
});

test('a directory that was deleted or replaced by another one is made or taken again', async t => {
	const folder = await temporaryFolder(t);
	const maker = new DirectoryMaker(folder, () => 0o777);
	assert.ok(maker.reach('a/b/file'));
	await rm(`${folder}/a`, {recursive: true});
	assert.ok(maker.reach('a/b/file'));
	assert.deepEqual(await readdir(`${folder}/a`), ['b']);
	await rename(`${folder}/a`, `${folder}/old`);
	await writeTree(folder, {'a/theirs': ''});
	assert.ok(maker.reach('a/file'));
	assert.ok(maker.reach('a/b/file'));
	assert.deepEqual((await readdir(`${folder}/a`)).toSorted(), ['b', 'theirs']);
});

test('a destination that leads elsewhere than before is refused, whether or not it was a link', async t => {
	for (const isLink of [false, true]) {
		const folder = await temporaryFolder(t);
		await writeTree(folder, {'real/x': '', elsewhere: null, destination: isLink ? {link: 'real'} : null});
		const maker = new DirectoryMaker(`${folder}/destination`, () => 0o777);
		assert.ok(maker.reach('file'));
		assert.ok(maker.reach('a/file'));
		await rename(`${folder}/destination`, `${folder}/moved`);
		await symlink('elsewhere', `${folder}/destination`);
		for (const name of ['file', 'a/file', 'new/file']) {
			assert.throws(() => maker.reach(name), {code: 'destination-unusable', message: /is not the folder any more that it was/v}, name);
		}

		maker.lookAgain();
		assert.throws(() => maker.reach('file'), {code: 'destination-unusable'});
		assert.deepEqual(await readdir(`${folder}/elsewhere`), []);
	}
});

test('what is in the way of a path is seen without making anything, and again only when it is looked for again', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		file: '', link: {link: 'there'}, 'there/b': null, 'own link': {link: 'there'}, 'own file': 'content',
	});
	const own = {
		has: () => false,
		add: () => undefined,
		isOwnFile: (directory: string) => directory.startsWith('own'),
	};
	const maker = new DirectoryMaker(folder, () => 0o777, own);
	const table: Readonly<Record<string, boolean>> = {
		x: false, 'file/x': true, 'file/x/y': true, 'link/b/x': true, 'there/b/x': false, 'there/new/x': false, 'new/x/y': false, 'own link/b/x': false, 'own file/x': false,
	};
	for (const [name, isBlocked] of Object.entries(table)) {
		assert.equal(maker.isBlocked(name), isBlocked, name);
	}

	// Nothing is looked at through it, while the file may still be of use.
	assert.deepEqual((await readdir(folder)).toSorted(), ['file', 'link', 'own file', 'there']);
	await rm(`${folder}/file`);
	assert.ok(maker.isBlocked('file/x'));
	maker.lookAgain();
	assert.equal(maker.isBlocked('file/x'), false);
});
