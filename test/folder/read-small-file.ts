import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {lstat, symlink, writeFile} from 'node:fs/promises';
import {test} from 'node:test';
import {readSmallFile} from '../../source/folder/read-small-file.ts';
import {makePipe} from '../helpers/make-pipe.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

test('a small file is read with what the system says of it', async t => {
	const folder = await temporaryFolder(t);
	for (const content of ['', 'x', 'y'.repeat(1000)]) {
		await writeFile(`${folder}/file`, content);
		const {bytes, before, after} = readSmallFile(`${folder}/file`, 1000)!;
		assert.equal(Buffer.from(bytes).toString(), content);
		assert.equal(before.size, content.length);
		assert.equal(after.ctimeMs, before.ctimeMs);
		assert.equal(before.ino, (await lstat(`${folder}/file`)).ino);
	}
});

test('a file above the limit is not read', async t => {
	const folder = await temporaryFolder(t);
	await writeFile(`${folder}/file`, 'four');
	assert.equal(readSmallFile(`${folder}/file`, 3), undefined);
	assert.equal(readSmallFile(`${folder}/file`, 4)?.bytes.byteLength, 4);
});

test('links are not followed, and what is missing or a directory is told', async t => {
	const folder = await temporaryFolder(t);
	await writeFile(`${folder}/file`, '');
	await symlink('file', `${folder}/link`);
	assert.throws(() => readSmallFile(`${folder}/link`, 10), {code: 'ELOOP'});
	assert.throws(() => readSmallFile(`${folder}/nothing`, 10), {code: 'ENOENT'});
	assert.throws(() => readSmallFile(folder, 1_000_000), {code: 'EISDIR'});
});

test('a pipe that has come to stand where a file was doesn’t stop everything', async t => {
	const folder = await temporaryFolder(t);
	if (!makePipe(t, `${folder}/pipe`)) {
		return;
	}

	assert.equal(readSmallFile(`${folder}/pipe`, 10)?.bytes.byteLength, 0);
});
