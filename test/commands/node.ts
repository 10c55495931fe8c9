import assert from 'node:assert/strict';
import test from 'node:test';
import type {RunNodeOptions} from '../../source/app/run-node.ts';
import {runCommand} from '../helpers/run-command.ts';

const app = {
	async runNode({host, port, relay, onRunning}: RunNodeOptions): Promise<void> {
		onRunning({bootstrap: `${host ?? '192.0.2.1'}:${port}`, ...(relay && {relay: 'ab'.repeat(32)})});
	},
};

test('what it prints is for --bootstrap, and how that is used stands beside it', async () => {
	const {exitCode, output, error} = await runCommand(['node'], {app});
	assert.equal(exitCode, 0);
	assert.equal(output, '192.0.2.1:49737\n');
	assert.match(error, /--bootstrap 192\.0\.2\.1:49737/v);
});

test('a relay’s key is on the second line', async () => {
	const {output, error} = await runCommand(['node', '--relay', '--host', '10.0.0.1', '--port', '5000'], {app});
	assert.equal(output, `10.0.0.1:5000\n${'ab'.repeat(32)}\n`);
	assert.match(error, /--relay-through abab/v);
});

test('for programs it is one object', async () => {
	const {output} = await runCommand(['node', '--relay', '--json'], {app});
	assert.deepEqual(JSON.parse(output), {event: 'node', bootstrap: '192.0.2.1:49737', relay: 'ab'.repeat(32)});
});

test('a port of which no six in a row are there, and what only a peer can be told, are refused', async () => {
	const forPeers = [['--bootstrap', '127.0.0.1:1'], ['--no-tcp'], ['--no-lan'], ['--lan-only'], ['--relay-through', 'ab'.repeat(32)]];
	for (const wrong of [['--port', '0'], ['--port', '65531'], ['--port', '1.5'], ['here'], ...forPeers]) {
		const {exitCode, opened} = await runCommand(['node', ...wrong], {app});
		assert.equal(exitCode, 2, wrong.join(' '));
		assert.deepEqual(opened, []);
	}
});

test('an address that is not of IPv4, or has to be looked up, is refused with one that would do', async () => {
	for (const host of ['::1', 'localhost', '192.168.1']) {
		const {exitCode, error, opened} = await runCommand(['node', '--host', host], {app});
		assert.equal(exitCode, 2, host);
		assert.match(error, /--host needs an IPv4 address.* 192\.168\.1\.10/v);
		assert.deepEqual(opened, []);
	}
});
