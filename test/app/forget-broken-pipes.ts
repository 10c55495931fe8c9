import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import path from 'node:path';
import {test} from 'node:test';
import {forgetBrokenPipes, isBrokenPipe} from '../../source/app/forget-broken-pipes.ts';
import {Library} from '../../source/library/library.ts';
import type {ShareRecord} from '../../source/library/record.ts';
import {spoolPlace} from '../../source/library/spool-place.ts';
import {sharedRecord} from '../helpers/shared-record.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

test('a pipe that was interrupted is forgotten, and nothing else', async t => {
	const library = await Library.open(path.join(await temporaryFolder(t), 'store'));
	const recordOf = (byte: number, place: (directory: string) => string, complete: boolean): ShareRecord => {
		const key = Buffer.alloc(32, byte);
		return sharedRecord({
			key: key.toString('hex'), roots: [{name: 'a', place: place(library.directoryOf(key, 'sharing'))}], created: byte, complete,
		});
	};

	const spool = (directory: string): string => spoolPlace(directory, 'a');
	const records = [
		recordOf(1, spool, false), recordOf(2, spool, true), recordOf(3, () => '/somewhere/a', false),
	];
	for (const record of records) {
		await library.save(record);
	}

	assert.deepEqual(records.map(record => isBrokenPipe(library, record)), [true, false, false]);
	const lock = library.lock(Buffer.alloc(32, 1), 'sharing');
	await forgetBrokenPipes(library);
	assert.equal((await library.list()).records.length, 3);
	lock.release();
	await forgetBrokenPipes(library);
	assert.deepEqual((await library.list()).records.map(({created}) => created), [2, 3]);
});
