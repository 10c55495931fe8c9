import assert from 'node:assert/strict';
import {once} from 'node:events';
import {connect, createServer} from 'node:net';
import test from 'node:test';
import type {RawStream} from '@hyperswarm/secret-stream';
import {addressOf} from '../../source/transfer/address-of.ts';

test('the address of a peer is told whatever it is connected by', () => {
	const table: ReadonlyArray<readonly [raw: Partial<RawStream>, address: string]> = [
		[{remoteHost: '192.0.2.7', remotePort: 49_152}, '192.0.2.7:49152'],
		[{remoteHost: '2001:db8::7', remotePort: 1}, '[2001:db8::7]:1'],
		[{remoteHost: null, remotePort: 0}, ''],
		[{remoteAddress: '192.0.2.7', remotePort: 49_152}, '192.0.2.7:49152'],
		[{remoteAddress: '::ffff:192.0.2.7', remotePort: 49_152}, '192.0.2.7:49152'],
		[{remoteAddress: '2001:db8::7', remotePort: 1}, '[2001:db8::7]:1'],
		[{}, ''],
	];
	for (const [raw, address] of table) {
		assert.equal(addressOf({rawStream: {...raw, destroy: () => undefined}}), address);
	}
});

test('the address of a peer over TCP is the one that its socket has', async t => {
	const server = createServer();
	t.after(() => {
		server.close();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	assert.ok(typeof address === 'object' && address);
	const {port} = address;
	const [socket, accepted] = await Promise.all([
		(async () => {
			const dialled = connect(port, '127.0.0.1');
			await once(dialled, 'connect');
			return dialled;
		})(),
		new Promise<NodeJS.ReadWriteStream & RawStream>(resolve => {
			server.once('connection', resolve);
		}),
	]);
	assert.equal(addressOf({rawStream: socket}), `127.0.0.1:${port}`);
	assert.equal(addressOf({rawStream: accepted}), `127.0.0.1:${socket.localPort}`);
	accepted.destroy();
	socket.destroy();
});
