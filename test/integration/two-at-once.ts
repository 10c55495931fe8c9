import assert from 'node:assert/strict';
import {readdir} from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {readTree} from '../helpers/read-tree.ts';
import {type Ferry, startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('two processes share different folders with one data directory, and two others receive them with another', async t => {
	const {folder, start} = await prepare(t);
	await writeTree(path.join(folder, 'a'), {file: 'a', 'below/file': 'b'});
	await writeTree(path.join(folder, 'b'), {file: 'c'});
	const shares = ['a', 'b'].map(name => start('share', path.join(folder, name), '--store', 'sharer'));
	const keys = await Promise.all(shares.map(async share => (await share.event('announced')).key));
	assert.notEqual(keys[0], keys[1]);

	const receivers = keys.map((key, index) => start('get', key, path.join(folder, `to ${index}`), '--store', 'receiver'));
	for (const receiver of receivers) {
		assert.deepEqual(await receiver.ended, {code: 0, signal: undefined}, receiver.stdout);
	}

	assert.deepEqual((await compareFolders(path.join(folder, 'a'), path.join(folder, 'to 0'))).differences, []);
	assert.deepEqual((await compareFolders(path.join(folder, 'b'), path.join(folder, 'to 1'))).differences, []);
	const list = start('list', '--store', 'sharer');
	await list.ended;
	const listed = list.stdout.trim().split('\n').map(line => {
		const {key, pid}: {readonly key: string; readonly pid: number} = JSON.parse(line);
		return {key, pid};
	});
	assert.deepEqual(new Set(listed), new Set(keys.map((key, index) => ({key, pid: shares[index]!.pid}))));
});

test('the same folder shared twice at once is refused with the process that has it, and can be shared when that has ended', async t => {
	const {folder, start} = await prepare(t);
	await writeTree(path.join(folder, 'a'), {file: 'a'});
	const first = start('share', path.join(folder, 'a'), '--store', 'sharer');
	const {key} = await first.event('announced');
	const second = start('share', path.join(folder, 'a'), '--store', 'sharer');
	assert.deepEqual(await second.ended, {code: 1, signal: undefined});
	assert.match(second.stdout, /"code":"share-in-use"/v);
	assert.match(second.stdout, new RegExp(String.raw`\b${first.pid}\b`, 'v'));

	first.kill('SIGKILL');
	await first.ended;
	const third = start('share', path.join(folder, 'a'), '--store', 'sharer');
	assert.equal((await third.event('announced')).key, key);
});

test('the same share received twice at once is refused with the process that has it', async t => {
	const {folder, start} = await prepare(t);
	await writeTree(path.join(folder, 'a'), {file: 'a'});
	const {key} = await start('share', path.join(folder, 'a'), '--store', 'sharer').event('announced');
	const first = start('get', key, path.join(folder, 'to'), '--stay', '--store', 'receiver');
	await first.event('received');
	for (const to of ['to', 'elsewhere']) {
		const second = start('get', key, path.join(folder, to), '--store', 'receiver');
		assert.deepEqual(await second.ended, {code: 1, signal: undefined}, second.stdout);
		assert.match(second.stdout, /"code":"share-in-use"/v);
		assert.match(second.stdout, new RegExp(String.raw`\b${first.pid}\b`, 'v'));
	}
});

test('a share received into one folder with two data directories is refused to the second, which goes on when the first is killed, and the first after that', async t => {
	const {folder, start} = await prepare(t);
	await writeTree(path.join(folder, 'a'), {large: pseudoRandomBytes('two at once')(3 * 1024 * 1024), small: 'b'});
	const {key} = await start('share', path.join(folder, 'a'), '--limit-up', '1MiB', '--store', 'sharer').event('announced');
	const to = path.join(folder, 'to');
	const first = start('get', key, to, '--store', 'first');
	await first.event('receiving', ({bytes}) => bytes > 0);
	const refused = start('get', key, to, '--store', 'second');
	assert.deepEqual(await refused.ended, {code: 1, signal: undefined}, refused.stdout);
	assert.match(refused.stdout, /"code":"destination-in-use"/v);
	assert.match(refused.stdout, new RegExp(String.raw`\b${first.pid}\b`, 'v'));

	first.kill('SIGKILL');
	await first.ended;
	for (const store of ['second', 'first']) {
		const get = start('get', key, to, '--store', store);
		assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stdout);
		assert.deepEqual((await compareFolders(path.join(folder, 'a'), to)).differences, []);
		assert.deepEqual(await readdir(to), ['large', 'small']);
	}
});

test('a folder that is only served from, and no more received into, can be received into with another data directory', async t => {
	const {folder, start} = await prepare(t);
	await writeTree(path.join(folder, 'a'), {file: 'a'});
	const {key} = await start('share', path.join(folder, 'a'), '--store', 'sharer').event('announced');
	const to = path.join(folder, 'to');
	const first = start('get', key, to, '--stay', '--store', 'first');
	await first.event('received');
	const second = start('get', key, to, '--live', '--store', 'second');
	await second.event('received');
	const third = start('get', key, to, '--store', 'third');
	assert.deepEqual(await third.ended, {code: 1, signal: undefined}, third.stdout);
	assert.match(third.stdout, /"code":"destination-in-use"/v);
});

test('a share is received on the computer that shares it, with the same data directory', async t => {
	const {folder, start} = await prepare(t);
	await writeTree(path.join(folder, 'a'), {file: 'a', 'below/file': 'b'});
	const share = start('share', path.join(folder, 'a'), '--store', 'store');
	const {key} = await share.event('announced');
	const get = start('get', key, path.join(folder, 'to'), '--store', 'store');
	assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stdout);
	assert.deepEqual((await compareFolders(path.join(folder, 'a'), path.join(folder, 'to'))).differences, []);
	const {version} = await share.event('delivered');
	assert.equal(version, 1);
});

test('a data directory inside a shared folder is not shared', async t => {
	const {folder, start} = await prepare(t);
	const shared = path.join(folder, 'a');
	await writeTree(shared, {file: 'a', 'below/file': 'b'});
	const {key} = await start('share', shared, '--no-ignore', '--store', 'a/below/store').event('announced');
	const to = path.join(folder, 'to');
	const get = start('get', key, to, '--store', 'receiver');
	assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stdout);
	assert.deepEqual([...(await readTree(to)).keys()], ['below', 'below/file', 'file']);
});

test('a data directory, or anything in it, can’t be shared', async t => {
	const {folder, start} = await prepare(t);
	await start('id', '--store', 'store').ended;
	for (const place of ['store', 'store/identity', 'store/shares']) {
		const share = start('share', path.join(folder, place), '--store', 'store');
		assert.deepEqual(await share.ended, {code: 2, signal: undefined}, share.stdout);
	}
});

async function prepare(t: TestContext) {
	const folder = await temporaryFolder(t);
	const {bootstrap} = await localTestnet(t);
	return {
		folder,
		start: (...arguments_: readonly string[]): Ferry => startFerry(t, [...arguments_, '--json'], {cwd: folder, env: {FERRY_BOOTSTRAP: bootstrap.join(',')}}),
	};
}
