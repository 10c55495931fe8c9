import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import test, {type TestContext} from 'node:test';
import DHT from 'hyperdht';
import {makeUdx, type UdxKind, udxKinds} from '../helpers/udx-pair.ts';

const host = '127.0.0.1';
const anyPort = [0, 0] as const;

/** A DHT of six nodes on loopback that use these kinds of UDX by turns, and two peers of it. */
async function startDht(t: TestContext, kinds: readonly UdxKind[], peers: readonly [UdxKind, UdxKind]): Promise<readonly [DHT, DHT]> {
	const nodes: DHT[] = [];
	t.after(async () => {
		// Who says goodbye to a node that is gone waits for an answer.
		for (const node of nodes.toReversed()) {
			await node.destroy();
		}
	});
	const bootstrap: string[] = [];
	for (let index = 0; index < 6; index++) {
		const node = new DHT({
			bootstrap, host, port: anyPort, ephemeral: false, firewalled: false, udx: makeUdx(kinds[index % kinds.length]!),
		});
		nodes.push(node);
		await node.fullyBootstrapped();
		if (bootstrap.length === 0) {
			bootstrap.push(`${host}:${node.address()!.port}`);
		}
	}

	const [near, far] = [new DHT({bootstrap, host, udx: makeUdx(peers[0])}), new DHT({bootstrap, host, udx: makeUdx(peers[1])})];
	nodes.push(near, far);
	return [near, far];
}

const table: ReadonlyArray<readonly [nodes: readonly UdxKind[], server: UdxKind, client: UdxKind]> = [
	[['ours'], 'ours', 'ours'],
	[['native'], 'ours', 'native'],
	[['native'], 'native', 'ours'],
	[['ours', 'native'], 'ours', 'ours'],
];

for (const [nodes, serverKind, clientKind] of table.filter(([nodes, ...peers]) => [...nodes, ...peers].every(kind => udxKinds.includes(kind)))) {
	test(`in a DHT of ${nodes.join(' and ')}, a peer with ${clientKind} UDX finds one with ${serverKind} and is answered`, async t => {
		const [near, far] = await startDht(t, nodes, [serverKind, clientKind]);
		const server = near.createServer({}, stream => {
			stream.on('data', data => {
				stream.write(data);
			});
			stream.on('end', () => {
				stream.end();
			});
			stream.on('error', () => undefined);
		});
		await server.listen();
		const topic = randomBytes(32);
		await near.announce(topic, near.defaultKeyPair).finished();
		const found = new Set<string>();
		for await (const {peers} of far.lookup(topic)) {
			for (const {publicKey} of peers) {
				found.add(Buffer.from(publicKey).toString('hex'));
			}
		}

		assert.deepEqual([...found], [Buffer.from(near.defaultKeyPair.publicKey).toString('hex')]);

		const stream = far.connect(server.publicKey!);
		const sent = randomBytes(1_000_000);
		const parts: Uint8Array[] = [];
		stream.on('data', data => {
			parts.push(data);
		});
		const isEnded = new Promise<void>((resolve, reject) => {
			stream.on('end', resolve);
			stream.on('error', reject);
		});
		stream.write(sent);
		stream.end();
		await isEnded;
		assert.ok(Buffer.concat(parts).equals(sent));
	});
}

test('a peer that is firewalled is reached through holes', async t => {
	const [near, far] = await startDht(t, udxKinds, ['ours', 'ours']);
	// Without the addresses of the local network only punching holes is left.
	const server = near.createServer({shareLocalAddress: false}, stream => {
		stream.on('error', () => undefined);
		stream.write(Buffer.from('here'));
	});
	await server.listen();
	const stream = far.connect(server.publicKey!, {localConnection: false});
	const word = await new Promise<string>((resolve, reject) => {
		stream.on('data', data => {
			resolve(Buffer.from(data).toString());
		});
		stream.on('error', reject);
	});
	assert.equal(word, 'here');
	stream.destroy();
});
