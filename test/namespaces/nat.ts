import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {
	cannotMakeHomes, cannotMakeNamespaces, type Host, type NatKind,
} from '../../scripts/namespaces.ts';
import {type Hosts, prepareHosts} from '../helpers/hosts.ts';
import type {Ferry} from '../helpers/run-ferry.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';

const options = {skip: cannotMakeHomes, timeout: 240_000};
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

test('between two random NATs there is no direct way, which is said with what helps, and a relay of one’s own is a way', options, async t => {
	const hosts = await prepareHosts(t);
	const internet = hosts.namespaces.internet();
	const [ada] = hosts.namespaces.home(internet, {number: 1, nat: 'random'});
	const [ben] = hosts.namespaces.home(internet, {number: 2, nat: 'random'});
	const server = hosts.namespaces.server(internet, 1);
	const bootstrap = '11.0.3.1:49737';
	const node = hosts.ferry(server, 'server', ['node', '--relay', '--json']);
	const [, relay] = await node.line(/"relay":"(?<relay>[\da-f]{64})"/v);
	const {key, from} = await shareFolder(hosts, ada!, {large: 2, options: ['--bootstrap', bootstrap]});
	const to = path.join(hosts.folder, 'to');
	const get = ['get', key, to, '--json', '--yes', '--bootstrap', bootstrap];
	const direct = hosts.ferry(ben!, 'ben', [...get, '--timeout', '20']);
	const warning = await direct.event('warning');
	assert.equal(warning.code, 'no-direct-way');
	assert.match(warning.message, /--relay-through/v);
	assert.deepEqual(await direct.ended, {code: 3, signal: undefined});
	assert.match(direct.stdout, /"no-peer".*no direct way/v);
	const relayed = hosts.ferry(ben!, 'ben', [...get, '--relay-through', relay!]);
	assert.deepEqual(await relayed.ended, {code: 0, signal: undefined}, relayed.stderr);
	assert.deepEqual((await compareFolders(from, to)).differences, []);
});

for (const who of ['receiver', 'sharer'] as const) {
	test(`two that can’t send each other anything go through a relay that the ${who} names, at once and without a warning`, options, async t => {
		const hosts = await prepareHosts(t);
		const {hosts: [ada, ben], between} = hosts.namespaces.apart();
		const node = hosts.ferry(between, 'between', ['node', '--relay', '--host', '10.1.0.1', '--json']);
		const [, relay] = await node.line(/"relay":"(?<relay>[\da-f]{64})"/v);
		const common = ['--bootstrap', '10.1.0.1:49737'];
		const through = ['--relay-through', relay!];
		const {key, from} = await shareFolder(hosts, ada, {large: 2, options: who === 'sharer' ? [...common, ...through] : common});
		const to = path.join(hosts.folder, 'to');
		const started = performance.now();
		// Without the relay a dial is given up after 15 seconds.
		const get = hosts.ferry(ben, 'ben', ['get', key, to, '--json', '--yes', '--timeout', '12', ...common, ...(who === 'receiver' ? through : [])]);
		await get.event('found');
		t.diagnostic(`Connected after ${Math.round(performance.now() - started)} ms`);
		assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stderr);
		assert.deepEqual(get.events.filter(({type}) => type === 'warning'), []);
		assert.deepEqual((await compareFolders(from, to)).differences, []);
	});
}

test('a relay that both name carries nothing where there is a direct way', options, async t => {
	const hosts = await prepareHosts(t);
	const internet = hosts.namespaces.internet();
	const [ada] = hosts.namespaces.home(internet, {number: 1, nat: 'cone'});
	const [ben] = hosts.namespaces.home(internet, {number: 2, nat: 'cone'});
	const server = hosts.namespaces.server(internet, 1);
	const node = hosts.ferry(server, 'server', ['node', '--relay', '--json']);
	const [, relay] = await node.line(/"relay":"(?<relay>[\da-f]{64})"/v);
	const flags = ['--bootstrap', '11.0.3.1:49737', '--relay-through', relay!];
	const {key} = await shareFolder(hosts, ada!, {large: 16, options: flags});
	const get = hosts.ferry(ben!, 'ben', ['get', key, path.join(hosts.folder, 'to'), '--json', '--yes', ...flags]);
	assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stderr);
	const passed = Number(server.output('cat', '/sys/class/net/eth0/statistics/rx_bytes'));
	t.diagnostic(`${passed} bytes came to the relay`);
	// What was shared is twice 16 mebibytes; some may go before the direct way is found.
	assert.ok(passed < 8_000_000, `${passed} bytes went through the relay`);
});

