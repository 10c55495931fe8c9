import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {
	mkdir, open, rename, stat,
} from 'node:fs/promises';
import test from 'node:test';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {freeSpace} from '../../source/folder/free-space.ts';
import {builtFerry} from '../helpers/built-ferry.ts';
import {startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';

const mebibyte = 2 ** 20;
const done = {code: 0, signal: undefined};
const size = (2 ** 32) + (100 * mebibyte) + 7;
/** Where it is not all zeros: at the start, around what numbers of 32 bits can say, with a sign and without, and at the end. */
const pieces = [0, (2 ** 31) - mebibyte, (2 ** 32) - mebibyte, size - (2 * mebibyte)].map((position, index) => ({
	position, bytes: Buffer.from(pseudoRandomBytes(`piece ${index}`)(2 * mebibyte)),
}));
/** So many zeros are in the first version: the second one consists of them, over and over, and of the pieces, so that little has to travel. */
const zeros = 16 * mebibyte;

test('a file of more than 4 GiB arrives whole', async t => {
	const folder = await temporaryFolder(t);
	if ((await freeSpace(folder)) < size + (1024 * mebibyte)) {
		t.skip(`there is too little room in ${folder}`);
		return;
	}

	const {bootstrap} = await localTestnet(t);
	const options = (side: string) => ({program: builtFerry(), env: {FERRY_BOOTSTRAP: bootstrap.join(','), FERRY_STORE: `${folder}/${side}`}});
	const [from, to] = [`${folder}/from/large`, `${folder}/to/large`];
	await mkdir(`${folder}/from`);
	{
		await using file = await open(from, 'w');
		await file.truncate(zeros);
	}

	const share = startFerry(t, ['share', `${folder}/from`, '--json'], options('sharer'));
	const {key} = await share.event('announced');
	await share.event('version');
	{
		await using file = await open(`${folder}/next`, 'w');
		await file.truncate(size);
		for (const {position, bytes} of pieces) {
			await file.write(bytes, 0, bytes.byteLength, position);
		}
	}

	await rename(`${folder}/next`, from);
	assert.equal((await share.event('version', ({bytes}) => bytes === size)).files, 1);
	const get = startFerry(t, ['get', key, `${folder}/to`, '--yes', '--json'], options('receiver'));
	assert.deepEqual(await get.ended, done, get.stdout);
	const {bytes, transferred} = await get.event('received');
	assert.equal(bytes, size);
	assert.ok(transferred < zeros + (2 * pieces.length * 2 * mebibyte), `${transferred} bytes have travelled`);

	// The receiver has compared the SHA-256 of all of it; this is to see that it is that of these bytes.
	assert.equal((await stat(to)).size, size);
	await using received = await open(to);
	const around = Buffer.alloc(4 * mebibyte);
	for (const {position, bytes} of pieces) {
		const start = Math.max(0, position - mebibyte);
		const {bytesRead} = await received.read(around, 0, around.byteLength, start);
		const expected = Buffer.alloc(bytesRead);
		bytes.copy(expected, position - start);
		assert.ok(around.subarray(0, bytesRead).equals(expected), `Other bytes around ${position}`);
	}

	share.kill();
	assert.deepEqual(await share.ended, done);
});
