import assert from 'node:assert/strict';
import {link, stat} from 'node:fs/promises';
import test from 'node:test';
import {isNoPart, isPart, NoPartError} from '../../source/base/is-part.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('a part is a file with one name', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {one: '', two: '', directory: null});
	await link(`${folder}/two`, `${folder}/two again`);
	assert.deepEqual(await Promise.all(['one', 'two', 'directory'].map(async name => isPart(await stat(`${folder}/${name}`)))), [true, false, false]);
});

test('errors of what stands in the place of a part are told from others', () => {
	const errorOf = (code: string): Error => Object.assign(new Error(code), {code});
	assert.ok(isNoPart(new NoPartError()));
	for (const code of ['ELOOP', 'EISDIR', 'ENXIO']) {
		assert.ok(isNoPart(errorOf(code)), code);
	}

	for (const code of ['ENOSPC', 'EACCES', 'ENOENT']) {
		assert.ok(!isNoPart(errorOf(code)), code);
	}
});
