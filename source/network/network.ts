import {Buffer} from 'node:buffer';
import {setTimeout as delay} from 'node:timers/promises';
import type SecretStream from '@hyperswarm/secret-stream';
import type {KeyPair} from '@hyperswarm/secret-stream';
import DHT from 'hyperdht';
import Hyperswarm, {type Discovery, type PeerInfo} from 'hyperswarm';
import {within} from '../base/within.ts';
import {bindAddress} from './bind-address.ts';
import {chooseUdx} from './choose-udx.ts';
import {dialFailure, type DialFailure} from './dial-reason.ts';
import {lookAgainDelay} from './look-again.ts';
import {settle} from './settle.ts';
import {SilentPeers} from './silent-peers.ts';

/** An encrypted stream to a peer, whose key it has proved. */
export type Connection = {
	readonly stream: SecretStream;
	/** The peer's public key, hexadecimal. */
	readonly peer: string;
	/** Discovery keys, hexadecimal, for which we found this peer; empty when it dialled us. */
	readonly topics: readonly string[];
};

export type NetworkOptions = {
	readonly keyPair: KeyPair;
	/** `host:port` of the DHT nodes to start from; undefined for the public ones. */
	readonly bootstrap: readonly string[] | undefined;
	readonly onConnection: (connection: Connection) => void;
	/** The key of a relay to go through where there is no direct way, 32 bytes. */
	readonly relayThrough?: Uint8Array | undefined;
	/** A peer that was found could not be dialled; it is tried again. */
	readonly onDialFailed?: ((failure: DialFailure) => void) | undefined;
	/** A peer that is connected was found for one more discovery key, hexadecimal: no second connection is made for it. */
	readonly onTopic?: ((stream: SecretStream, topic: string) => void) | undefined;
};

/** One topic that this process has joined. */
export type Joined = {
	/** Resolves when the DHT has taken the announcement: as long as no node answers it is tried again, and never when this is closed before. */
	readonly announced: Promise<void>;
	/** Takes the announcement back. */
	readonly leave: () => Promise<void>;
};

/** A DHT that can't be told goodbye in this time, in milliseconds, is left without: for all topics, and the rest of closing, together. */
export const longestGoodbye = 1200;
/** Milliseconds. */
const rightAfter = 500;
/** How often it is looked whether an announcement has succeeded after all. */
const announcePeriod = 500;
/** Connections to hold while there are peers that are dialled for themselves: of its usual 64 the swarm then uses a quarter for those that are found. */
const mostPeers = 256;

/**
One DHT node and one swarm for all shares of this process. Peers are found by discovery keys and dialled again, with growing delays, for as long as a topic is joined.
*/
export class Network {
	readonly #swarm: Hyperswarm;
	readonly #leaving = new Set<() => Promise<void>>();
	/** When the last topic was left, and how long that took. */
	#left = {at: Number.NEGATIVE_INFINITY, after: 0};
	/** Peers that are dialled for themselves, by their keys in hexadecimal. */
	readonly #met = new Set<string>();
	/** Connections to such peers that were not found for anything. */
	readonly #visits = new Set<SecretStream>();
	readonly #silent = new SilentPeers();
	/** When what the node knows of itself is so far that peers are dialled. */
	readonly #settled: Promise<void>;
	#isClosing = false;

