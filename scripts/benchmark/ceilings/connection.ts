/*
A ceiling: what a bare hyperdht connection (the Noise secret-stream over UDX) does without anything of ours. Run twice, as server and as client, with its task as JSON in the last argument.

The server prints its key when it can be reached. The client prints how many seconds passed from its dialling to the last byte.

It imports nothing of ours, so that it can be run with its types stripped beforehand: reading TypeScript would take longer than the shortest case.
*/
import {Buffer} from 'node:buffer';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import DHT from 'hyperdht';
import type SecretStream from '@hyperswarm/secret-stream';

export type ConnectionTask = {
	readonly role: 'server' | 'client';
	readonly bootstrap: readonly string[];
	/** The server's key, for the client. */
	readonly key?: string;
	/** One message; so many bytes in writes of so many; or a folder, packed and unpacked by tar. */
	readonly payload:
		| {readonly kind: 'message'}
		| {readonly kind: 'bytes'; readonly bytes: number; readonly writeBytes: number}
		| {readonly kind: 'tar'; readonly directory: string};
};

const task: ConnectionTask = JSON.parse(process.argv.at(-1)!);
const dht = new DHT({bootstrap: task.bootstrap, host: '127.0.0.1'});

if (task.role === 'server') {
	const server = dht.createServer({}, connection => {
		connection.on('error', () => {
			// The client has gone.
		});
		void send(connection);
	});
	await server.listen();
	console.log(Buffer.from(server.publicKey!).toString('hex'));
} else {
	const start = performance.now();
	await receive(dht.connect(Buffer.from(task.key!, 'hex')));
	console.log((performance.now() - start) / 1000);
	await dht.destroy();
}

async function send(connection: SecretStream): Promise<void> {
	const {payload} = task;

	if (payload.kind === 'message') {
		connection.write('hello');
	} else if (payload.kind === 'tar') {
		const chunks: AsyncIterable<Uint8Array> = spawn('tar', ['-c', '-C', payload.directory, '.'], {stdio: ['ignore', 'pipe', 'inherit']}).stdout;

		for await (const chunk of chunks) {
			await write(connection, chunk);
		}
	} else {
		const chunk = Buffer.alloc(payload.writeBytes, 1);

		for (let sent = 0; sent < payload.bytes; sent += chunk.length) {
			await write(connection, chunk);
		}
	}

	connection.end();
}

async function receive(connection: SecretStream): Promise<void> {
	const {payload} = task;

	// Without it the connection stays half open, and reading it never ends.
	connection.on('end', () => {
		connection.end();
	});

	if (payload.kind === 'message') {
		await once(connection, 'data');
	} else if (payload.kind === 'tar') {
		const tar = spawn('tar', ['-x', '-C', payload.directory], {stdio: ['pipe', 'inherit', 'inherit']});

		for await (const chunk of connection) {
			if (!tar.stdin.write(chunk)) {
				await once(tar.stdin, 'drain');
			}
		}

		tar.stdin.end();
		await once(tar, 'close');
	} else {
		connection.resume();
		await once(connection, 'close');
	}
}

async function write(connection: SecretStream, chunk: Uint8Array): Promise<void> {
	if (!connection.write(chunk)) {
		await once(connection, 'drain');
	}
}
