import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import process from 'node:process';
import type {TestContext} from 'node:test';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import type SecretStream from '@hyperswarm/secret-stream';
import type {KeyPair} from '@hyperswarm/secret-stream';
import type Hypercore from 'hypercore';
import crypto from 'hypercore-crypto';
import DHT, {type ConnectOptions} from 'hyperdht';
import {chooseUdx} from '../../source/network/choose-udx.ts';
import {Connections} from '../../source/app/connections.ts';
import {memoryFeed} from './memory-feeds.ts';
import {localTestnet} from './testnet.ts';
import {waitFor} from './wait-for.ts';

const blocks = 64;
const blockSize = 65_536;
/** What an attack may leave behind in memory, of both sides, which are one process here. */
const mostMemory = 64 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Somebody who knows where the sharer is, and nothing else. */
export type Attacker = {
	/** Its end of the connection. */
	readonly stream: SecretStream;
	/** Resolves with what the sharer has dropped it for, or undefined when it has without a reason. */
	readonly dropped: Promise<string | undefined>;
};

export type AttackedSharer = {
	readonly source: Hypercore;
	readonly sharer: Connections;
	readonly keyPair: KeyPair;
	readonly bootstrap: readonly string[];
	readonly attack: (options?: ConnectOptions) => Promise<Attacker>;
	/** What the connections that have ended were dropped for. */
	readonly reasons: () => ReadonlyArray<string | undefined>;
	/** Has somebody with the feed's key get it over and over while something happens: nothing of that may be noticed there, and little of it stay in memory. */
	readonly undisturbedBy: (attack: () => Promise<void>) => Promise<void>;
	/** Has somebody with the key get all of it once. */
	readonly serve: () => Promise<void>;
};

/** A sharer that is about to be attacked. */
export async function attackedSharer(t: TestContext, options: {readonly strangerPatience?: number} = {}): Promise<AttackedSharer> {
	const opened: Array<() => Promise<void>> = [];
	// What is registered first is done first: with the testnet gone they would wait for it.
	t.after(async () => {
		await Promise.all(opened.map(async close => close()));
	});
	const {bootstrap} = await localTestnet(t);
	const source = await memoryFeed(t);
	await source.append(Array.from({length: blocks}, (_, index) => Buffer.alloc(blockSize, index)));
	const keyPair = crypto.keyPair();
	const sharer = new Connections({keyPair, bootstrap, ...options});
	opened.push(async () => sharer.close());
	const drops = watchDrops(t, sharer);
	await sharer.join({core: source}, {announce: true}).announced;
	const dht = new DHT({udx: chooseUdx(), bootstrap, host: '127.0.0.1'});
	opened.push(async () => dht.destroy());
	await dht.fullyBootstrapped();
	const connect = (connectOptions: ConnectOptions): {readonly stream: SecretStream; readonly peer: string} => {
		const keyPairOfAttacker = connectOptions.keyPair ?? crypto.keyPair();
		const stream = dht.connect(keyPair.publicKey, {...connectOptions, keyPair: keyPairOfAttacker});
		stream.on('error', () => undefined);
		return {stream, peer: Buffer.from(keyPairOfAttacker.publicKey).toString('hex')};
	};

	return {
		source,
		sharer,
		keyPair,
		bootstrap,
		async attack(connectOptions = {}) {
			const {stream, peer} = connect(connectOptions);
			await stream.opened;
			return {stream, dropped: drops.of(peer)};
		},
		reasons: () => drops.ended,
		async undisturbedBy(attack) {
			const {copy, close} = await receive(t, {source, bootstrap, opened});
			let disconnected = 0;
			copy.on('peer-remove', () => {
				disconnected++;
			});
			const over = new AbortController();
			let received = 0;
			const transfer = (async () => {
				while (!over.signal.aborted) {
					await getAll(copy);
					received += blocks;
					await copy.clear(0, blocks);
				}
			})();
			await waitFor(copy, 'download', () => copy.core.bitfield.countSet(0, blocks) > 0 ? true : undefined);
			const before = memoryInUse();
			await attack();
			const grown = memoryInUse() - before;
			over.abort();
			await transfer;
			t.diagnostic(`${Math.round(grown / 1024 / 1024)} MiB more, ${received} blocks received meanwhile`);
			assert.ok(grown < mostMemory, `${grown} bytes`);
			assert.equal(disconnected, 0);
			await close();
		},
		async serve() {
			const {copy, close} = await receive(t, {source, bootstrap, opened});
			await getAll(copy);
			await close();
		},
	};
}

type ReceiveOptions = Pick<AttackedSharer, 'source' | 'bootstrap'> & {readonly opened: Array<() => Promise<void>>};

async function receive(t: TestContext, {source, bootstrap, opened}: ReceiveOptions): Promise<{readonly copy: Hypercore; readonly close: () => Promise<void>}> {
	const copy = await memoryFeed(t, source.key);
	const receiver = new Connections({keyPair: crypto.keyPair(), bootstrap});
	let isClosed = false;
	const close = async (): Promise<void> => {
		if (!isClosed) {
			isClosed = true;
			await copy.close();
			await receiver.close();
		}
	};

	opened.push(close);
	receiver.join({core: copy}, {announce: false});
	return {copy, close};
}

async function getAll(copy: Hypercore): Promise<void> {
	for (let index = 0; index < blocks; index++) {
		const block = await copy.get(index);
		assert.ok(block && Buffer.from(block).equals(Buffer.alloc(blockSize, index)));
	}
}

type Drops = {
	readonly ended: ReadonlyArray<string | undefined>;
	readonly of: (peer: string) => Promise<string | undefined>;
	readonly arrived: (peer: string) => Promise<true>;
};

/** Notes for each peer what its connection to this one ended with. */
function watchDrops(t: TestContext, {replication}: Connections): Drops {
	const arrivals = new EventTarget();
	const reasons = new Map<string, Promise<string | undefined>>();
	const ended: Array<string | undefined> = [];
	const connect = replication.connect.bind(replication);
	t.mock.method(replication, 'connect', (connection: Parameters<typeof connect>[0]) => {
		const {stream, peer} = connection;
		let reason: string | undefined;
		stream.on('error', ({message}) => {
			reason = message;
		});
		reasons.set(peer, new Promise(resolve => {
			stream.once('close', () => {
				ended.push(reason);
				resolve(reason);
			});
		}));
		connect(connection);
		arrivals.dispatchEvent(new Event('arrival'));
	});
	const arrived = async (peer: string): Promise<true> => waitFor(arrivals, 'arrival', () => reasons.has(peer) ? true : undefined);
	return {
		ended,
		arrived,
		async of(peer) {
			await arrived(peer);
			return reasons.get(peer);
		},
	};
}

function memoryInUse(): number {
	collect();
	const {heapUsed, arrayBuffers} = process.memoryUsage();
	return heapUsed + arrayBuffers;
}
