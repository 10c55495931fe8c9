import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {cannotMakeNamespaces, type Host, type NatKind} from '../../scripts/namespaces.ts';
import {type Hosts, prepareHosts} from '../helpers/hosts.ts';
import type {Ferry} from '../helpers/run-ferry.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';

const options = {skip: cannotMakeNamespaces, timeout: 240_000};
/** Megabits a second: slowly enough for something to happen on the way. */
const slow = 16;

const pairs: ReadonlyArray<readonly [NatKind, NatKind]> = [['cone', 'cone'], ['random', 'cone'], ['cone', 'random']];
for (const [sharer, receiver] of pairs) {
	test(`a sharer behind a ${sharer} NAT and a receiver behind a ${receiver} NAT connect`, options, async t => {
		const hosts = await prepareHosts(t);
		const [ada, ben] = await twoHomes(hosts, sharer, receiver);
		const {get, isEqual} = await transfer(hosts, ada, ben, {large: 2});
		const started = performance.now();
		await get.event('found');
		t.diagnostic(`Connected after ${Math.round(performance.now() - started)} ms`);
		await assertDone(get, isEqual);
	});
}

test('two in one home behind a NAT connect within it', options, async t => {
	const hosts = await prepareHosts(t);
	const internet = hosts.namespaces.internet();
	await hosts.startDht(internet);
	const [ada, ben] = hosts.namespaces.home(internet, {number: 1, nat: 'random', hosts: 2});
	const {get, isEqual} = await transfer(hosts, ada!, ben!, {large: 2});
	await assertDone(get, isEqual);
});

test('a slow link carries it', options, async t => {
	const hosts = await prepareHosts(t);
	const [ada, ben] = await twoHomes(hosts, 'cone', 'cone');
	ada.limit(slow);
	const {get, isEqual} = await transfer(hosts, ada, ben, {large: 6});
	await assertDone(get, isEqual);
});

test('a link that is cut for 30 seconds in the middle of a transfer loses nothing, and it goes on by itself', options, async t => {
	const hosts = await prepareHosts(t);
	const [ada, ben] = await twoHomes(hosts, 'cone', 'cone');
	ada.limit(slow);
	const {get, share, isEqual} = await transfer(hosts, ada, ben, {large: 24});
	await midway(get);
	ben.plug(false);
	await delay(30_000);
	assert.equal(get.events.some(({type}) => type === 'received'), false);
	ben.plug(true);
	await assertDone(get, isEqual);
	share.kill();
	await share.ended;
});

test('a computer that gets another address in the middle of a transfer goes on by itself', options, async t => {
	const hosts = await prepareHosts(t);
	const [ada, ben] = await twoHomes(hosts, 'cone', 'cone');
	ada.limit(slow);
	const {get, isEqual} = await transfer(hosts, ada, ben, {large: 24});
	await midway(get);
	ben.move('192.168.2.2/24', '192.168.2.77/24');
	await assertDone(get, isEqual);
});

async function twoHomes(hosts: Hosts, first: NatKind, second: NatKind): Promise<readonly [Host, Host]> {
	const {namespaces, startDht} = hosts;
	const internet = namespaces.internet();
	const [ada] = namespaces.home(internet, {number: 1, nat: first});
	const [ben] = namespaces.home(internet, {number: 2, nat: second});
	await startDht(internet);
	return [ada!, ben!];
}

async function transfer({folder, ferry}: Hosts, sharer: Host, receiver: Host, {large}: {readonly large: number}): Promise<{readonly share: Ferry; readonly get: Ferry; readonly isEqual: () => Promise<boolean>}> {
	const [from, to] = [path.join(folder, 'from'), path.join(folder, 'to')];
	await writeLargeFolder(from, {large, small: 20, smallBytes: 5000});
	const share = ferry(sharer, 'ada', ['share', from, '--json']);
	const {key} = await share.event('announced');
	await share.event('version');
	return {
		share,
		get: ferry(receiver, 'ben', ['get', key, to, '--json', '--yes']),
		isEqual: async () => (await compareFolders(from, to)).differences.length === 0,
	};
}

async function midway(get: Ferry): Promise<void> {
	await get.event('receiving', ({bytes, totalBytes}) => bytes > totalBytes / 5);
}

async function assertDone(get: Ferry, isEqual: () => Promise<boolean>): Promise<void> {
	assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stderr);
	assert.ok(await isEqual());
}

