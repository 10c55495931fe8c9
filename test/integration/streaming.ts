import assert from 'node:assert/strict';
import {readFile, stat, truncate} from 'node:fs/promises';
import {test} from 'node:test';
import {twoApps} from '../helpers/two-apps.ts';
import {writeTree} from '../helpers/write-tree.ts';

const mebibyte = 1024 * 1024;

test('the first file is complete at the receiver while the sharer is still reading others', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/shared`, {'1 first': 'first', '2 second': ''});
	await truncate(`${folder}/shared/2 second`, 20 * mebibyte);
	for (let index = 0; index < 8; index++) {
		await writeTree(`${folder}/shared`, {[`3/${index}`]: ''});
		await truncate(`${folder}/shared/3/${index}`, 96 * mebibyte);
	}

	const share = sharer.share(`${folder}/shared`);
	const get = receiver.get(await share.key(), `${folder}/received`);
	await get.event('receiving', ({files}) => files >= 1);
	assert.deepEqual(share.all('version'), []);
	assert.equal(await readFile(`${folder}/received/1 first`, 'utf8'), 'first');
	const {reading, files, bytes} = get.last('found');
	assert.deepEqual({reading, files, bytes}, {reading: true, files: 10, bytes: (788 * mebibyte) + 5});
});

test('a single large file is received while it is being read', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(folder, {large: ''});
	await truncate(`${folder}/large`, 768 * mebibyte);
	const share = sharer.share(`${folder}/large`);
	const get = receiver.get(await share.key(), `${folder}/received`);
	await get.event('receiving', ({bytes}) => bytes > 0);
	assert.deepEqual(share.all('version'), []);
	await assert.rejects(stat(`${folder}/received/large`), {code: 'ENOENT'});
});

test('whoever receives while the sharer reads ends with the whole version', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/shared`, Object.fromEntries(Array.from({length: 400}, (_, index) => [`${index % 10}/${index}`, `${index}`.repeat(index)])));
	await truncate(`${folder}/shared/5/5`, 40 * mebibyte);
	const share = sharer.share(`${folder}/shared`);
	const end = await receiver.received(await share.key(), `${folder}/received`);
	const {version, files, bytes} = await share.event('version');
	assert.deepEqual({version: end.version, files: end.files, bytes: end.bytes}, {version, files, bytes});
	const {files: delivered} = await share.event('delivered');
	assert.equal(delivered, 400);
});

test('a receiver that waits for a sharer who has gone can be stopped', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/shared`, {'1 first': 'first', large: ''});
	await truncate(`${folder}/shared/large`, 768 * mebibyte);
	const share = sharer.share(`${folder}/shared`);
	const get = receiver.get(await share.key(), `${folder}/received`, {
		async confirm({reading}) {
			assert.equal(reading, true);
			await share.stop();
			return true;
		},
	});
	await get.event('receiving');
	await get.event('peer-disconnected');
	await get.stop();
	await assert.rejects(get.ended, {message: 'Stopped by the test'});
});
