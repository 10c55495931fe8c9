import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import path from 'node:path';
import test, {type TestContext} from 'node:test';
import crypto from 'hypercore-crypto';
import DHT from 'hyperdht';
import {chooseUdx} from '../../source/network/choose-udx.ts';
import {parseShareKey} from '../../source/link/share-key.ts';
import {announcedFor} from '../helpers/announced-for.ts';
import {startFerry} from '../helpers/run-ferry.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {writeTree} from '../helpers/write-tree.ts';

/** Milliseconds within which a program has ended that was asked to. */
const longestQuitting = 2000;

test('where the DHT is deaf, share and get end within two seconds of a signal', async t => {
	const root = await temporaryFolder(t);
	await writeTree(path.join(root, 'photos'), {file: 'content'});
	const env = {FERRY_BOOTSTRAP: await deafNode(t)};
	const share = startFerry(t, ['share', path.join(root, 'photos'), '--json', '--store', path.join(root, 'sharer')], {env});
	const get = startFerry(t, ['get', Buffer.alloc(32, 7).toString('hex'), path.join(root, 'to'), '--json', '--store', path.join(root, 'receiver')], {env});
	await Promise.all([share.event('version'), get.event('searching')]);
	for (const [ferry, signal, code] of [[share, 'SIGINT', 0], [get, 'SIGTERM', 143]] as const) {
		const asked = performance.now();
		ferry.kill(signal);
		assert.deepEqual(await ferry.ended, {code, signal: undefined}, ferry.stdout);
		const taken = performance.now() - asked;
		t.diagnostic(`${signal}: ended after ${Math.round(taken)} ms`);
		assert.ok(taken < longestQuitting, `${taken} ms`);
	}
});

test('a share that is stopped by a signal is no longer announced when its process has ended', async t => {
	const root = await temporaryFolder(t);
	const {bootstrap} = await localTestnet(t);
	const dht = new DHT({udx: chooseUdx(), bootstrap, host: '127.0.0.1'});
	t.after(async () => dht.destroy());
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		const folder = path.join(root, signal);
		await writeTree(folder, {file: signal});
		const share = startFerry(t, ['share', folder, '--json', '--store', path.join(root, 'store')], {env: {FERRY_BOOTSTRAP: bootstrap.join(',')}});
		const {key} = await share.event('announced');
		const topic = crypto.discoveryKey(parseShareKey(key));
		assert.equal((await announcedFor(dht, topic)).length, 1);
		const asked = performance.now();
		share.kill(signal);
		await share.ended;
		assert.ok(performance.now() - asked < longestQuitting);
		assert.deepEqual(await announcedFor(dht, topic), []);
	}
});

/** The address of what might be a DHT node, and never answers. */
async function deafNode(t: TestContext): Promise<string> {
	const socket = createSocket('udp4');
	socket.bind(0, '127.0.0.1');
	await once(socket, 'listening');
	t.after(() => {
		socket.close();
	});
	return `127.0.0.1:${socket.address().port}`;
}
