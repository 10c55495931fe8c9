import assert from 'node:assert/strict';
import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import test from 'node:test';
import crypto from 'hypercore-crypto';
import DHT from 'hyperdht';
import {chooseUdx} from '../../source/network/choose-udx.ts';
import {PrivateDht} from '../../source/network/private-dht.ts';

const host = '127.0.0.1';

test('two who start from it reach each other', async t => {
	const dht = await PrivateDht.open({
		host, port: await freePort(), nodes: [], relay: undefined,
	});
	t.after(async () => dht.close());
	const [first, second] = [new DHT({udx: chooseUdx(), bootstrap: [dht.bootstrap], host}), new DHT({udx: chooseUdx(), bootstrap: [dht.bootstrap], host})];
	t.after(async () => Promise.all([first, second].map(async node => node.destroy())));
	const keyPair = crypto.keyPair();
	const server = first.createServer({}, stream => {
		stream.on('error', () => undefined);
		stream.write('hello');
	});
	await server.listen(keyPair);
	const stream = second.connect(keyPair.publicKey);
	const [data] = await once(stream, 'data');
	assert.equal(String(data), 'hello');
	// Its own are there the next time by themselves.
	assert.deepEqual(dht.nodes, []);
	stream.destroy();
	await server.close();
});

test('nodes that it knew are known again after a restart, and told to others', async t => {
	const options = {host, port: await freePort(), relay: undefined};
	const before = await PrivateDht.open({...options, nodes: []});
	t.after(async () => before.close());
	const other = new DHT({
		udx: chooseUdx(), bootstrap: [before.bootstrap], host, ephemeral: false, firewalled: false,
	});
	t.after(async () => other.destroy());
	await other.fullyBootstrapped();
	const {port} = other.address()!;
	const {nodes} = before;
	assert.deepEqual(nodes.map(node => node.port), [port]);
	await before.close();

	for (const known of [[], nodes]) {
		const after = await PrivateDht.open({...options, nodes: known});
		t.after(async () => after.close());
		assert.deepEqual(after.nodes.map(node => node.port), known.map(node => node.port));
		const fresh = new DHT({udx: chooseUdx(), bootstrap: [after.bootstrap], host});
		t.after(async () => fresh.destroy());
		await fresh.fullyBootstrapped();
		assert.equal(fresh.toArray().some(node => node.port === port), known.length > 0);
		await fresh.destroy();
		await after.close();
	}
});

/** The first of some ports that nobody has. */
async function freePort(): Promise<number> {
	const socket = createSocket('udp4');
	socket.bind(0, host);
	await once(socket, 'listening');
	const {port} = socket.address();
	socket.close();
	await once(socket, 'close');
	return Math.min(port, 65_000);
}
