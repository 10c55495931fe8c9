import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import {startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const host = '127.0.0.1';
/** Where ports that others are given by the system rarely are. */
const port = 20_000 + (process.pid % 10_000);

test('a file goes over a DHT of one’s own, which a command or the config file names, and what its nodes know is kept', async t => {
	const folder = await temporaryFolder(t);
	await writeFile(path.join(folder, 'file'), 'content');
	const node = startFerry(t, ['node', '--host', host, '--port', String(port), '--json', '--store', path.join(folder, 'node')]);
	const [, bootstrap] = await node.line(/"bootstrap":"(?<bootstrap>[^"]+)"/v);
	assert.equal(bootstrap, `${host}:${port}`);
	const share = startFerry(t, ['share', path.join(folder, 'file'), '--bootstrap', bootstrap, '--json', '--store', path.join(folder, 'sharer')]);
	const {key} = await share.event('announced');
	const config = path.join(folder, 'config.json');
	await writeFile(config, JSON.stringify({bootstrap}));
	const get = startFerry(t, ['get', key, path.join(folder, 'to'), '--yes', '--store', path.join(folder, 'receiver')], {env: {FERRY_BOOTSTRAP: '', FERRY_CONFIG: config}});
	assert.deepEqual(await get.ended, {code: 0, signal: undefined});
	assert.equal(await readFile(path.join(folder, 'to', 'file'), 'utf8'), 'content');

	// Its third port is taken by the first one's.
	const second = startFerry(t, ['node', '--host', host, '--port', String(port - 2), '--store', path.join(folder, 'second')]);
	assert.deepEqual(await second.ended, {code: 1, signal: undefined});
	assert.match(second.stderr, /No node can run at .*--port/sv);
	node.kill();
	assert.deepEqual(await node.ended, {code: 0, signal: undefined});
	assert.match(await readFile(path.join(folder, 'node', 'node.json'), 'utf8'), /"nodes":/v);
});

test('a second one from the same directory is refused with the process of the first, wherever it would run, and may come when that has ended', async t => {
	const store = await temporaryFolder(t);
	const start = (first: number) => startFerry(t, ['node', '--relay', '--host', host, '--port', String(first), '--store', store]);
	const node = start(port + 10);
	await node.line(/^(?<relay>[\da-f]{64})$/mv);
	const second = start(port + 20);
	assert.deepEqual(await second.ended, {code: 1, signal: undefined});
	assert.match(second.stderr, /already.*in process \d+\..*--store/sv);
	node.kill();
	await node.ended;
	const third = start(port + 20);
	await third.line(/^(?<relay>[\da-f]{64})$/mv);
});

test('an address of another computer is refused', async t => {
	const folder = await temporaryFolder(t);
	const node = startFerry(t, ['node', '--host', '192.0.2.1', '--store', folder]);
	assert.deepEqual(await node.ended, {code: 1, signal: undefined});
	assert.match(node.stderr, /EADDRNOTAVAIL/v);
});
