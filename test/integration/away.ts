import assert from 'node:assert/strict';
import {
	mkdir, rename, rm, rmdir, writeFile,
} from 'node:fs/promises';
import {test, type TestContext} from 'node:test';
import {isDeepStrictEqual} from 'node:util';
import {readTree} from '../helpers/read-tree.ts';
import {notInDeno} from '../helpers/runtime.ts';
import {cannotMount, SmallDisk} from '../helpers/small-disk.ts';
import {twoApps, type Job} from '../helpers/two-apps.ts';
import {writeTree} from '../helpers/write-tree.ts';

const timeout = 30_000;

async function untilEqual(get: Job, one: string, other: string): Promise<void> {
	for (;;) {
		const count = get.all('received').length;
		if (isDeepStrictEqual(await readTree(one), await readTree(other))) {
			return;
		}

		await get.event('received', () => get.all('received').length > count);
	}
}

test('a shared folder that is away for a while is waited for, and nobody deletes anything', {timeout}, async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const [shared, received] = [`${folder}/shared`, `${folder}/received`];
	await writeTree(shared, {'d/a': 'a', b: 'b'});
	const share = sharer.share(shared, {watch: true});
	const get = receiver.get(await share.key(), received, {live: true});
	await get.event('received');
	const before = await readTree(received);
	await rename(shared, `${folder}/moved`);
	await share.event('warning', ({code}) => code === 'source-away');
	assert.deepEqual(await readTree(received), before);
	await rename(`${folder}/moved`, shared);
	await writeFile(`${shared}/c`, 'c');
	await untilEqual(get, shared, received);
	await rm(shared, {recursive: true});
	await share.event('warning', () => share.all('warning').length === 2);
	await writeTree(shared, {'d/a': 'made anew', e: 'e'});
	await untilEqual(get, shared, received);
	await writeFile(`${shared}/d/a`, 'and followed');
	await untilEqual(get, shared, received);
});

test('an empty folder that stands in for the shared one is told of, and what is deleted one by one is deleted', {timeout}, async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const [shared, received] = [`${folder}/shared`, `${folder}/received`];
	await writeTree(shared, {'d/a': 'a', b: 'b'});
	const share = sharer.share(shared, {watch: true});
	const get = receiver.get(await share.key(), received, {live: true});
	await get.event('received');
	const before = await readTree(received);
	await rename(shared, `${folder}/moved`);
	await mkdir(shared);
	const {message} = await share.event('warning', ({code, message}) => code === 'source-away' && message.includes('empty'));
	assert.match(message, /not taken for all of it deleted; if it is meant, put any file into it\. Ferry goes on when it is back\.$/v);
	assert.deepEqual(await readTree(received), before);
	await rmdir(shared);
	await rename(`${folder}/moved`, shared);
	await writeFile(`${shared}/c`, 'c');
	await untilEqual(get, shared, received);
	assert.equal(share.all('version').length, 2);
	for (const name of ['b', 'c', 'd']) {
		await rm(`${shared}/${name}`, {recursive: true});
	}

	await untilEqual(get, shared, received);
	assert.deepEqual([...(await readTree(received)).keys()], []);
});

test('a file that is shared by its name and is away stays at those who follow', {timeout}, async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const received = `${folder}/received`;
	await writeTree(folder, {one: 'one', 'two/a': 'a'});
	const share = sharer.share([`${folder}/one`, `${folder}/two`], {watch: true});
	const get = receiver.get(await share.key(), received, {live: true});
	await get.event('received');
	const before = await readTree(received);
	await rename(`${folder}/two`, `${folder}/moved`);
	await get.event('received', ({version}) => version === 2);
	await rm(`${folder}/one`);
	await get.event('received', ({version}) => version === 3);
	assert.deepEqual(await readTree(received), before);
	await rename(`${folder}/moved`, `${folder}/two`);
	await writeTree(folder, {one: 'anew', 'two/b': 'b'});
	await get.event('received', ({version}) => version > 3);
	await untilEqual(get, `${folder}/two`, `${received}/two`);
});

