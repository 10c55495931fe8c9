import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {cannotMakeNamespaces} from '../../scripts/namespaces.ts';
import {prepareHosts} from '../helpers/hosts.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';

const options = {skip: cannotMakeNamespaces, timeout: 120_000};

test('two computers in one local network, without internet and DHT, find each other in two seconds and use TCP', options, async t => {
	const {namespaces, folder, ferry} = await prepareHosts(t);
	const [ada, ben] = namespaces.lan(2);
	const from = path.join(folder, 'from');
	await writeLargeFolder(from, {large: 8, small: 20, smallBytes: 5000});
	const share = ferry(ada!, 'ada', ['share', from, '--json', '--lan-only']);
	const {key} = await share.event('announced');
	const get = ferry(ben!, 'ben', ['get', key, path.join(folder, 'to'), '--json', '--yes', '--lan-only']);
	await get.event('searching');
	const started = performance.now();
	const {route} = await get.event('peer-connected');
	const milliseconds = performance.now() - started;
	t.diagnostic(`Connected ${Math.round(milliseconds)} ms after both were there`);
	assert.ok(milliseconds < 2000, `${milliseconds} ms`);
	assert.equal(route, 'tcp');
	assert.deepEqual(await get.ended, {code: 0, signal: undefined});
	assert.ok([share, get].every(({events}) => events.every(event => !('route' in event) || event.route === 'tcp')));
	assert.deepEqual((await compareFolders(from, path.join(folder, 'to'))).differences, []);
});

test('where the DHT can’t be reached it is said once, and peers in the local network are found', options, async t => {
	const {namespaces, folder, ferry} = await prepareHosts(t);
	const [ada, ben] = namespaces.lan(2);
	const from = path.join(folder, 'from');
	await writeLargeFolder(from, {large: 1, small: 2, smallBytes: 5000});
	const share = ferry(ada!, 'ada', ['share', from, '--json']);
	const {key} = await share.event('announced');
	const get = ferry(ben!, 'ben', ['get', key, path.join(folder, 'to'), '--json', '--yes']);
	assert.deepEqual(await get.ended, {code: 0, signal: undefined});
	const warning = await share.event('warning');
	assert.equal(warning.code, 'dht-unreachable');
	assert.match(warning.message, /local network/v);
	assert.deepEqual((await compareFolders(from, path.join(folder, 'to'))).differences, []);
});

test('with --no-lan nobody is found in the local network', options, async t => {
	const {namespaces, folder, ferry} = await prepareHosts(t);
	const [ada, ben] = namespaces.lan(2);
	const from = path.join(folder, 'from');
	await writeLargeFolder(from, {large: 1, small: 2, smallBytes: 5000});
	const {key} = await ferry(ada!, 'ada', ['share', from, '--json']).event('announced');
	const get = ferry(ben!, 'ben', ['get', key, path.join(folder, 'to'), '--json', '--yes', '--no-lan', '--timeout', '3']);
	assert.deepEqual(await get.ended, {code: 3, signal: undefined});
});

test('where TCP goes over IPv6 alone, peers that were found over IPv4 use that', options, async t => {
	const {namespaces, folder, ferry} = await prepareHosts(t);
	const [ada, ben, server] = namespaces.lan(3);
	for (const [index, host] of [ada!, ben!].entries()) {
		host.ip('address', 'add', `fd77::${index + 1}/64`, 'dev', 'eth0', 'nodad');
		host.ip('rule', 'add', 'pref', '1', 'ipproto', 'tcp', 'prohibit');
	}

	const common = ['--json', '--no-lan', '--bootstrap', '10.77.0.3:49737'];
	await ferry(server!, 'server', ['node', '--json']).line(/"bootstrap"/v);
	const from = path.join(folder, 'from');
	await writeLargeFolder(from, {large: 4, small: 2, smallBytes: 5000});
	const share = ferry(ada!, 'ada', ['share', from, ...common]);
	const {key} = await share.event('announced');
	const get = ferry(ben!, 'ben', ['get', key, path.join(folder, 'to'), '--yes', '--stay', ...common]);
	await get.event('peer-route', ({route}) => route === 'tcp');
	const connections = ben!.output('ss', '-Htn', 'state', 'established');
	assert.match(connections, /\[fd77::1\]:\d+/v);
	await get.event('received');
	assert.deepEqual((await compareFolders(from, path.join(folder, 'to'))).differences, []);
});
