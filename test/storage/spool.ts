import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {test} from 'node:test';
import {Spool} from '../../source/storage/spool.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

test('what is written stands in the file in its order, in a directory that is its owner’s alone', async t => {
	const place = path.join(await temporaryFolder(t), 'input', 'a name');
	const spool = await Spool.create(place);
	for (const text of ['one', '', ' two']) {
		await spool.write(Buffer.from(text));
	}

	const stats = await spool.finish();
	await spool.close();
	assert.equal(await readFile(place, 'utf8'), 'one two');
	assert.equal(stats.ctimeMs, (await stat(place)).ctimeMs);
	assert.equal((await stat(path.dirname(place))).mode & 0o777, 0o700);
});

test('a file that is there is never written to', async t => {
	const place = path.join(await temporaryFolder(t), 'input', 'stdin');
	const first = await Spool.create(place);
	await first.close();
	await assert.rejects(Spool.create(place), {code: 'EEXIST'});
});
