import assert from 'node:assert/strict';
import {chmod} from 'node:fs/promises';
import test from 'node:test';
import {destinationError} from '../../source/app/destination-error.ts';
import {ExpectedError} from '../../source/base/errors.ts';
import {partName} from '../../source/base/relative-path.ts';
import {makeEmpty, setAttributes} from '../../source/folder/place-file.ts';
import {probeNames} from '../../source/folder/probe-names.ts';
import {asOrdinaryUser, cannotBeOrdinary} from '../helpers/as-ordinary-user.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

test('of a folder that can’t be written to the folder is named, not what ferry wanted to write there', {skip: cannotBeOrdinary}, async t => {
	asOrdinaryUser(t);
	const folder = await temporaryFolder(t);
	await chmod(folder, 0o555);
	for (const work of [() => probeNames(folder), () => makeEmpty(`${folder}/${partName('share', 'file')}`)]) {
		const error = failureOf(work);
		assert.ok(error instanceof ExpectedError);
		assert.equal(error.message, `The destination can’t be written: ${folder} (EACCES).`);
		assert.equal(error.code, 'destination-unusable');
	}
});

test('what else the file system refuses is named, and other errors stay as they are', async t => {
	const folder = await temporaryFolder(t);
	const error = failureOf(() => {
		setAttributes(`${folder}/none`, {mode: 0o600, mtime: 0});
	});
	assert.ok(error instanceof ExpectedError);
	assert.equal(error.message, `The destination can’t be written: ${folder}/none (ENOENT).`);
	const bug = new TypeError('a bug');
	assert.equal(destinationError(bug), bug);
});

function failureOf(work: () => unknown): unknown {
	try {
		work();
	} catch (error) {
		return destinationError(error);
	}

	return undefined;
}
