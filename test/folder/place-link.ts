import assert from 'node:assert/strict';
import {lstat, readFile, readlink} from 'node:fs/promises';
import {test} from 'node:test';
import {linkAt, placeLink} from '../../source/folder/place-link.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('what stands where a link belongs is told apart', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		same: {link: 'target'}, other: {link: 'target/'}, file: 'target', directory: null,
	});
	assert.deepEqual(
		['same', 'other', 'file', 'directory', 'nothing', 'file/below'].map(name => linkAt(`${folder}/${name}`, 'target')),
		['identical', 'foreign', 'foreign', 'foreign', 'nothing', 'nothing'],
	);
});

test('a link is made with its target as it is and its time', async t => {
	const folder = await temporaryFolder(t);
	for (const [index, target] of ['a', '../up/\n', 'caf\u00E9', 'x'.repeat(1000)].entries()) {
		const mtime = -5000 + (index * 4_000_000_007);
		placeLink(`${folder}/${index}`, {target, mtime}, false);
		assert.equal(await readlink(`${folder}/${index}`), target);
		assert.equal(Math.floor((await lstat(`${folder}/${index}`)).mtimeMs), mtime);
	}
});

test('what is there is replaced only when that is wanted, and what a link leads to never', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {file: 'mine', link: {link: 'file'}});
	assert.throws(() => {
		placeLink(`${folder}/link`, {target: 'new', mtime: 0}, false);
	}, {code: 'EEXIST'});
	placeLink(`${folder}/link`, {target: 'new', mtime: 0}, true);
	assert.equal(await readlink(`${folder}/link`), 'new');
	assert.equal(await readFile(`${folder}/file`, 'utf8'), 'mine');
	placeLink(`${folder}/file`, {target: 'new', mtime: 0}, true);
	assert.equal(await readlink(`${folder}/file`), 'new');
});
