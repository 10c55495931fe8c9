import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {
	link, lstat, readdir, readFile, stat, symlink,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {test} from 'node:test';
import {
	exists, freeName, hasAttributes, look, makeEmpty, placeFile, removePart, setAttributes,
} from '../../source/folder/place-file.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const umask = process.umask(0o022);
process.umask(umask);

test('a part file gets its real name', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {part: 'content'});
	assert.equal(placeFile(`${folder}/part`, `${folder}/file`, false), true);
	assert.deepEqual(await readdir(folder), ['file']);
	assert.equal((await stat(`${folder}/file`)).nlink, 1);
});

test('a name that is taken, by whatever, is left alone unless it may be replaced', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		part: 'new', file: 'mine', link: {link: 'file'}, dangling: {link: 'nowhere'}, 'directory/x': '',
	});
	for (const name of ['file', 'link', 'dangling', 'directory']) {
		assert.equal(placeFile(`${folder}/part`, `${folder}/${name}`, false), false, name);
	}

	assert.equal(await readFile(`${folder}/file`, 'utf8'), 'mine');
	assert.equal(placeFile(`${folder}/part`, `${folder}/link`, true), true);
	assert.equal(await readFile(`${folder}/link`, 'utf8'), 'new');
	assert.equal((await lstat(`${folder}/link`)).isFile(), true);
	assert.equal(await readFile(`${folder}/file`, 'utf8'), 'mine');
	assert.throws(() => placeFile(`${folder}/part`, `${folder}/other`, false), {code: 'ENOENT'});
});

test('attributes are the sender’s, without what the umask takes away and without special bits', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {file: ''});
	for (const mode of [0o777, 0o4755, 0o2755, 0o1777, 0o600, 0o444, 0]) {
		setAttributes(`${folder}/file`, {mode, mtime: 1_000_000});
		const stats = await stat(`${folder}/file`);
		assert.equal(stats.mode & 0o7777, mode & 0o777 & ~umask);
		assert.equal(Math.floor(stats.mtimeMs), 1_000_000);
		assert.equal(hasAttributes(stats, {mode, mtime: 1_000_000}), true);
		assert.equal(hasAttributes(stats, {mode, mtime: 1_000_001}), false);
		assert.equal(hasAttributes(stats, {mode: mode ^ 0o100, mtime: 1_000_000}), false);
	}
});

test('an empty file is made, or made empty, for its owner only, and never through a link', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		file: 'content', link: {link: 'file'}, dangling: {link: 'nowhere'}, directory: null, 'full/x': '',
	});
	await link(`${folder}/file`, `${folder}/second name`);
	for (const name of ['link', 'dangling', 'second name', 'directory']) {
		assert.ok(makeEmpty(`${folder}/${name}`), name);
		assert.ok((await lstat(`${folder}/${name}`)).isFile(), name);
	}

	assert.equal(makeEmpty(`${folder}/full`), false);
	assert.deepEqual(await readdir(`${folder}/full`), ['x']);
	assert.ok(!(await readdir(folder)).includes('nowhere'));
	assert.equal(await readFile(`${folder}/file`, 'utf8'), 'content');
	makeEmpty(`${folder}/file`);
	makeEmpty(`${folder}/new`);
	assert.equal((await stat(`${folder}/file`)).size, 0);
	assert.equal((await stat(`${folder}/new`)).mode & 0o777, 0o600);
});

test('a part is removed, and it is fine when there is none', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		part: '', link: {link: 'full'}, empty: null, 'full/x': '',
	});
	for (const name of ['part', 'part', 'no/such/folder', 'link', 'empty']) {
		assert.ok(removePart(`${folder}/${name}`), name);
	}

	assert.equal(removePart(`${folder}/full`), false);
	assert.deepEqual(await readdir(folder), ['full']);
	assert.deepEqual(await readdir(`${folder}/full`), ['x']);
});

test('what stands at a path is told without following links, and nothing also where nothing can be', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {file: '', dangling: {link: 'nowhere'}, directory: null});
	assert.equal(look(`${folder}/dangling`)?.isSymbolicLink(), true);
	assert.equal(look(`${folder}/directory`)?.isDirectory(), true);
	assert.deepEqual(['file', 'dangling', 'directory', 'nothing', 'file/below', 'x'.repeat(300)].map(name => exists(path.join(folder, name))), [true, true, true, false, false, false]);
});

test('the first free name is like the taken one, numbered, and fits', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'photo (2).jpg': '', 'photo (3).jpg': {link: 'nowhere'}});
	const long = 'x'.repeat(251);
	const wide = '😀'.repeat(63);
	const table: ReadonlyArray<readonly [name: string, free: string]> = [
		['photo.jpg', 'photo (4).jpg'],
		['archive.tar.gz', 'archive.tar (2).gz'],
		['README', 'README (2)'],
		['.hidden', '.hidden (2)'],
		[`${long}.txt`, `${'x'.repeat(247)} (2).txt`],
		['x'.repeat(255), `${'x'.repeat(251)} (2)`],
		[wide, `${'😀'.repeat(62)} (2)`],
	];
	for (const [name, free] of table) {
		const found = freeName(path.join(folder, name), exists);
		assert.equal(path.basename(found), free);
		assert.ok(Buffer.byteLength(free) <= 255);
	}

	const promised = new Set([path.join(folder, 'a (2)'), path.join(folder, 'a (3)')]);
	assert.equal(freeName(path.join(folder, 'a'), place => promised.has(place)), path.join(folder, 'a (4)'));
});

test('a free name is found also for a name that is nearly all ending', async t => {
	const folder = await temporaryFolder(t);
	assert.equal(freeName(path.join(folder, `x.${'y'.repeat(253)}`), exists), path.join(folder, `x.${'y'.repeat(249)} (2)`));
});

test('a part file that is a second name of another file is still placed', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {part: 'content'});
	await link(`${folder}/part`, `${folder}/other`);
	await symlink('other', `${folder}/link`);
	assert.equal(placeFile(`${folder}/part`, `${folder}/file`, false), true);
	assert.equal(await readFile(`${folder}/file`, 'utf8'), 'content');
	assert.equal(exists(`${folder}/part`), false);
});