	constructor({keyPair, bootstrap, relayThrough, onConnection, onDialFailed, onTopic}: NetworkOptions) {
		const dht = new DHT({udx: chooseUdx(), ...(bootstrap && {bootstrap, host: bindAddress(bootstrap)})});
		const tell = (failure: DialFailure, peer: string): void => {
			// That somebody isn't there says nothing about a share.
			if (!this.#met.has(peer)) {
				onDialFailed?.(failure);
			}
		};

		tellFailures(dht, {tell, relayThrough});
		this.#settled = bootstrap ? settle(dht) : Promise.resolve();
		// Given as a function it is used for every dial, beside hole punching, and left when that succeeds. The key alone would be kept until a dial has failed, after 15 seconds.
		this.#swarm = new Hyperswarm({dht, keyPair, ...(relayThrough && {relayThrough: () => relayThrough})});
		this.#swarm.on('connection', (stream: SecretStream, info: PeerInfo) => {
			// A stream that breaks also closes, which is what everybody listens for.
			stream.on('error', () => undefined);
			const peer = Buffer.from(stream.remotePublicKey).toString('hex');
			this.#silent.watch(stream, peer, () => {
				tell(dialFailure('PEER_SILENT'), peer);
				stream.once('close', () => {
					this.#dialAgain(info);
				});
			});
			if (this.#met.has(peer) && info.topics.length === 0) {
				this.#visits.add(stream);
			}

			onConnection({
				stream,
				peer,
				topics: info.topics.map(topic => Buffer.from(topic).toString('hex')),
			});
			const onFound = (topic: Uint8Array): void => {
				this.#visits.delete(stream);
				onTopic?.(stream, Buffer.from(topic).toString('hex'));
			};

			info.on('topic', onFound);
			stream.once('close', () => {
				this.#visits.delete(stream);
				info.off('topic', onFound);
			});
		});
	}

	/** Whether any node of the DHT has answered. */
	get isReachable(): boolean {
		return this.#swarm.connections.size > 0 || this.#swarm.dht.toArray().length > 0;
	}

	/** How many peers are connected. */
	get connections(): number {
		return this.#swarm.connections.size;
	}

	/**
	Looks for peers of a discovery key, and announces this one unless it only looks.

	While nobody is connected it looks again and again: a peer that comes back is found without anyone touching anything.
	*/
	join(discoveryKey: Uint8Array, {announce}: {readonly announce: boolean}): Joined {
		const options = {server: announce, client: true};
		let discovery: Discovery | undefined;
		let left: Promise<void> | undefined;
		const joining = this.#settled.then(() => {
			discovery = left !== undefined || this.#isClosing ? undefined : this.#swarm.join(discoveryKey, options);
			return discovery;
		});
		let attempt = 0;
		let timer: NodeJS.Timeout | undefined;
		const lookAgain = (): void => {
			timer = setTimeout(async () => {
				attempt = this.#swarm.connections.size === this.#visits.size ? attempt + 1 : 0;
				if (attempt > 0) {
					// A lookup that fails is tried again with the next one.
					await discovery?.refresh(options).catch(() => false);
				}

				if (timer) {
					lookAgain();
				}
			}, lookAgainDelay(attempt, Math.random()));
		};

		lookAgain();
		const leave = async (): Promise<void> => {
			left ??= (async () => {
				clearTimeout(timer);
				timer = undefined;
				const begun = performance.now();
				await within(longestGoodbye, Promise.resolve(discovery?.destroy()));
				this.#left = {at: performance.now(), after: performance.now() - begun};
				this.#leaving.delete(leave);
			})();
			await left;
		};

		this.#leaving.add(leave);
		return {announced: this.#announced(joining), leave};
	}

	/** Keeps a connection to a peer for as long as it is there, whatever it has, and lets it find this one by its key. Call what it returns to stop. */
	meet(publicKey: Uint8Array): () => void {
		const peer = Buffer.from(publicKey).toString('hex');
		this.#met.add(peer);
		this.#swarm.maxPeers = mostPeers;
		this.listen();
		void this.#settled.then(() => {
			if (this.#met.has(peer) && !this.#isClosing) {
				this.#swarm.joinPeer(publicKey);
			}
		});
		return () => {
			this.#met.delete(peer);
			if (!this.#isClosing) {
				this.#swarm.leavePeer(publicKey);
			}
		};
	}

	/** Lets this peer be found by its key. */
	listen(): void {
		// Without a network it is tried again when the swarm announces something.
		this.#swarm.listen().catch(() => undefined);
	}

	/** Dials a peer whose last connection was silent without the wait that the swarm keeps for those that were lost, if it is still wanted. */
	#dialAgain({publicKey, topics}: PeerInfo): void {
		const isMet = this.#met.has(Buffer.from(publicKey).toString('hex'));
		if (this.#isClosing || !(isMet || topics.some(topic => this.#swarm.status(topic)))) {
			return;
		}

		this.#swarm.joinPeer(publicKey);
		if (!isMet) {
			this.#swarm.leavePeer(publicKey);
		}
	}

	async #announced(joining: Promise<Discovery | undefined>): Promise<void> {
		const discovery = await joining;
		while (!await discovery?.flushed() || this.#swarm.dht.toArray().length === 0) {
			if (this.#isClosing) {
				await new Promise<never>(() => {
					// Nobody waits for it any more.
				});
			}

			await delay(announcePeriod, undefined, {ref: false});
		}
	}

	/** Takes back the announcements and closes every connection, in `longestGoodbye` at most. */
	async close(): Promise<void> {
		this.#isClosing = true;
		// Leaving a topic and closing right after it are one goodbye.
		const {at, after} = this.#left;
		const deadline = performance.now() + longestGoodbye - (performance.now() - at < rightAfter ? after : 0);
		const remaining = (): number => Math.max(0, deadline - performance.now());
		// At once, for with the sockets closed nobody hears of it; and again, for somebody may come until the announcements are gone.
		this.#disconnect();
		await within(remaining(), Promise.allSettled([...this.#leaving].map(async leave => leave())));
		this.#disconnect();
		// A server that has not reached the DHT yet would wait for it.
		await within(remaining(), this.#swarm.destroy({force: true}));
	}

	#disconnect(): void {
		for (const stream of this.#swarm.connections) {
			stream.destroy();
		}
	}
}

type FailureOptions = {
	readonly tell: (failure: DialFailure, peer: string) => void;
	readonly relayThrough: Uint8Array | undefined;
};

/** The swarm keeps to itself why a dial has failed. */
function tellFailures(dht: DHT, {tell, relayThrough}: FailureOptions): void {
	const connect = dht.connect.bind(dht);
	dht.connect = (...arguments_) => {
		const stream = connect(...arguments_);
		const [publicKey] = arguments_;
		const isRelay = relayThrough !== undefined && Buffer.from(relayThrough).equals(publicKey);
		const onError = ({code = 'UNKNOWN'}: {readonly code?: string}): void => {
			const failure = isRelay ? dialFailure('RELAY_UNREACHABLE') : dialFailure(code, {hasRelay: relayThrough !== undefined});
			tell(failure, Buffer.from(publicKey).toString('hex'));
		};

		stream.on('error', onError);
		stream.once('open', () => {
			stream.off('error', onError);
		});
		return stream;
	};
}
