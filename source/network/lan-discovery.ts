import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import {networkInterfaces} from 'node:os';
import multicastDns, {type MulticastDns} from 'multicast-dns';
import {LanCallers, type LanCaller} from './lan-callers.ts';
import {lanInterfaces} from './lan-interfaces.ts';
import {
	decodeLanMessage, encodeLanMessage, mostEntries, serviceName, type LanAnswer,
} from './lan-message.ts';
import {
	challengeLength, openIdentity, sealIdentity, tagOf,
} from './lan-tag.ts';
import {lookAgainDelay} from './look-again.ts';

/** A peer in the local network. */
export type LanPeer = {
	/** Where its packet came from. */
	readonly host: string;
	/** Of its TCP server. */
	readonly port: number;
	/** Its identity key, 32 bytes. */
	readonly publicKey: Uint8Array;
};

export type LanDiscoveryOptions = {
	/** Who we are; undefined while nobody can dial us. */
	readonly identity: () => Promise<{readonly publicKey: Uint8Array; readonly port: number} | undefined>;
	/** Somebody has this feed (the discovery key, hexadecimal). Called again whenever that is heard again. */
	readonly onFound: (peer: LanPeer, topic: string) => void;
	/** The address of the only interface to use; undefined: every one that leads out of this computer. */
	readonly only: string | undefined;
};

type Topic = {
	readonly discoveryKey: Uint8Array;
	/** How many want to be found for it. */
	announcing: number;
	joined: number;
};

/** Milliseconds between two looks at the network interfaces. */
const interfacePeriod = 5000;
/** Milliseconds between two answers to one asker for one feed. */
const answerPause = 250;
/** Milliseconds after which we go by another challenge, so that nobody who listens can follow somebody from one day, or one café, to the next. */
const challengePeriod = 3_600_000;

/**
Finds peers in the local network without anybody else: no DHT, no internet.

Everybody goes by a challenge, a random number. Who hears one that is new asks its owner for all that it looks for, and who has it answers; all by multicast DNS (RFC 6762), so it needs no address. Feeds stand there under tags that hold between two challenges only, and who answers is encrypted (`lan-tag.ts`). The address is the one that the answer came from, never one that it claims, and only of a neighbour.
*/
export class LanDiscovery {
	readonly #options: LanDiscoveryOptions;
	readonly #sockets = new Map<string, MulticastDns>();
	readonly #topics = new Map<string, Topic>();
	readonly #timers = new Set<NodeJS.Timeout>();
	readonly #interfaceTimer: NodeJS.Timeout;
	readonly #challengeTimer: NodeJS.Timeout;
	#callers = new LanCallers({own: randomBytes(challengeLength)});
	#isClosed = false;

