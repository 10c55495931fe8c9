/*
A ceiling: so many bytes over a raw TCP connection on loopback, neither encrypted nor verified. Run twice, as server and as client, with its task as JSON in the last argument.

The server prints its port. The client prints how many seconds passed from its dialling to the last byte.
*/
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {connect, createServer, type Socket} from 'node:net';
import process from 'node:process';

export type TcpTask = {
	readonly role: 'server' | 'client';
	/** The server's port, for the client. */
	readonly key?: string;
	readonly bytes: number;
};

const task: TcpTask = JSON.parse(process.argv.at(-1)!);

if (task.role === 'server') {
	const server = createServer(socket => {
		void send(socket);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	console.log(typeof address === 'object' && address?.port);
} else {
	const start = performance.now();
	const socket = connect(Number(task.key), '127.0.0.1');
	socket.resume();
	await once(socket, 'close');
	console.log((performance.now() - start) / 1000);
}

async function send(socket: Socket): Promise<void> {
	const chunk = Buffer.alloc(256 * 1024, 1);

	for (let sent = 0; sent < task.bytes; sent += chunk.length) {
		if (!socket.write(chunk)) {
			await once(socket, 'drain');
		}
	}

	socket.end();
}
