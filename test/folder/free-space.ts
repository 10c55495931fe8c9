import assert from 'node:assert/strict';
import {statfs} from 'node:fs/promises';
import {test} from 'node:test';
import {freeSpace} from '../../source/folder/free-space.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('free space is that of the file system, also for what is yet to be made', async t => {
	const folder = await temporaryFolder(t);
	const {blocks, bsize} = await statfs(folder);
	for (const place of [folder, `${folder}/a/b/c`]) {
		const free = await freeSpace(place);
		assert.ok(free > 0 && free <= blocks * bsize);
	}
});

test('a place that can’t be is told', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {file: ''});
	await assert.rejects(freeSpace(`${folder}/file/below`), {code: 'ENOTDIR'});
});
