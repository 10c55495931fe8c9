import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {test} from 'node:test';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {hashFile} from '../../source/folder/hash-file.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('a file’s hash is the SHA-256 of its content, whatever its size', async t => {
	const folder = await temporaryFolder(t);
	const next = pseudoRandomBytes('hash');
	const {signal} = new AbortController();
	for (const size of [0, 1, 262_143, 262_144, 262_145, 1_000_000]) {
		const content = next(size);
		await writeTree(folder, {file: content});
		assert.deepEqual(Buffer.from(await hashFile(`${folder}/file`, signal)), createHash('sha256').update(content).digest());
	}
});

test('hashing stops when it is told to, and fails with the system’s error', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {file: 'content', link: {link: 'file'}});
	await assert.rejects(hashFile(`${folder}/file`, AbortSignal.abort(new Error('stop'))), {message: 'stop'});
	const {signal} = new AbortController();
	await assert.rejects(hashFile(`${folder}/link`, signal), {code: 'ELOOP'});
	await assert.rejects(hashFile(`${folder}/nothing`, signal), {code: 'ENOENT'});
});
