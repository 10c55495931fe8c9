import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import test, {type TestContext} from 'node:test';
import type SecretStream from '@hyperswarm/secret-stream';
import crypto from 'hypercore-crypto';
import DHT from 'hyperdht';
import {Network, type Connection, type NetworkOptions} from '../../source/network/network.ts';
import {answerPatience} from '../../source/network/silent-peers.ts';
import {deadDial, silentPort} from '../helpers/dead-dial.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {waitFor} from '../helpers/wait-for.ts';

test('a silent connection is given up soon, and later each time, within bounds', () => {
	assert.deepEqual([0, 1, 2, 3, 4, 1000].map(attempt => answerPatience(attempt)), [1500, 3000, 6000, 12_000, 12_000, 12_000]);
});

test('a dial that opens here and reaches nobody is given up and tried again at once, and the reason is told', async t => {
	const {open, dials} = await prepare(t);
	const topic = randomBytes(32);
	const sharer = open();
	await sharer.network.join(topic, {announce: true}).announced;
	const nowhere = await silentPort(t);
	const failures: string[] = [];
	dials.instead = dht => deadDial(dht, {port: nowhere, remotePublicKey: sharer.publicKey});
	const receiver = open({
		onDialFailed({code}) {
			failures.push(code);
		},
	});
	receiver.network.join(topic, {announce: false});
	const dead = await receiver.connection(0);
	assert.equal(sharer.count(), 0);
	const {stream} = await receiver.connection(1);
	assert.equal(stream.destroyed, false);
	assert.equal(dead.stream.destroyed, true);
	assert.deepEqual(failures, ['PEER_SILENT']);
	assert.equal(dials.count, 2, 'One that was given up, and one right after it');
	await sharer.connection(0);
});

test('a contact whose dial reaches nobody is dialled again, too', async t => {
	const {open, dials} = await prepare(t);
	const [first, second] = [open(), open()];
	const nowhere = await silentPort(t);
	first.network.listen();
	dials.instead = dht => deadDial(dht, {port: nowhere, remotePublicKey: first.publicKey});
	second.network.meet(first.publicKey);
	await second.connection(1);
	const {stream} = await first.connection(0);
	assert.equal(stream.destroyed, false);
});

test('nobody is dialled before the node knows whether it can be dialled itself', async t => {
	const {open, dials} = await prepare(t);
	const topic = randomBytes(32);
	const sharer = open();
	await sharer.network.join(topic, {announce: true}).announced;
	const receiver = open();
	receiver.network.join(topic, {announce: false});
	receiver.network.meet(sharer.publicKey);
	await receiver.connection(0);
	assert.ok(dials.count > 0);
	assert.equal(dials.early, 0);
});

type Dials = {
	count: number;
	/** Of nodes that were still starting. */
	early: number;
	/** What the next dial gives, instead of one. */
	instead: ((dht: DHT) => SecretStream) | undefined;
};

async function prepare(t: TestContext) {
	const opened: Network[] = [];
	// What is registered first is done first.
	t.after(async () => {
		await Promise.all(opened.map(async network => network.close()));
	});
	const {bootstrap} = await localTestnet(t);
	const dials: Dials = {count: 0, early: 0, instead: undefined};
	const {connect} = DHT.prototype;
	t.mock.method(DHT.prototype, 'connect', function (this: DHT, ...arguments_: Parameters<DHT['connect']>): SecretStream {
		dials.count++;
		dials.early += this.bootstrapped ? 0 : 1;
		const {instead} = dials;
		dials.instead = undefined;
		return instead ? instead(this) : connect.apply(this, arguments_);
	});
	return {
		dials,
		open(options: Partial<NetworkOptions> = {}) {
			const {publicKey, secretKey} = crypto.keyPair();
			const connections: Connection[] = [];
			const changes = new EventTarget();
			const network = new Network({
				keyPair: {publicKey, secretKey},
				bootstrap,
				onConnection(connection) {
					connections.push(connection);
					changes.dispatchEvent(new Event('connection'));
				},
				...options,
			});
			opened.push(network);
			return {
				network,
				publicKey,
				count: () => connections.length,
				connection: async (index: number) => waitFor(changes, 'connection', () => connections[index]),
			};
		},
	};
}
