import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import {once} from 'node:events';
import {connect, createServer, type Socket} from 'node:net';
import process from 'node:process';
import {duplexPair} from 'node:stream';
import test from 'node:test';
import SecretStream from '@hyperswarm/secret-stream';
import {raw} from 'compact-encoding';
import crypto from 'hypercore-crypto';
import Protomux from 'protomux';
import {RouteChannel, whenAskedForRoutes} from '../../source/transfer/route-channel.ts';
import {attackedSharer} from '../helpers/attacked-sharer.ts';
import {memoryFeed} from '../helpers/memory-feeds.ts';

const strangerPatience = 2000;
const asksForNothing = 'The peer has asked for nothing that is here';

test('who stalls after the handshake, or with a channel open and no proof of the key, is dropped for it', async t => {
	const {attack, source, undisturbedBy} = await attackedSharer(t, {strangerPatience});
	const open = async (protocol: string, handshake?: Uint8Array): Promise<string | undefined> => {
		const {stream, dropped} = await attack();
		Protomux.from(stream).createChannel<Uint8Array>({
			protocol, id: protocol === 'hyperferry/route' ? null : source.discoveryKey, ...handshake && {handshake: raw},
		})!.open(handshake);
		return dropped;
	};

	await undisturbedBy(async () => {
		const silent = await attack();
		const reasons = await Promise.all([
			silent.dropped,
			open('hyperferry/route'),
			// All but the proof of the key: 32 bytes that are none.
			open('hyperferry/delivery', randomBytes(32)),
			open('hypercore/alpha', Buffer.concat([Uint8Array.of(0), randomBytes(32)])),
		]);
		assert.deepEqual(reasons, [
			asksForNothing,
			asksForNothing,
			asksForNothing,
			'INVALID_CAPABILITY: Remote sent an invalid replication capability',
		]);
	});
});

test('who dials the port of the TCP route without the key of a peer comes no further, and nor does who stalls there', async t => {
	const {undisturbedBy, sharer, keyPair} = await attackedSharer(t);
	const port = await sharer.tcpPort();
	const dial = (): Socket => {
		const socket = connect({host: '127.0.0.1', port: port!});
		socket.on('error', () => undefined);
		t.after(() => {
			socket.destroy();
		});
		return socket;
	};

	await undisturbedBy(async () => {
		const garbage = Array.from({length: 100}, async () => {
			const socket = dial();
			socket.write(randomBytes(1000));
			return closed(socket);
		});
		await Promise.all(garbage);
		const silent = closed(dial());
		// Nobody answers to the first message, nor gets another one.
		const [left, right] = duplexPair();
		const initiator = new SecretStream(true, left, {pattern: 'IK', keyPair: crypto.keyPair(), remotePublicKey: keyPair.publicKey});
		initiator.on('error', () => undefined);
		t.after(() => {
			initiator.destroy();
		});
		const half = dial();
		right.once('data', (message: Uint8Array) => {
			half.write(message);
		});
		const before = sharer.connected;
		await Promise.all([silent, closed(half)]);
		assert.equal(sharer.connected, before);
	});
});

test('who has the key and names the addresses of others has nobody dial them', {skip: process.platform === 'linux' ? false : 'Only Linux has more than one loopback address'}, async t => {
	const {attack, source, undisturbedBy} = await attackedSharer(t);
	const dialled: string[] = [];
	const seen = createServer();
	seen.listen({host: '127.0.0.1', port: 0});
	await once(seen, 'listening');
	const address = seen.address();
	assert.ok(typeof address === 'object' && address);
	const {port} = address;
	const others = ['127.0.0.2', '127.0.0.3'];
	for (const host of others) {
		const other = createServer(() => dialled.push(host));
		other.listen({host, port});
		await once(other, 'listening');
		t.after(() => {
			other.close();
		});
	}

	t.after(() => {
		seen.close();
	});
	await undisturbedBy(async () => {
		const copy = await memoryFeed(t, source.key);
		const {stream} = await attack();
		whenAskedForRoutes(stream, () => {
			new RouteChannel(stream, () => undefined).say({port, addresses: [...others, '127.0.0.1', '224.0.0.1', '0.0.0.0']});
		});
		copy.replicate(stream);
		// The address that it is seen at is tried; the others would have been before, or come next.
		await new Promise<void>(resolve => {
			seen.once('connection', socket => {
				socket.once('close', () => {
					resolve();
				});
				socket.destroy();
			});
		});
		await copy.get(0);
	});
	assert.deepEqual(dialled, []);
});

/** Resolves when the other side has closed it. */
async function closed(socket: Socket): Promise<void> {
	socket.resume();
	await new Promise(resolve => {
		socket.once('close', resolve);
	});
}