test('a node that is started again is found at its address, with the same relay key', {...options, skip: cannotMakeNamespaces}, async t => {
	const hosts = await prepareHosts(t);
	const [ada, ben, server] = hosts.namespaces.lan(3);
	const relays: string[] = [];
	const bootstrap = ['--bootstrap', '10.77.0.3:50000', '--no-lan'];
	let key = '';
	for (const time of ['first', 'second']) {
		const node = hosts.ferry(server!, 'server', ['node', '--relay', '--port', '50000', '--json']);
		const [, relay] = await node.line(/"relay":"(?<relay>[\da-f]{64})"/v);
		relays.push(relay!);
		if (time === 'first') {
			({key} = await shareFolder(hosts, ada!, {large: 1, options: bootstrap}));
		} else {
			const get = hosts.ferry(ben!, 'ben', ['get', key, path.join(hosts.folder, 'to'), '--json', '--yes', ...bootstrap]);
			assert.deepEqual(await get.ended, {code: 0, signal: undefined}, get.stderr);
		}

		node.kill();
		await node.ended;
	}

	assert.equal(relays[0], relays[1]);
});

test('two in one home behind a NAT connect within it, over TCP', options, async t => {
	const hosts = await prepareHosts(t);
	const internet = hosts.namespaces.internet();
	await hosts.startDht(internet);
	const [ada, ben] = hosts.namespaces.home(internet, {number: 1, nat: 'random', hosts: 2});
	const {get, share, isEqual} = await transfer(hosts, ada!, ben!, {large: 2});
	await assertDone(get, isEqual);
	assert.ok([share, get].some(({events}) => events.some(event => 'route' in event && event.route === 'tcp')));
	// What was shared is four times as much; the DHT is asked out there.
	assert.ok(bytesOut(internet) < 500_000, `${bytesOut(internet)} bytes went out`);
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

/** What has come out of the first home. */
function bytesOut(internet: Host): number {
	return Number(internet.output('cat', '/sys/class/net/home1/statistics/rx_bytes'));
}

async function twoHomes(hosts: Hosts, first: NatKind, second: NatKind): Promise<readonly [Host, Host]> {
	const {namespaces, startDht} = hosts;
	const internet = namespaces.internet();
	const [ada] = namespaces.home(internet, {number: 1, nat: first});
	const [ben] = namespaces.home(internet, {number: 2, nat: second});
	await startDht(internet);
	return [ada!, ben!];
}

type Shared = {readonly share: Ferry; readonly key: string; readonly from: string};

async function shareFolder({folder, ferry}: Hosts, sharer: Host, {large, options: flags = []}: {readonly large: number; readonly options?: readonly string[]}): Promise<Shared> {
	const from = path.join(folder, 'from');
	await writeLargeFolder(from, {large, small: 20, smallBytes: 5000});
	const share = ferry(sharer, 'ada', ['share', from, '--json', ...flags]);
	const {key} = await share.event('announced');
	await share.event('version');
	return {share, key, from};
}

type Transfer = {readonly share: Ferry; readonly get: Ferry; readonly isEqual: () => Promise<boolean>};

async function transfer(hosts: Hosts, sharer: Host, receiver: Host, {large}: {readonly large: number}): Promise<Transfer> {
	const to = path.join(hosts.folder, 'to');
	const {share, key, from} = await shareFolder(hosts, sharer, {large});
	return {
		share,
		get: hosts.ferry(receiver, 'ben', ['get', key, to, '--json', '--yes']),
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

