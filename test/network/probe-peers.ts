import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import test, {type TestContext} from 'node:test';
import SecretStream from '@hyperswarm/secret-stream';
import crypto from 'hypercore-crypto';
import DHT from 'hyperdht';
import {Network} from '../../source/network/network.ts';
import {type Lookup, type PeerProbe, probePeers} from '../../source/network/probe-peers.ts';
import {deadDial, silentPort} from '../helpers/dead-dial.ts';
import {localTestnet} from '../helpers/testnet.ts';

type Dial = (dht: DHT, remotePublicKey: Uint8Array) => SecretStream;

test('a peer whose first dial opens and reaches nobody is dialled again, and answers', async t => {
	const {probe, dials, sharer} = await prepare(t);
	const port = await silentPort(t);
	dials.instead = (dht, remotePublicKey) => deadDial(dht, {port, remotePublicKey});
	assert.deepEqual(await probe(), [{announced: 1}, {peer: sharer, code: undefined}]);
	assert.equal(dials.count, 2);
});

test('a peer that a node doesn’t know again yet is dialled again, and answers', async t => {
	const {probe, dials, sharer} = await prepare(t);
	dials.instead = () => {
		const stream = new SecretStream(true, null, {autoStart: false});
		stream.destroy(Object.assign(new Error('Not found'), {code: 'PEER_NOT_FOUND'}));
		return stream;
	};

	assert.deepEqual(await probe(), [{announced: 1}, {peer: sharer, code: undefined}]);
	assert.equal(dials.count, 2);
});

test('where nobody announces it, it is looked up again, unless it has been found elsewhere', async t => {
	const {probe, lookups, sharer} = await prepare(t);
	lookups.empty = 1;
	assert.deepEqual(await probe({isPatient: false}), [{announced: 0}]);
	lookups.empty = 1;
	assert.deepEqual(await probe(), [{announced: 1}, {peer: sharer, code: undefined}]);
});

async function prepare(t: TestContext) {
	const {bootstrap} = await localTestnet(t);
	const topic = randomBytes(32);
	const keyPair = crypto.keyPair();
	const network = new Network({keyPair, bootstrap, onConnection: () => undefined});
	t.after(async () => network.close());
	await network.join(topic, {announce: true}).announced;
	const dials: {count: number; instead: Dial | undefined} = {count: 0, instead: undefined};
	const lookups = {empty: 0};
	const {connect, lookup} = DHT.prototype;
	t.mock.method(DHT.prototype, 'connect', function (this: DHT, ...arguments_: Parameters<DHT['connect']>): SecretStream {
		dials.count++;
		const {instead} = dials;
		dials.instead = undefined;
		return instead?.(this, arguments_[0]) ?? connect.apply(this, arguments_);
	});
	t.mock.method(DHT.prototype, 'lookup', function (this: DHT, target: Uint8Array) {
		return lookup.call(this, lookups.empty-- > 0 ? randomBytes(32) : target);
	});
	return {
		dials,
		lookups,
		sharer: Buffer.from(keyPair.publicKey).toString('hex'),
		async probe({isPatient = true}: {readonly isPatient?: boolean} = {}) {
			const steps: unknown[] = [];
			const probing: AsyncIterable<Lookup | PeerProbe> = probePeers({
				bootstrap, discoveryKey: topic, keyPair: crypto.keyPair(), relayThrough: undefined, isPatient, signal: t.signal,
			});
			for await (const step of probing) {
				steps.push('announced' in step ? {announced: step.announced} : {peer: step.peer, code: step.failure?.code});
			}

			return steps;
		},
	};
}
