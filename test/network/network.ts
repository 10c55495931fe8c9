import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import test, {type TestContext} from 'node:test';
import crypto from 'hypercore-crypto';
import DHT from 'hyperdht';
import {chooseUdx} from '../../source/network/choose-udx.ts';
import {Network, type Connection} from '../../source/network/network.ts';
import {announcedFor} from '../helpers/announced-for.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {cannotListAddresses, udpAddresses} from '../helpers/udp-addresses.ts';
import {waitFor} from '../helpers/wait-for.ts';

type Startable = {
	readonly bootstrapNodes: ReadonlyArray<{readonly host: string; readonly port: number}>;
	_bootstrap(): Promise<void>;
};

// How it starts is not part of its interface.
// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
const startable = DHT.prototype as unknown as Startable;

test('two peers of one topic find each other, and each proves its key to the other', async t => {
	const {open} = await prepare(t);
	const topic = randomBytes(32);
	const sharer = open();
	await sharer.network.join(topic, {announce: true}).announced;
	const receiver = open();
	receiver.network.join(topic, {announce: false});
	const [dialled, answered] = await Promise.all([receiver.connection(), sharer.connection()]);
	assert.equal(dialled.peer, sharer.name);
	assert.equal(answered.peer, receiver.name);
	assert.deepEqual(dialled.topics, [topic.toString('hex')]);
	assert.deepEqual(answered.topics, []);
	assert.equal(receiver.network.connections, 1);
	assert.equal(sharer.network.connections, 1);
});

test('a peer that is connected is found for one more topic, over the same connection', async t => {
	const {open} = await prepare(t);
	const [first, second] = [randomBytes(32), randomBytes(32)];
	const sharer = open();
	await Promise.all([first, second].map(async topic => sharer.network.join(topic, {announce: true}).announced));
	const receiver = open();
	receiver.network.join(first, {announce: false});
	const {stream} = await receiver.connection();
	receiver.network.join(second, {announce: false});
	assert.deepEqual(await receiver.topic(), {stream, topic: second.toString('hex')});
	assert.equal(receiver.network.connections, 1);
});

test('who only looks is not found by others who look', async t => {
	const {open, dht} = await prepare(t);
	const topic = randomBytes(32);
	const [first, second] = [open(), open()];
	await Promise.all([first, second].map(async ({network}) => network.join(topic, {announce: false}).announced));
	assert.deepEqual(await announcedFor(dht, topic), []);
});

test('an announcement is taken back when its topic is left, and a connection that was made stays', async t => {
	const {open, dht} = await prepare(t);
	const topic = randomBytes(32);
	const sharer = open();
	const joined = sharer.network.join(topic, {announce: true});
	await joined.announced;
	assert.deepEqual(await announcedFor(dht, topic), [sharer.name]);
	const receiver = open();
	receiver.network.join(topic, {announce: false});
	await receiver.connection();
	await joined.leave();
	assert.deepEqual(await announcedFor(dht, topic), []);
	assert.equal(receiver.network.connections, 1);
});

test('closing takes back the announcements and ends the connections', async t => {
	const {open, dht} = await prepare(t);
	const topic = randomBytes(32);
	const sharer = open();
	await sharer.network.join(topic, {announce: true}).announced;
	const receiver = open();
	receiver.network.join(topic, {announce: false});
	const {stream} = await receiver.connection();
	const closed = new Promise<void>(resolve => {
		stream.once('close', resolve);
	});
	await sharer.network.close();
	await closed;
	assert.deepEqual(await announcedFor(dht, topic), []);
	await sharer.network.close();
});

test('a peer that comes later than whoever looks for it is found', async t => {
	const {open} = await prepare(t);
	const topic = randomBytes(32);
	const receiver = open();
	await receiver.network.join(topic, {announce: false}).announced;
	const sharer = open();
	sharer.network.join(topic, {announce: true});
	const {peer} = await receiver.connection();
	assert.equal(peer, sharer.name);
});

