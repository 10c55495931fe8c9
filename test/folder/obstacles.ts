import assert from 'node:assert/strict';
import {lstat} from 'node:fs/promises';
import test from 'node:test';
import {Obstacles} from '../../source/folder/obstacles.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('a file or a link where a directory belongs is in the way of all that is below it, and of nothing else', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		'a/file': '', 'a/link': {link: '../there'}, 'there/x': '', to: {link: '.'},
	});
	for (const root of [folder, `${folder}/to`]) {
		const obstacles = new Obstacles(root, () => false);
		const table: ReadonlyArray<readonly [path: string, isBlocked: boolean]> = [
			['x', false],
			['a', false],
			['a/', false],
			['a/file', false],
			['a/file/', true],
			['a/file/x', true],
			['a/file/x/y', true],
			['a/link', false],
			['a/link/x', true],
			['a/none/x', false],
			['none/x/y', false],
		];
		for (const [path, isBlocked] of [...table, ...table]) {
			assert.equal(obstacles.areAbove(path), isBlocked, path);
		}
	}
});

test('what gives way is in nobody’s way, and a link is removed before anything is looked at through it', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {file: '', link: {link: 'there'}, 'there/x/y': ''});
	const asked: string[] = [];
	const obstacles = new Obstacles(folder, directory => {
		asked.push(directory);
		return true;
	});
	assert.deepEqual(['file/x', 'link/x/y', 'link/x/z', 'there/x/y'].map(path => obstacles.areAbove(path)), [false, false, false, false]);
	assert.deepEqual(asked, ['file', 'link']);
	assert.ok((await lstat(`${folder}/file`)).isFile());
	await assert.rejects(lstat(`${folder}/link`), {code: 'ENOENT'});
	assert.ok((await lstat(`${folder}/there/x/y`)).isFile());
});
