import assert from 'node:assert/strict';
import test from 'node:test';
import {standingIn} from '../../source/app/standing-files.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('what stands where a path belongs is found, whatever it is, and nothing outside of the directory', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		outside: 'x', 'to/file': 'four', 'to/folder/in/file': '12', 'to/broken': {link: 'none'}, 'to/way': {link: 'folder'},
	});
	const standing = standingIn(`${folder}/to`);
	const table: ReadonlyArray<readonly [path: string, isThere: boolean]> = [
		['file', true],
		['folder', true],
		['folder/in/file', true],
		['folder/in/none', false],
		['folder/none/in/file', false],
		['broken', true],
		['broken/x', true],
		['way/in/file', true],
		['way/in/none', true],
		['file/x', true],
		['file/x/y', true],
		['none/x', false],
		['../outside', false],
		['folder/../file', false],
		['/file', false],
		['', false],
		[`${'x'.repeat(300)}/x`, false],
	];
	for (const [path, isThere] of [...table, ...table]) {
		assert.equal(standing(path) !== undefined, isThere, path);
	}

	assert.equal(standing('file')?.size, 4);
	// Something in the way of a path is not that.
	assert.deepEqual(['file/x', 'way/in/file'].map(name => standing(name)?.size), [undefined, undefined]);
	assert.equal(standingIn(`${folder}/none`)('file'), undefined);
});

test('very many directories are looked through as well', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'d7/x': ''});
	const standing = standingIn(folder);
	const found = Array.from({length: 25_000}, (_, number) => `d${number}/x`).filter(path => standing(path));
	assert.deepEqual(found, ['d7/x']);
});