test('a peer that goes and comes back under the same key is found again', async t => {
	const {open} = await prepare(t);
	const topic = randomBytes(32);
	const keyPair = crypto.keyPair();
	const first = open(keyPair);
	await first.network.join(topic, {announce: true}).announced;
	const receiver = open();
	receiver.network.join(topic, {announce: false});
	await receiver.connection();
	await first.network.close();
	const again = open(keyPair);
	again.network.join(topic, {announce: true});
	const {peer} = await receiver.connection(1);
	assert.equal(peer, first.name);
});

test('with a DHT on loopback every socket is bound to loopback', {skip: cannotListAddresses}, async t => {
	const {open} = await prepare(t);
	const before = udpAddresses();
	const topic = randomBytes(32);
	const sharer = open();
	await sharer.network.join(topic, {announce: true}).announced;
	const receiver = open();
	receiver.network.join(topic, {announce: false});
	await receiver.connection();
	const bound = [...udpAddresses()].filter(address => !before.has(address));
	assert.ok(bound.length >= 4, 'Each of them has two sockets at least');
	for (const address of bound) {
		assert.match(address, /^127\.0\.0\.1:/v);
	}
});

test('with no node named, the public ones are those to start from', {skip: cannotListAddresses}, async t => {
	const before = udpAddresses();
	const nodes: string[] = [];
	// What would bind and dial is left out.
	t.mock.method(startable, '_bootstrap', async function (this: Startable) {
		nodes.push(...this.bootstrapNodes.map(({host, port}) => `${host}:${port}`));
	});
	const network = new Network({keyPair: crypto.keyPair(), bootstrap: undefined, onConnection: () => assert.fail()});
	assert.ok(nodes.length > 0);
	assert.deepEqual(nodes, DHT.BOOTSTRAP);
	assert.deepEqual(udpAddresses(), before);
	await network.close();
});

test('closing waits for nobody when no node of the DHT answers, and nothing is said to be announced', async () => {
	const network = new Network({keyPair: crypto.keyPair(), bootstrap: ['127.0.0.1:9'], onConnection: () => assert.fail()});
	const {announced} = network.join(randomBytes(32), {announce: true});
	let isAnnounced = false;
	const settle = (): void => {
		isAnnounced = true;
	};

	announced.then(settle, settle);
	await network.close();
	assert.ok(!isAnnounced);
});

type Opened = {
	readonly network: Network;
	/** Its public key, hexadecimal. */
	readonly name: string;
	/** Its first connection, or a later one. */
	readonly connection: (index?: number) => Promise<Connection>;
	/** The first topic that a peer was found for when it was connected. */
	readonly topic: () => Promise<{readonly stream: Connection['stream']; readonly topic: string}>;
};

async function prepare(t: TestContext) {
	const opened: Network[] = [];
	// What is registered first is done first.
	t.after(async () => {
		await Promise.all(opened.map(async network => network.close()));
	});
	const {bootstrap} = await localTestnet(t);
	const dht = new DHT({udx: chooseUdx(), bootstrap, host: '127.0.0.1'});
	t.after(async () => dht.destroy());
	return {
		/** A bystander. */
		dht,
		open(keyPair = crypto.keyPair()): Opened {
			const connections: Connection[] = [];
			const topics: Array<{readonly stream: Connection['stream']; readonly topic: string}> = [];
			const changes = new EventTarget();
			const network = new Network({
				keyPair,
				bootstrap,
				onConnection(connection) {
					connections.push(connection);
					changes.dispatchEvent(new Event('connection'));
				},
				onTopic(stream, topic) {
					topics.push({stream, topic});
					changes.dispatchEvent(new Event('topic'));
				},
			});
			opened.push(network);
			return {
				network,
				name: Buffer.from(keyPair.publicKey).toString('hex'),
				connection: async (index = 0) => waitFor(changes, 'connection', () => connections[index]),
				topic: async () => waitFor(changes, 'topic', () => topics[0]),
			};
		},
	};
}
