import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import type {Address} from '../../source/udx/address.ts';
import type {UdxSocket} from '../../source/udx/socket.ts';
import {UDX} from '../../source/udx/udx.ts';
import {notInDeno} from '../helpers/runtime.ts';
import {makeUdx, openEnd, udxKinds} from '../helpers/udx-pair.ts';

async function nextMessage(socket: UdxSocket): Promise<{readonly bytes: Buffer; readonly from: Address}> {
	return new Promise(resolve => {
		socket.once('message', (bytes, from) => {
			resolve({bytes, from});
		});
	});
}

const host = '127.0.0.1';

for (const kind of udxKinds) {
	test(`${kind}: a message arrives with the address it came from`, async t => {
		const [near, to] = [openEnd(t, kind), openEnd(t, kind)];
		const message = nextMessage(to.socket);
		assert.equal(await near.socket.send(Buffer.from('hello'), to.port, host), true);
		const {bytes, from: address} = await message;
		assert.equal(bytes.toString(), 'hello');
		assert.deepEqual(address, {host, family: 4, port: near.port});
	});

	test(`${kind}: messages to IPv4 go through a socket of both families, and come in as from IPv4`, async t => {
		const udx = makeUdx(kind);
		const both = udx.createSocket();
		both.bind();
		t.after(async () => both.close());
		const only = openEnd(t, kind);
		const message = nextMessage(only.socket);
		both.trySend(Buffer.from('a'), only.port, host);
		const {from} = await message;
		assert.deepEqual(from, {host, family: 4, port: both.address()!.port});
		const answer = nextMessage(both);
		only.socket.trySend(Buffer.from('b'), from.port, host);
		const {from: back} = await answer;
		assert.deepEqual(back, {host, family: 4, port: only.port});
	});

	test(`${kind}: a message goes out with a time to live of its own`, async t => {
		const [from, to] = [openEnd(t, kind), openEnd(t, kind)];
		const message = nextMessage(to.socket);
		assert.equal(await from.socket.send(Buffer.from('near'), to.port, host, 2), true);
		await message;
	});

	test(`${kind}: what a stream does not want is a message`, async t => {
		const [from, to] = [openEnd(t, kind), openEnd(t, kind)];
		const message = nextMessage(to.socket);
		from.udx.createStream(1).connect(from.socket, 404, to.port, host);
		for (const stream of from.socket.streams) {
			stream.destroy();
		}

		const {bytes} = await message;
		assert.equal(bytes.length, 20);
	});

	test(`${kind}: a port that is taken is an error at once, and another one can be tried`, async t => {
		const {udx, port} = openEnd(t, kind);
		const socket = udx.createSocket();
		assert.throws(() => {
			socket.bind(port, host);
		}, {code: 'EADDRINUSE'});
		assert.equal(socket.bound, false);
		socket.bind(0, host);
		assert.equal(socket.bound, true);
		assert.throws(() => {
			socket.bind(0, host);
		}, /Already bound/v);
		await socket.close();
		assert.equal(await socket.send(Buffer.from('late'), port, host), false);
	});

	test(`${kind}: a socket that is closing waits for its streams`, async t => {
		const [near, far] = [openEnd(t, kind), openEnd(t, kind)];
		const events: string[] = [];
		for (const event of ['busy', 'idle', 'close'] as const) {
			near.socket.on(event, () => {
				events.push(event);
			});
		}

		const first = near.udx.createStream(1);
		first.connect(near.socket, 2, far.port, host);
		first.destroy();
		assert.equal(near.socket.idle, true);
		const second = near.udx.createStream(3);
		second.connect(near.socket, 4, far.port, host);
		const isClosed = near.socket.close();
		assert.equal(near.socket.closing, true);
		assert.throws(() => {
			near.udx.createStream(5).connect(near.socket, 6, far.port, host);
		}, /closed/v);
		second.destroy();
		await isClosed;
		assert.deepEqual(events, ['busy', 'idle', 'busy', 'close']);
	});

	test(`${kind}: addresses that are none are refused`, t => {
		const {udx, socket, port} = openEnd(t, kind);
		assert.throws(() => {
			socket.trySend(Buffer.alloc(1), port, 'localhost');
		}, /not a valid IP address/v);
		const stream = udx.createStream(1);
		assert.throws(() => {
			stream.connect(socket, 2, 0, host);
		}, /not a valid port/v);
		stream.destroy();
	});

	test(`${kind}: names are looked up, and interfaces listed`, async t => {
		const udx = makeUdx(kind);
		assert.deepEqual(await udx.lookup('127.0.0.1', {family: 4}), {host, family: 4});
		const watcher = udx.watchNetworkInterfaces();
		t.after(async () => watcher.destroy());
		assert.ok([...watcher].some(each => each.host === host && each.family === 4 && each.internal));
		assert.deepEqual(udx.networkInterfaces(), watcher.interfaces);
	});

	test(`${kind}: bytes and packets are counted`, async t => {
		const [from, to] = [openEnd(t, kind), openEnd(t, kind)];
		const message = nextMessage(to.socket);
		await from.udx.createSocket().close();
		from.socket.trySend(Buffer.alloc(100), to.port, host);
		await message;
		assert.equal(to.socket.bytesReceived, 100);
		assert.equal(to.udx.packetsReceived, 1);
	});
}

test('the interfaces of both are the same', {skip: notInDeno('there is only one')}, () => {
	const names = (udx: UDX): unknown => udx.networkInterfaces().map(each => ({...each})).toSorted((a, b) => `${a.name}${a.host}`.localeCompare(`${b.name}${b.host}`));
	assert.deepEqual(names(makeUdx('ours')), names(makeUdx('native')));
});

const addresses: ReadonlyArray<readonly [host: string, family: number]> = [
	['127.0.0.1', 4], ['::1', 6], ['::ffff:127.0.0.1', 6], ['256.0.0.1', 0], ['localhost', 0], ['', 0],
];

for (const [address, family] of addresses) {
	test(`"${address}" is ${family === 0 ? 'no address' : `an address of IPv${family}`}`, () => {
		assert.deepEqual([UDX.isIP(address), UDX.isIPv4(address), UDX.isIPv6(address)], [family, family === 4, family === 6]);
	});
}