/** Disks that are unmounted before the folder goes that they are in. */
function disksOf(t: TestContext): SmallDisk[] {
	const disks: SmallDisk[] = [];
	t.after(() => {
		for (const disk of disks.toReversed()) {
			disk.unmount();
		}
	});
	return disks;
}

test('what is on a disk that is taken out is not taken for deleted', {timeout, skip: cannotMount || notInDeno('nobody is told when a disk is taken out')}, async t => {
	const disks = disksOf(t);
	const {folder, sharer, receiver} = await twoApps(t);
	const [shared, received] = [`${folder}/shared`, `${folder}/received`];
	disks.push(new SmallDisk(shared, 4), new SmallDisk(`${shared}/usb`, 4));
	await writeTree(shared, {'usb/a': 'a', b: 'b'});
	const share = sharer.share(shared, {watch: true});
	const get = receiver.get(await share.key(), received, {live: true});
	await get.event('received');
	const before = await readTree(received);
	disks.pop()!.unmount();
	await writeFile(`${shared}/c`, 'c');
	assert.equal((await get.event('received', ({version}) => version === 2)).withheld, 1);
	assert.deepEqual([...await readTree(received)].filter(([name]) => name !== 'c' && name !== 'usb'), [...before].filter(([name]) => name !== 'usb'));
	disks.pop()!.unmount();
	await writeFile(`${shared}/below`, 'on the disk below');
	await share.event('warning', ({code}) => code === 'source-away');
	await share.stop();
	await rm(`${shared}/below`);
	const again = sharer.share(shared, {watch: true});
	await assert.rejects(again.ended, {code: 'path-missing', message: /is empty, but had 2 files/v});
});

test('what is on a disk that is out when sharing begins is not taken for deleted', {timeout, skip: cannotMount}, async t => {
	const disks = disksOf(t);
	const {folder, sharer, receiver} = await twoApps(t);
	const [shared, received] = [`${folder}/shared`, `${folder}/received`];
	await writeTree(shared, {b: 'b'});
	for (const name of ['usb', 'gone', 'deep/usb']) {
		disks.push(new SmallDisk(`${shared}/${name}`, 4));
		await writeTree(shared, {[`${name}/a`]: name});
	}

	const before = sharer.share(shared, {watch: true});
	const get = receiver.get(await before.key(), received, {live: true});
	await get.event('received');
	const all = await readTree(received);
	await before.stop();
	for (const disk of disks.splice(0)) {
		disk.unmount();
	}

	await rm(`${shared}/gone`, {recursive: true});
	await rename(`${shared}/deep/usb`, `${folder}/deep-usb`);
	await writeFile(`${shared}/c`, 'c');
	const share = sharer.share(shared, {watch: true});
	assert.equal((await get.event('received', ({version}) => version === 2)).withheld, 3);
	await writeFile(`${shared}/d`, 'd');
	await get.event('received', ({version}) => version === 3);
	const now = await readTree(received);
	assert.deepEqual([...all.keys()].filter(name => !now.has(name)), []);
	await share.stop();
	disks.push(new SmallDisk(`${shared}/usb`, 4), new SmallDisk(`${shared}/gone`, 4));
	await writeTree(shared, {'usb/e': 'e', 'gone/a': 'gone', 'deep/usb/f': 'on the disk below'});
	sharer.share(shared, {watch: true});
	await get.event('received', ({version}) => version === 4);
	assert.deepEqual([...(await readTree(received)).keys()], [...(await readTree(shared)).keys()]);
});

test('a mirror does not reach into a disk that is mounted in it', {timeout, skip: cannotMount}, async t => {
	const disks = disksOf(t);
	const {folder, sharer, receiver} = await twoApps(t);
	const received = `${folder}/received`;
	await writeTree(folder, {'shared/a': 'a', 'received/extra': 'extra'});
	disks.push(new SmallDisk(`${received}/usb`, 4));
	await writeTree(received, {'usb/precious': 'precious'});
	const share = sharer.share(`${folder}/shared`);
	const get = receiver.get(await share.key(), received, {mirror: true});
	await get.event('received');
	assert.deepEqual([...(await readTree(received)).keys()], ['a', 'usb', 'usb/precious']);
});
