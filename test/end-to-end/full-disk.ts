import assert from 'node:assert/strict';
import {readdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {type Ferry, startFerry} from '../helpers/run-ferry.ts';
import {cannotMount, SmallDisk} from '../helpers/small-disk.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const mebibyte = 1024 * 1024;
const skip = cannotMount;

test('a share that does not fit is refused with exit code 4 and both numbers, before anything is written', {skip}, async t => {
	const {share, get, disk, bytes} = await prepare(t, {disk: 8, large: 20, small: 0});
	const {key} = await share().event('announced');
	const receiver = get(key, {to: path.join(disk.place, 'to')});
	assert.deepEqual(await receiver.ended, {code: 4, signal: undefined});
	const {code, message} = lastLine(receiver);
	assert.equal(code, 'disk-full');
	const [needed, free] = message.match(/[\d,]{3,}/gv)!.map(text => Number(text.replaceAll(',', '')));
	assert.equal(needed, bytes);
	assert.ok(free! > 0 && free! <= 8 * mebibyte);
	assert.deepEqual(await readdir(disk.place), []);
});

test('a receiver that finds its disk full says so, waits, and goes on by itself when there is room', {skip}, async t => {
	const {from, share, get, disk, bytes} = await prepare(t, {disk: 64, large: 30, small: 300});
	const {key} = await share().event('announced');
	const to = path.join(disk.place, 'to');
	const receiver = get(key, {to});
	await receiver.line(/"event":"offer"/v);
	disk.fill();
	const full = await receiver.event('disk-full');
	assert.ok(full.neededBytes > 0 && full.neededBytes <= bytes);
	assert.ok(full.freeBytes < mebibyte);
	assert.ok(!receiver.events.some(({type}) => type === 'received'));

	disk.makeRoom();
	await receiver.event('disk-has-room');
	assert.deepEqual(await receiver.ended, {code: 0, signal: undefined}, receiver.stdout + receiver.stderr);
	assert.deepEqual((await compareFolders(from, to)).differences, []);
});

test('a receiver that is stopped while its disk is full goes on with the same command', {skip}, async t => {
	const {from, share, get, disk} = await prepare(t, {disk: 64, large: 30, small: 300});
	const {key} = await share().event('announced');
	const to = path.join(disk.place, 'to');
	const first = get(key, {to});
	await first.line(/"event":"offer"/v);
	disk.fill();
	await first.event('disk-full');
	first.kill('SIGINT');
	assert.deepEqual(await first.ended, {code: 130, signal: undefined}, first.stderr);

	disk.makeRoom();
	const second = get(key, {to});
	assert.deepEqual(await second.ended, {code: 0, signal: undefined}, second.stdout + second.stderr);
	assert.deepEqual((await compareFolders(from, to)).differences, []);
});

test('a receiver whose data directory is on a full disk waits and goes on too', {skip}, async t => {
	const {folder, from, share, get, disk} = await prepare(t, {disk: 16, large: 60, small: 300});
	const {key} = await share().event('announced');
	const to = path.join(folder, 'to');
	const store = path.join(disk.place, 'store');
	const receiver = get(key, {to, store});
	await receiver.line(/"event":"offer"/v);
	disk.fill();
	const {place, freeBytes} = await receiver.event('disk-full');
	assert.equal(place, store);
	assert.ok(freeBytes < mebibyte);
	disk.makeRoom();
	assert.deepEqual(await receiver.ended, {code: 0, signal: undefined}, receiver.stdout + receiver.stderr);
	assert.deepEqual((await compareFolders(from, to)).differences, []);
});

test('a sharer whose data directory is on a full disk waits and goes on, and its receiver with it', {skip}, async t => {
	const {folder, from, share, get, disk} = await prepare(t, {disk: 16, large: 60, small: 2000});
	const sharer = share({store: path.join(disk.place, 'store')});
	const {key} = await sharer.event('feed');
	await sharer.event('scanned');
	disk.fill();
	await sharer.event('disk-full');
	disk.makeRoom();
	await sharer.event('disk-has-room');
	await sharer.event('version');
	const to = path.join(folder, 'to');
	const receiver = get(key, {to});
	assert.deepEqual(await receiver.ended, {code: 0, signal: undefined}, receiver.stdout + receiver.stderr);
	assert.deepEqual((await compareFolders(from, to)).differences, []);
	sharer.kill();
	assert.deepEqual(await sharer.ended, {code: 0, signal: undefined});
});

test('a version that comes while its receiver waits for room is followed, and what it doesn’t have any more makes room', {skip}, async t => {
	const {from, to, share, follow, files} = await prepareHuge(t);
	const {key} = await share.event('announced');
	const receiver = follow(key);
	await receiver.event('received');
	await writeFile(path.join(from, 'huge'), pseudoRandomBytes('huge')(6 * mebibyte));
	await receiver.event('disk-full');
	await rm(path.join(from, 'huge'));
	await writeFile(path.join(from, 'b'), 'second');
	await receiver.event('received', ({version}) => version >= 3);
	await receiver.event('disk-has-room');
	assert.deepEqual(await files(), ['a', 'b']);
	assert.deepEqual((await compareFolders(from, to)).differences, []);
});

test('who was stopped while the disk was full goes on with a version that has room, without what was begun for the one before', {skip}, async t => {
	const {from, to, share, follow, get, files} = await prepareHuge(t);
	const {key} = await share.event('announced');
	const first = follow(key);
	await first.event('received');
	await writeFile(path.join(from, 'huge'), pseudoRandomBytes('huge')(6 * mebibyte));
	await first.event('disk-full');
	first.kill('SIGKILL');
	await first.ended;
	await rm(path.join(from, 'huge'));
	await writeFile(path.join(from, 'b'), 'second');
	await share.event('version', ({version}) => version >= 3);
	const second = get(key, {to});
	assert.deepEqual(await second.ended, {code: 0, signal: undefined}, second.stdout + second.stderr);
	assert.deepEqual(await files(), ['a', 'b']);
	assert.deepEqual((await compareFolders(from, to)).differences, []);
});

/** A megabyte that is shared, and a disk that has room for it but not for what will be there later. */
async function prepareHuge(t: TestContext) {
	const prepared = await prepare(t, {disk: 4, large: 0, small: 0});
	const {disk, start, folder} = prepared;
	const [from, to] = [path.join(folder, 'follow'), path.join(disk.place, 'to')];
	await writeTree(from, {a: pseudoRandomBytes('a')(mebibyte)});
	return {
		...prepared,
		from,
		to,
		share: start('share', from, '--store', path.join(folder, 'sharer')),
		follow: (key: string) => start('get', key, to, '--live', '--store', path.join(folder, 'receiver')),
		files: async () => (await readdir(to)).toSorted(),
	};
}

type Options = {
	/** Size of the small disk, and of the one large file, in MiB. */
	readonly disk: number;
	readonly large: number;
	readonly small: number;
};

async function prepare(t: TestContext, {disk: size, large, small}: Options) {
	// What is registered first is done first: lazily, for there are processes that still use it.
	const mounted: SmallDisk[] = [];
	t.after(() => {
		for (const disk of mounted) {
			disk.unmount();
		}
	});
	const folder = await temporaryFolder(t);
	const {bootstrap} = await localTestnet(t);
	const from = path.join(folder, 'from');
	const {bytes} = await writeLargeFolder(from, {large, small, smallBytes: 10_000});
	const options = {env: {FERRY_BOOTSTRAP: bootstrap.join(',')}};
	const start = (...arguments_: readonly string[]): Ferry => startFerry(t, [...arguments_, '--json'], options);
	const disk = new SmallDisk(path.join(folder, 'disk'), size);
	mounted.push(disk);
	return {
		folder,
		disk,
		start,
		from,
		bytes,
		share: ({store = path.join(folder, 'sharer')} = {}) => start('share', from, '--store', store),
		get: (key: string, {to, store = path.join(folder, 'receiver')}: {readonly to: string; readonly store?: string}) => start('get', key, to, '--store', store),
	};
}

function lastLine(ferry: Ferry): {readonly code: string; readonly message: string} {
	const error: {readonly code: string; readonly message: string} = JSON.parse(ferry.stdout.trimEnd().split('\n').at(-1)!);
	return error;
}
