import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import {connect} from 'node:net';
import test, {type TestContext} from 'node:test';
import type SecretStream from '@hyperswarm/secret-stream';
import {raw} from 'compact-encoding';
import type Hypercore from 'hypercore';
import crypto from 'hypercore-crypto';
import DHT from 'hyperdht';
import Protomux from 'protomux';
import {chooseUdx} from '../../source/network/choose-udx.ts';
import {Connections} from '../../source/app/connections.ts';
import {memoryFeed} from '../helpers/memory-feeds.ts';
import {localTestnet} from '../helpers/testnet.ts';

const blocks = 64;
const blockSize = 65_536;

test('who sends garbage is dropped, and others are served meanwhile', async t => {
	const {attack, serve} = await prepare(t);
	const garbage = await attack();
	const dropped = closed(garbage);
	for (let count = 0; count < 50; count++) {
		garbage.write(randomBytes(10_000));
	}

	// To nobody, but for this: the opening of a channel whose name is longer than all that follows.
	garbage.write(Buffer.concat([Buffer.from([0, 1, 1]), Buffer.alloc(100, 0xFF)]));

	await Promise.all([dropped, serve()]);
});

test('a message that claims absurd lengths is the last one', async t => {
	const {attack, serve, source} = await prepare(t);
	for (const protocol of ['hypercore/alpha', 'hyperferry/delivery', 'hyperferry/route']) {
		const liar = await attack();
		const dropped = closed(liar);
		const channel = Protomux.from(liar).createChannel<Uint8Array>({protocol, id: protocol === 'hyperferry/route' ? null : source.discoveryKey, handshake: raw});
		// The length of what follows: as long as numbers go.
		channel!.open(Buffer.alloc(64, 0xFF));
		const message = channel!.addMessage({encoding: raw});
		message.send(Buffer.alloc(64, 0xFF));
		// Who is not dropped for it gets nothing for it.
		liar.write(Buffer.alloc(1000, 0xFF));
		await dropped;
	}

	await serve();
});

test('a thousand channels of one peer cost little, and others are served meanwhile', async t => {
	const {attack, serve} = await prepare(t);
	const attacker = await attack();
	const channels = Protomux.from(attacker);
	for (let count = 0; count < 1000; count++) {
		channels.createChannel({protocol: count % 2 === 0 ? 'hypercore/alpha' : `made up ${count}`, id: randomBytes(32)})?.open();
	}

	await serve();
});

test('five hundred connections that ask for nothing take nobody’s place', async t => {
	const {attack, serve, sharer} = await prepare(t);
	for (let count = 0; count < 10; count++) {
		await Promise.all(Array.from({length: 50}, attack));
	}

	await serve();
	assert.ok(sharer.connected <= 40, `${sharer.connected} connections`);
});

test('who dials the port of the TCP route without the key of a peer comes no further', async t => {
	const {serve, sharer} = await prepare(t);
	await serve();
	const port = await sharer.tcpPort();
	const sockets = Array.from({length: 100}, () => connect({host: '127.0.0.1', port: port!}));
	const ends = sockets.map(async socket => {
		socket.on('error', () => undefined);
		socket.resume();
		socket.write(randomBytes(1000));
		await new Promise(resolve => {
			socket.once('close', resolve);
		});
	});
	await serve();
	await Promise.all(ends);
});

type Prepared = {
	readonly source: Hypercore;
	readonly sharer: Connections;
	/** Connects somebody who knows where the sharer is, and nothing else. */
	readonly attack: () => Promise<SecretStream>;
	/** Has somebody with the feed's key get all of it. */
	readonly serve: () => Promise<void>;
};

async function prepare(t: TestContext): Promise<Prepared> {
	const {bootstrap} = await localTestnet(t);
	const source = await memoryFeed(t);
	await source.append(Array.from({length: blocks}, (_, index) => Buffer.alloc(blockSize, index)));
	const keyPair = crypto.keyPair();
	const sharer = new Connections({keyPair, bootstrap});
	t.after(async () => sharer.close());
	await sharer.join({core: source}, {announce: true}).announced;
	const dht = new DHT({udx: chooseUdx(), bootstrap, host: '127.0.0.1'});
	t.after(async () => dht.destroy());
	return {
		source,
		sharer,
		async attack() {
			const stream = dht.connect(keyPair.publicKey, {keyPair: crypto.keyPair()});
			stream.on('error', () => undefined);
			t.after(() => {
				stream.destroy();
			});
			await stream.opened;
			return stream;
		},
		async serve() {
			const copy = await memoryFeed(t, source.key);
			const receiver = new Connections({keyPair: crypto.keyPair(), bootstrap});
			try {
				receiver.join({core: copy}, {announce: false});
				await copy.download({start: 0, end: blocks}).done();
			} finally {
				await copy.close();
				await receiver.close();
			}
		},
	};
}

async function closed(stream: SecretStream): Promise<void> {
	if (!stream.destroyed) {
		await new Promise<void>(resolve => {
			stream.once('close', resolve);
		});
	}
}