	constructor(options: LanDiscoveryOptions) {
		this.#options = options;
		this.#lookAtInterfaces();
		this.#interfaceTimer = setInterval(() => {
			this.#lookAtInterfaces();
		}, interfacePeriod).unref();
		this.#challengeTimer = setInterval(() => {
			this.#renewChallenge();
		}, challengePeriod).unref();
	}

	/** Whether there is a local network. */
	get isUsable(): boolean {
		return this.#sockets.size > 0;
	}

	/** Looks for peers of a discovery key, again and again, and says that it is here unless it only looks. Call what it returns to stop. */
	join(discoveryKey: Uint8Array, {announce}: {readonly announce: boolean}): () => void {
		const name = nameOf({discoveryKey});
		const topic = this.#topics.get(name) ?? {
			discoveryKey, announcing: 0, joined: 0,
		};
		topic.joined++;
		topic.announcing += announce ? 1 : 0;
		this.#topics.set(name, topic);
		this.#callers.add(name, discoveryKey);
		const stopAsking = this.#askAgainAndAgain(topic);
		if (announce) {
			void this.#answer(topic, this.#callers.all);
		}

		return () => {
			stopAsking();
			topic.joined--;
			topic.announcing -= announce ? 1 : 0;
			if (topic.joined === 0) {
				this.#topics.delete(name);
				this.#callers.remove(name, discoveryKey);
			}
		};
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		clearInterval(this.#interfaceTimer);
		clearInterval(this.#challengeTimer);
		for (const timer of this.#timers) {
			clearTimeout(timer);
		}

		const sockets = [...this.#sockets.values()];
		this.#sockets.clear();
		await Promise.all(sockets.map(async socket => new Promise<void>(resolve => {
			socket.destroy(resolve);
		})));
	}

	#askAgainAndAgain(topic: Topic): () => void {
		let attempt = 0;
		let timer: NodeJS.Timeout | undefined;
		const ask = (): void => {
			this.#ask([topic], this.#callers.all);
			timer = setTimeout(ask, lookAgainDelay(attempt, Math.random())).unref();
			this.#timers.add(timer);
			attempt++;
		};

		const later = (): void => {
			clearTimeout(timer);
			if (timer) {
				this.#timers.delete(timer);
			}
		};

		ask();
		return later;
	}

	/** Has an interface listen that is new, and lets go of one that is gone. */
	#lookAtInterfaces(): void {
		const addresses = lanInterfaces(networkInterfaces(), this.#options.only);
		for (const [address, socket] of this.#sockets) {
			if (!addresses.includes(address)) {
				this.#sockets.delete(address);
				socket.destroy();
			}
		}

		for (const address of addresses.filter(address => !this.#sockets.has(address))) {
			this.#listenAt(address);
		}
	}

	#listenAt(address: string): void {
		// Bound to the address itself it would hear nothing that is sent to everybody.
		const socket = multicastDns({interface: address, bind: '0.0.0.0', loopback: true});
		this.#sockets.set(address, socket);
		const drop = (): void => {
			// Tried again with the next look at the interfaces.
			if (this.#sockets.get(address) === socket) {
				this.#sockets.delete(address);
				socket.destroy();
			}
		};

		socket.on('error', drop);
		socket.on('warning', () => {
			// A packet that can't be read, or a network that has just gone.
		});
		socket.on('packet', (packet, {address: host}) => {
			for (const {name, type, data} of [...packet.answers, ...packet.additionals].filter(record => isTextRecord(record))) {
				if (name === serviceName && type === 'TXT') {
					this.#hear(Array.isArray(data) ? data : [data], host);
				}
			}
		});
		socket.on('ready', () => {
			this.#ask([...this.#topics.values()], this.#callers.all, [socket]);
		});
	}

	#hear(strings: readonly unknown[], host: string): void {
		const message = decodeLanMessage(strings);
		const heard = message && this.#callers.hear(message.challenge);
		if (!heard) {
			return;
		}

		const {caller, isNew} = heard;
		for (const tag of message.questions) {
			const topic = this.#topicOf(caller, tag);
			if (topic && topic.announcing > 0) {
				void this.#answer(topic, [caller]);
			}
		}

		for (const {tag, sealed} of message.answers) {
			const topic = this.#topicOf(caller, tag);
			const peer = topic && openIdentity(topic.discoveryKey, {from: caller.challenge, to: this.#callers.own}, sealed);
			if (peer) {
				this.#options.onFound({host, ...peer}, nameOf(topic));
			}
		}

		if (isNew) {
			this.#ask([...this.#topics.values()], [caller]);
		}
	}

	/** Asks everybody in their own terms; who isn't known yet hears the challenge. */
	#ask(topics: readonly Topic[], callers: readonly LanCaller[], sockets: Iterable<MulticastDns> = this.#sockets.values()): void {
		const {own} = this.#callers;
		const tags = topics.flatMap(({discoveryKey}) => callers.map(({challenge}) => tagOf(discoveryKey, {from: own, to: challenge})));
		const all = [...sockets];
		for (let start = 0; start === 0 || start < tags.length; start += mostEntries) {
			const data = encodeLanMessage({challenge: own, questions: tags.slice(start, start + mostEntries), answers: []});
			for (const socket of all) {
				socket.query({questions: [{name: serviceName, type: 'TXT'}], additionals: [record(data)]});
			}
		}
	}

	async #answer(topic: Topic, callers: readonly LanCaller[]): Promise<void> {
		const now = performance.now();
		const name = nameOf(topic);
		const waiting = callers.filter(({answered}) => now - (answered.get(name) ?? Number.NEGATIVE_INFINITY) >= answerPause);
		for (const {answered} of waiting) {
			answered.set(name, now);
		}

		const identity = await this.#options.identity();
		if (!identity || topic.announcing === 0 || this.#isClosed) {
			return;
		}

		const {own} = this.#callers;
		const answers = waiting.map(({challenge: to}): LanAnswer => {
			const terms = {from: own, to};
			return {tag: tagOf(topic.discoveryKey, terms), sealed: sealIdentity(topic.discoveryKey, terms, identity)};
		});
		for (let start = 0; start < answers.length; start += mostEntries) {
			const data = encodeLanMessage({challenge: own, questions: [], answers: answers.slice(start, start + mostEntries)});
			for (const socket of this.#sockets.values()) {
				socket.respond({answers: [record(data)]});
			}
		}
	}

	#topicOf({topics}: LanCaller, tag: Uint8Array): Topic | undefined {
		return this.#topics.get(topics.get(Buffer.from(tag).toString('hex')) ?? '');
	}

	#renewChallenge(): void {
		this.#callers = new LanCallers({own: randomBytes(challengeLength)});
		for (const [name, {discoveryKey}] of this.#topics) {
			this.#callers.add(name, discoveryKey);
		}

		this.#ask([], []);
	}
}

function nameOf({discoveryKey}: Pick<Topic, 'discoveryKey'>): string {
	return Buffer.from(discoveryKey).toString('hex');
}

function record(data: readonly Buffer[]): {readonly name: string; readonly type: 'TXT'; readonly ttl: number; readonly data: readonly Buffer[]} {
	return {
		name: serviceName, type: 'TXT', ttl: 1, data,
	};
}

function isTextRecord(value: unknown): value is {readonly name: unknown; readonly type: unknown; readonly data: unknown} {
	return typeof value === 'object' && value !== null && 'name' in value && 'type' in value && 'data' in value;
}
