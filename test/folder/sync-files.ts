import assert from 'node:assert/strict';
import {symlink} from 'node:fs/promises';
import process from 'node:process';
import {test, type TestContext} from 'node:test';
import {syncFiles} from '../../source/folder/sync-files.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

async function manyFiles(t: TestContext, count: number): Promise<{folder: string; places: string[]}> {
	const folder = await temporaryFolder(t);
	const names = Array.from({length: count}, (_, index) => String(index));
	await writeTree(folder, Object.fromEntries(names.map(name => [name, name])));
	return {folder, places: names.map(name => `${folder}/${name}`)};
}

test('no files, one, several and many are synced, and directories too', async t => {
	for (const count of [0, 1, 7, 8, 30]) {
		const {folder, places} = await manyFiles(t, count);
		await syncFiles([...places, folder], folder);
	}
});

test('files that are read-only are synced', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {file: {content: 'x', mode: 0o444}});
	await syncFiles([`${folder}/file`], folder);
});

test('many files are synced one by one where there is no program for it', async t => {
	const {folder, places} = await manyFiles(t, 20);
	const {PATH} = process.env;
	t.after(() => {
		process.env['PATH'] = PATH;
	});
	process.env['PATH'] = folder;
	await syncFiles(places, folder);
	await assert.rejects(syncFiles([...places, `${folder}/nothing`], folder), {code: 'ENOENT'});
});

test('what is missing, or a link, is an error', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {file: ''});
	await symlink('file', `${folder}/link`);
	await assert.rejects(syncFiles([`${folder}/nothing`], folder), {code: 'ENOENT'});
	await assert.rejects(syncFiles([`${folder}/link`], folder), {code: 'ELOOP'});
});
