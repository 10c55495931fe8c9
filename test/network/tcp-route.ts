import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {connect, createServer, type Socket} from 'node:net';
import test, {type TestContext} from 'node:test';
import {setImmediate as immediate} from 'node:timers/promises';
import type {KeyPair} from '@hyperswarm/secret-stream';
import crypto from 'hypercore-crypto';
import {TcpRoute, type TcpConnection} from '../../source/network/tcp-route.ts';
import {mockTimers} from '../helpers/mock-timers.ts';

const host = '127.0.0.1';

test('both sides prove their keys to each other, and what one says the other hears', async t => {
	const [left, right] = [await open(t), await open(t)];
	const dialled = await left.route.dial({host, port: right.route.port!}, right.keyPair.publicKey);
	const answered = await right.connection();
	assert.equal(answered.peer, name(left.keyPair));
	assert.equal(name(dialled!), name(right.keyPair));
	answered.stream.write('hello');
	const [data] = await once(dialled!, 'data');
	assert.equal(String(data), 'hello');
});

test('over IPv6 as well', {skip: await hasNoIpv6()}, async t => {
	const [left, right] = [await open(t, {host: '::1'}), await open(t, {host: '::1'})];
	assert.ok(await left.route.dial({host: '::1', port: right.route.port!}, right.keyPair.publicKey));
});

test('somebody else who answers is nobody', async t => {
	const [left, right] = [await open(t), await open(t)];
	assert.equal(await left.route.dial({host, port: right.route.port!}, crypto.keyPair().publicKey), undefined);
	assert.equal(right.connections.length, 0);
});

test('who is not expected is not let in', async t => {
	const asked: string[] = [];
	const left = await open(t);
	const right = await open(t, {
		isExpected(peer, from) {
			asked.push(peer, from);
			return false;
		},
	});
	const dialled = await left.route.dial({host, port: right.route.port!}, right.keyPair.publicKey);
	await closed(dialled!);
	assert.deepEqual(asked, [name(left.keyPair), host]);
	assert.equal(right.connections.length, 0);
});

test('where nobody listens there is no route', async t => {
	const [left, right] = [await open(t), await open(t)];
	const port = right.route.port!;
	await right.route.close();
	assert.equal(await left.route.dial({host, port}, right.keyPair.publicKey), undefined);
});

test('garbage in place of a handshake ends the connection, and others still get through', async t => {
	const [left, right] = [await open(t), await open(t)];
	const socket = await knock(t, right.route.port!);
	socket.write(Buffer.alloc(4096, 0xFF));
	await once(socket, 'close');
	assert.ok(await left.route.dial({host, port: right.route.port!}, right.keyPair.publicKey));
});

test('of those who dial and say nothing only so many are kept, and they are let go of in time', async t => {
	mockTimers(t, ['setTimeout']);
	const right = await open(t);
	const silent = await Promise.all(Array.from({length: 32}, async () => knock(t, right.route.port!)));
	const gone = silent.map(async socket => once(socket, 'close'));
	const [tooMany] = [await knock(t, right.route.port!)];
	await once(tooMany, 'close');
	assert.ok(silent.every(socket => !socket.closed));
	t.mock.timers.tick(5000);
	await Promise.all(gone);
	t.mock.timers.reset();
	const left = await open(t);
	assert.ok(await left.route.dial({host, port: right.route.port!}, right.keyPair.publicKey));
});

test('who is dialled and never answers is given up', async t => {
	const server = createServer();
	const dialled = once(server, 'connection');
	server.listen(0, host);
	await once(server, 'listening');
	t.after(() => {
		server.close();
	});
	const left = await open(t);
	mockTimers(t, ['setTimeout']);
	const address = server.address();
	assert.ok(typeof address === 'object' && address);
	const ticking = new AbortController();
	const dialling = (async () => {
		assert.equal(await left.route.dial({host, port: address.port}, crypto.keyPair().publicKey), undefined);
		ticking.abort();
	})();
	await dialled;
	while (!ticking.signal.aborted) {
		t.mock.timers.tick(5000);
		await immediate();
	}

	await dialling;
});

test('closing ends what is open, and nothing is dialled any more', async t => {
	const [left, right] = [await open(t), await open(t)];
	const dialled = await left.route.dial({host, port: right.route.port!}, right.keyPair.publicKey);
	const gone = closed(dialled!);
	await left.route.close();
	await gone;
	assert.equal(await left.route.dial({host, port: right.route.port!}, right.keyPair.publicKey), undefined);
});

test('an address that cannot be listened at leaves a route that can dial', async t => {
	const left = await open(t, {host: '192.0.2.1'});
	assert.equal(left.route.port, undefined);
	const right = await open(t);
	assert.ok(await left.route.dial({host, port: right.route.port!}, right.keyPair.publicKey));
});

type Opened = {
	readonly route: TcpRoute;
	readonly keyPair: KeyPair;
	readonly connections: readonly TcpConnection[];
	/** The first one that comes. */
	readonly connection: () => Promise<TcpConnection>;
};

async function open(t: TestContext, options: {readonly host?: string; readonly isExpected?: (peer: string, host: string) => boolean} = {}): Promise<Opened> {
	const keyPair = crypto.keyPair();
	const connections: TcpConnection[] = [];
	const first = Promise.withResolvers<TcpConnection>();
	const route = await TcpRoute.open({
		keyPair,
		host,
		isExpected: () => true,
		onConnection(connection) {
			connections.push(connection);
			first.resolve(connection);
		},
		...options,
	});
	t.after(async () => route.close());
	return {
		route, keyPair, connections, connection: async () => first.promise,
	};
}

async function knock(t: TestContext, port: number): Promise<Socket> {
	const socket = connect({host, port});
	t.after(() => {
		socket.destroy();
	});
	socket.on('error', () => undefined);
	socket.resume();
	await once(socket, 'connect');
	return socket;
}

async function closed(stream: {readonly destroyed: boolean; once(event: 'close', listener: () => void): unknown}): Promise<void> {
	await new Promise<void>(resolve => {
		stream.once('close', resolve);
	});
}

function name(keys: {readonly publicKey: Uint8Array} | {readonly remotePublicKey: Uint8Array}): string {
	return Buffer.from('remotePublicKey' in keys ? keys.remotePublicKey : keys.publicKey).toString('hex');
}

async function hasNoIpv6(): Promise<boolean> {
	const server = createServer();
	return new Promise(resolve => {
		server.once('error', () => {
			resolve(true);
		});
		server.listen(0, '::1', () => {
			server.close();
			resolve(false);
		});
	});
}
