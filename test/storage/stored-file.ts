import assert from 'node:assert/strict';
import {
	chmod, rename, stat, utimes, writeFile,
} from 'node:fs/promises';
import {test} from 'node:test';
import {matchesSignature, signatureOf} from '../../source/storage/stored-file.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

test('a signature matches the file as it was, and no other state of it', async t => {
	const folder = await temporaryFolder(t);
	const place = `${folder}/file`;
	await writeFile(place, 'content');
	await utimes(place, 1, 1);
	const stats = await stat(place);
	const signature = signatureOf(stats);
	assert.deepEqual(signature, {
		size: 7, mtimeMs: 1000, ctimeMs: stats.ctimeMs, inode: stats.ino,
	});
	assert.equal(matchesSignature(await stat(place), signature), true);
	for (const change of [{size: 8}, {mtimeMs: 1000.5}, {ctimeMs: stats.ctimeMs + 0.01}, {inode: stats.ino + 1}]) {
		assert.equal(matchesSignature(stats, {...signature, ...change}), false);
	}
});

test('an edit of the same length with its time set back is seen, and so is another file of the same kind', async t => {
	const folder = await temporaryFolder(t);
	const place = `${folder}/file`;
	await writeFile(place, 'content');
	await utimes(place, 1, 1);
	const signature = signatureOf(await stat(place));
	// The clock of the change time ticks: edit until it has.
	do {
		await writeFile(place, 'changed');
		await utimes(place, 1, 1);
	} while ((await stat(place)).ctimeMs === signature.ctimeMs);

	assert.equal(matchesSignature(await stat(place), signature), false);
	const now = signatureOf(await stat(place));
	await writeFile(`${place}.new`, 'changed');
	await chmod(`${place}.new`, 0o644);
	await utimes(`${place}.new`, 1, 1);
	await rename(`${place}.new`, place);
	assert.equal(matchesSignature(await stat(place), now), false);
});
