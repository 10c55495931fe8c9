import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {
	link, lstat, readdir, readFile, symlink, writeFile,
} from 'node:fs/promises';
import {test} from 'node:test';
import {isNoPart} from '../../source/base/is-part.ts';
import {PartFile} from '../../source/folder/part-file.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('a part is written from its start on, also in several runs, and knows the hash of it all', async t => {
	const folder = await temporaryFolder(t);
	const first = await PartFile.open(`${folder}/part`, 6);
	assert.deepEqual({position: first.position, wasBegun: first.wasBegun}, {position: 0, wasBegun: false});
	first.write(Buffer.from('ab'));
	first.close();
	const second = await PartFile.open(`${folder}/part`, 6);
	assert.deepEqual({position: second.position, wasBegun: second.wasBegun}, {position: 2, wasBegun: true});
	second.write(Buffer.from('cd'));
	second.write(Buffer.from('ef'));
	assert.deepEqual(Buffer.from(second.finish()), createHash('sha256').update('abcdef').digest());
	assert.equal(await readFile(`${folder}/part`, 'utf8'), 'abcdef');
});

test('one that is longer than it should be starts again, and none is a link', async t => {
	const folder = await temporaryFolder(t);
	await writeFile(`${folder}/part`, 'too long');
	const part = await PartFile.open(`${folder}/part`, 3);
	assert.equal(part.position, 0);
	part.write(Buffer.from('new'));
	part.finish();
	assert.equal(await readFile(`${folder}/part`, 'utf8'), 'new');
	for (const [name, isSecondName] of [['link', false], ['second name', true]] as const) {
		await (isSecondName ? link : symlink)(`${folder}/part`, `${folder}/${name}`);
		const other = await PartFile.open(`${folder}/${name}`, 3);
		assert.equal(other.wasBegun, false);
		other.write(Buffer.from('own'));
		other.finish();
		assert.ok((await lstat(`${folder}/${name}`)).isFile());
		assert.equal(await readFile(`${folder}/${name}`, 'utf8'), 'own');
		assert.equal(await readFile(`${folder}/part`, 'utf8'), 'new');
	}
});

test('one is made in the place of an empty directory, not of one that has something in it', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {empty: null, 'full/x': ''});
	const part = await PartFile.open(`${folder}/empty`, 3);
	part.close();
	await assert.rejects(PartFile.open(`${folder}/full`, 3), error => isNoPart(error));
	assert.deepEqual(await readdir(`${folder}/full`), ['x']);
});
