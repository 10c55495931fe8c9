import assert from 'node:assert/strict';
import {readdir, writeFile} from 'node:fs/promises';
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

test('a folder into which everything is received can be received into with another data directory, also while one serves and the other follows', async t => {
	const {folder, start} = await prepare(t);
	await writeTree(path.join(folder, 'a'), {file: 'a'});
	const {key} = await start('share', path.join(folder, 'a'), '--store', 'sharer').event('announced');
	const to = path.join(folder, 'to');
	const first = start('get', key, to, '--stay', '--store', 'first');
	await first.event('received');
	const follow = async (store: string): Promise<Ferry> => {
		const follower = start('get', key, to, '--live', '--store', store);
		await follower.event('received');
		return follower;
	};

	const followers = [await follow('second'), await follow('third')];
	assert.deepEqual(await readdir(to), ['file']);
	await writeFile(path.join(folder, 'a/new'), pseudoRandomBytes('new')(100_000));
	await writeFile(path.join(folder, 'a/file'), 'changed');
	for (const follower of followers) {
		await follower.event('received', ({files}) => files === 2);
	}
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

test('the data directory of another ferry is left out of a shared folder, and what comes is not put into one', async t => {
	const {folder, start} = await prepare(t);
	await writeTree(path.join(folder, 'a'), {'kept/file': 'a', 'below/file': 'b'});
	await start('id', '--store', 'a/below/store').ended;
	const to = path.join(folder, 'to');
	await start('id', '--store', 'to/kept').ended;
	const before = await readTree(to);
	const share = start('share', path.join(folder, 'a'), '--no-ignore', '--store', 'sharer');
	const {key} = await share.event('announced');
	assert.deepEqual(await share.event('left-out'), {type: 'left-out', path: 'below/store', reason: 'data-directory'});
	const get = start('get', key, to, '--overwrite', '--store', 'receiver');
	assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stdout);
	const {notCreated} = await get.event('received');
	assert.equal(notCreated, 2);
	assert.deepEqual(get.events.filter(({type}) => type === 'not-created'), ['kept', 'kept/file'].map(name => ({type: 'not-created', path: name, reason: 'data-directory'})));
	const tree = await readTree(to);
	assert.deepEqual([...tree.keys()].filter(name => !before.has(name)), ['below', 'below/file']);

	const mirror = start('get', key, to, '--mirror', '--yes', '--store', 'receiver');
	await mirror.event('received');
	assert.deepEqual(new Set((await readTree(to)).keys()), new Set(tree.keys()));
	for (const arguments_ of [['share', 'a/below/store', '--store', 'sharer'], ['get', key, 'to/kept/shares', '--yes', '--store', 'third']]) {
		const refused = start(...arguments_);
		assert.deepEqual(await refused.ended, {code: 2, signal: undefined}, refused.stdout);
	}

	// A data directory that is made while the folder is followed.
	await start('id', '--store', 'a/new').ended;
	await share.event('left-out', ({path: name}) => name === 'new');
	await writeFile(path.join(folder, 'a/last'), 'last');
	await mirror.event('received', ({files}) => files === 2);
	assert.ok(!(await readTree(to)).has('new/identity'));
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
