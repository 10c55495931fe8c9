import assert from 'node:assert/strict';
import path from 'node:path';
import process from 'node:process';
import {test} from 'node:test';
import {resolveRoots} from '../../source/folder/roots.ts';
import {makePipe} from '../helpers/make-pipe.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('a folder is a root without a name, however its path is written', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'photos/a.jpg': '', latest: {link: 'photos'}});
	const expected = {kind: 'folder', name: 'photos', roots: [{name: '', place: `${folder}/photos`}]};
	for (const written of ['photos', 'photos/', 'photos//', './photos/.', 'photos/../photos']) {
		assert.deepEqual(await resolveRoots([path.isAbsolute(written) ? written : `${folder}/${written}`]), expected);
	}

	assert.deepEqual(await resolveRoots([path.relative(process.cwd(), `${folder}/photos`)]), expected);
	assert.deepEqual(await resolveRoots([`${folder}/latest`]), {...expected, name: 'latest'}, 'a link is followed and keeps its name');
});

test('the current folder is named by its place', async () => {
	assert.deepEqual(await resolveRoots(['.']), {kind: 'folder', name: path.basename(process.cwd()), roots: [{name: '', place: process.cwd()}]});
});

test('the root of the file system has a name', async () => {
	const {name, roots} = await resolveRoots(['/']);
	assert.equal(name, 'root');
	assert.equal(roots[0]?.name, '');
});

test('one file is a root of its own name', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'-odd\nname': 'x'});
	assert.deepEqual(await resolveRoots([`${folder}/-odd\nname`]), {kind: 'file', name: '-odd\nname', roots: [{name: '-odd\nname', place: `${folder}/-odd\nname`}]});
});

test('several paths lie side by side, in path order, named after the first', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		'z.txt': '', '😀': '', '\uFFFD': '', 'deep/a/b': '',
	});
	assert.deepEqual(await resolveRoots(['z.txt', '😀', '\uFFFD', 'deep/a'].map(name => `${folder}/${name}`)), {
		kind: 'several',
		name: 'z.txt and 3 more',
		roots: [
			{name: 'a', place: `${folder}/deep/a`},
			{name: 'z.txt', place: `${folder}/z.txt`},
			{name: '\uFFFD', place: `${folder}/\uFFFD`},
			{name: '😀', place: `${folder}/😀`},
		],
	});
});

test('paths whose names would be one name somewhere are refused', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		'1/same': '', '2/same': '', '3/Same': '', '4/caf\u00E9': '', '5/cafe\u0301': '',
	});
	for (const [first, second] of [['1/same', '2/same'], ['1/same', '3/Same'], ['4/caf\u00E9', '5/cafe\u0301'], ['1', '1']] as const) {
		await assert.rejects(resolveRoots([`${folder}/${first}`, `${folder}/${second}`]), {code: 'usage'});
	}
});

test('a path that is not there, or is nothing that can be shared, is refused with a hint', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {file: '', dangling: {link: 'nowhere'}, around: {link: 'around'}});
	for (const [given, code] of [
		['', 'path-missing'],
		[`${folder}/none`, 'path-missing'],
		[`${folder}/file/below`, 'path-missing'],
		[`${folder}/dangling`, 'path-missing'],
		[`${folder}/${'x'.repeat(300)}`, 'path-missing'],
		[`${folder}/around`, 'path-unreadable'],
		['/dev/null', 'usage'],
	] as const) {
		await assert.rejects(resolveRoots([given]), (error: Error & {hint: string}) => {
			assert.equal('code' in error && error.code, code, given);
			assert.ok(error.hint.length > 0);
			return true;
		});
	}

	await assert.rejects(resolveRoots([]), {code: 'usage'});
});

test('a pipe is refused', async t => {
	const folder = await temporaryFolder(t);
	if (!makePipe(t, `${folder}/pipe`)) {
		return;
	}

	await assert.rejects(resolveRoots([`${folder}/pipe`]), {code: 'usage'});
});
