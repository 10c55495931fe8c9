import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {appendFile, rm, writeFile} from 'node:fs/promises';
import {test} from 'node:test';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {defaultBlockSize as blockSize} from '../../source/feed/limits.ts';
import {readTree} from '../helpers/read-tree.ts';
import {twoApps} from '../helpers/two-apps.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('a file in which old blocks come several times is received whole, by those who have them and those who don’t', {timeout: 60_000}, async t => {
	const {folder, sharer, receiver, machine} = await twoApps(t);
	const content = Buffer.concat([pseudoRandomBytes('several')(5 * blockSize), Buffer.alloc(2 * blockSize)]);
	await writeTree(`${folder}/shared`, {large: content});
	const share = sharer.share(`${folder}/shared`, {watch: true});
	const key = await share.key();
	const get = receiver.get(key, `${folder}/received`, {live: true});
	await get.event('received');
	const zeros = Buffer.alloc(7 * blockSize);
	await writeFile(`${folder}/shared/large`, Buffer.concat([content, zeros, content, pseudoRandomBytes('new')(10), content]));
	await get.event('received', ({version}) => version === 2);
	assert.deepEqual(await readTree(`${folder}/received`), await readTree(`${folder}/shared`));
	const {transferred} = get.last('received');
	assert.ok(transferred <= 10, `${transferred} bytes`);

	const {transferred: all} = await machine('other').received(key, `${folder}/other`);
	assert.deepEqual(await readTree(`${folder}/other`), await readTree(`${folder}/shared`));
	// Each block once, but for what is asked of both who have it because one of them is slow.
	assert.ok(all <= 1.5 * content.length, `${all} bytes`);

	// What is here of it only as a part of another file is found there as well.
	await rm(`${folder}/received/large`);
	await appendFile(`${folder}/shared/large`, 'more');
	await get.event('received', ({version}) => version === 3);
	assert.deepEqual(await readTree(`${folder}/received`), await readTree(`${folder}/shared`));
});
