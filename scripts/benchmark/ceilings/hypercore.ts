/*
A ceiling: plain Hypercore replication from memory to memory over a hyperdht connection or TCP, encrypted alike, every block verified, none of them read from or written to a disk. Run twice, as server and as client, with its task as JSON in the last argument.

The server prints the feed's key and where it is when it can be reached. The client prints how many seconds passed from its dialling to the last block.
*/
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {connect, createServer} from 'node:net';
import process from 'node:process';
import SecretStream from '@hyperswarm/secret-stream';
import DHT from 'hyperdht';
import Hypercore from 'hypercore';
import {keyPair as createKeyPair} from 'hypercore-crypto';
import CorestoreStorage from 'hypercore-storage';
import type {BlockStore} from '../../../source/storage/block-store.ts';
import {Database} from '../../../source/storage/database.ts';
import {pseudoRandomBytes} from '../../sample-folder.ts';

export type HypercoreTask = {
	readonly role: 'server' | 'client';
	readonly bootstrap: readonly string[];
	readonly route: 'udx' | 'tcp';
	/** What the server printed, for the client. */
	readonly key?: string;
	readonly blockBytes: number;
	readonly blocks: number;
};

const task: HypercoreTask = JSON.parse(process.argv.at(-1)!);
const host = '127.0.0.1';
const dht = new DHT({bootstrap: task.bootstrap, host});
const database = new Database(':memory:', {
	blocks: blocksInMemory(), durable: false, async waitForRoom(error) {
		throw error;
	},
});

if (task.role === 'server') {
	const keyPair = createKeyPair();
	const core = new Hypercore(new CorestoreStorage(database), keyPair.publicKey, {keyPair});
	const next = pseudoRandomBytes('hypercore');
	const blocksPerBatch = Math.max(1, (32 * 1024 * 1024) / task.blockBytes);

	for (let index = 0; index < task.blocks; index += blocksPerBatch) {
		await core.append(Array.from({length: Math.min(blocksPerBatch, task.blocks - index)}, () => next(task.blockBytes)));
	}

	const serve = (connection: SecretStream): void => {
		connection.on('error', () => {
			// The client has gone.
		});
		core.replicate(connection);
	};

	if (task.route === 'tcp') {
		const server = createServer({noDelay: true}, socket => {
			serve(new SecretStream(false, socket));
		});
		server.listen(0, host);
		await once(server, 'listening');
		const address = server.address();
		console.log(`${Buffer.from(keyPair.publicKey).toString('hex')}:${typeof address === 'object' && address?.port}`);
	} else {
		const server = dht.createServer({}, serve);
		await server.listen();
		console.log(`${Buffer.from(keyPair.publicKey).toString('hex')}:${Buffer.from(server.publicKey!).toString('hex')}`);
	}
} else {
	const [feed = '', where = ''] = task.key!.split(':');
	const core = new Hypercore(new CorestoreStorage(database), Buffer.from(feed, 'hex'));
	await core.ready();

	const start = performance.now();
	const connection = task.route === 'tcp' ? new SecretStream(true, connect({host, port: Number(where), noDelay: true})) : dht.connect(Buffer.from(where, 'hex'));
	core.replicate(connection);
	await core.download({start: 0, end: task.blocks}).done();
	console.log((performance.now() - start) / 1000);

	connection.destroy();
	await core.close();
	await dht.destroy();
}

/** Keeps what it is given, without a copy: nobody changes it here. */
function blocksInMemory(): BlockStore {
	const blocks: Uint8Array[] = [];

	return {
		holds: () => true,
		read: async index => blocks[index] ?? null,
		async write(written) {
			for (const {index, value} of written) {
				blocks[index] = value;
			}
		},
		stored() {
			// Nothing is remembered of a block beside its bytes.
		},
		clear(start, end) {
			blocks.fill(new Uint8Array(0), start, end);
		},
	};
}
