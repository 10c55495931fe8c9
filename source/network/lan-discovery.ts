import {Buffer} from 'node:buffer';
import {networkInterfaces} from 'node:os';
import multicastDns, {type MulticastDns} from 'multicast-dns';
import {lanInterfaces} from './lan-interfaces.ts';
import {
	decodeLanMessage, encodeLanMessage, mostEntries, serviceName, type LanAnswer,
} from './lan-message.ts';
import {
	openIdentity, periodOf, periodsAround, sealIdentity, tagOf,
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
	/** When it was last said that it is here. */
	saidAt: number;
};

/** Milliseconds between two looks at the network interfaces. */
const interfacePeriod = 5000;
/** Milliseconds between two answers for one feed; whoever asks in between is answered then. */
const answerPause = 250;

/**
Finds peers in the local network without anybody else: no DHT, no internet.

Who looks for a feed asks for it, and who has it answers; both by multicast DNS (RFC 6762), so it needs no address. Feeds stand there under tags that change every hour, and who answers is encrypted (`lan-tag.ts`). The address is the one that the answer came from, never one that it claims, and only of a neighbour.
*/
export class LanDiscovery {
	readonly #options: LanDiscoveryOptions;
	readonly #sockets = new Map<string, MulticastDns>();
	readonly #topics = new Map<string, Topic>();
	readonly #timers = new Set<NodeJS.Timeout>();
	readonly #interfaceTimer: NodeJS.Timeout;
	/** Which feed a tag (hexadecimal) stands for now. */
	#tags: {readonly period: number; readonly topics: ReadonlyMap<string, Topic>} = {period: 0, topics: new Map()};
	#isClosed = false;

	constructor(options: LanDiscoveryOptions) {
		this.#options = options;
		this.#lookAtInterfaces();
		this.#interfaceTimer = setInterval(() => {
			this.#lookAtInterfaces();
		}, interfacePeriod).unref();
	}

	/** Whether there is a local network. */
	get isUsable(): boolean {
		return this.#sockets.size > 0;
	}

	/** Looks for peers of a discovery key, again and again, and says that it is here unless it only looks. Call what it returns to stop. */
	join(discoveryKey: Uint8Array, {announce}: {readonly announce: boolean}): () => void {
		const name = Buffer.from(discoveryKey).toString('hex');
		const topic = this.#topics.get(name) ?? {
			discoveryKey, announcing: 0, joined: 0, saidAt: Number.NEGATIVE_INFINITY,
		};
		topic.joined++;
		topic.announcing += announce ? 1 : 0;
		this.#topics.set(name, topic);
		this.#forgetTags();
		const stopAsking = this.#askAgainAndAgain(topic);
		if (announce) {
			void this.#answer(topic);
		}

		return () => {
			stopAsking();
			topic.joined--;
			topic.announcing -= announce ? 1 : 0;
			if (topic.joined === 0) {
				this.#topics.delete(name);
				this.#forgetTags();
			}
		};
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		clearInterval(this.#interfaceTimer);
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
			this.#ask([topic]);
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
			const topics = [...this.#topics.values()];
			this.#ask(topics, [socket]);
			for (const topic of topics.filter(({announcing}) => announcing > 0)) {
				void this.#answer(topic);
			}
		});
	}

	#hear(strings: readonly unknown[], host: string): void {
		const now = Date.now();
		const {questions, answers} = decodeLanMessage(strings);
		for (const tag of questions) {
			const topic = this.#topicOf(tag, now);
			if (topic && topic.announcing > 0) {
				this.#answerSoon(topic);
			}
		}

		for (const {tag, sealed} of answers) {
			const topic = this.#topicOf(tag, now);
			const peer = topic && periodsAround(now).map(period => openIdentity(topic.discoveryKey, period, sealed)).find(Boolean);
			if (peer) {
				this.#options.onFound({host, ...peer}, Buffer.from(topic.discoveryKey).toString('hex'));
			}
		}
	}

	#answerSoon(topic: Topic): void {
		const wait = topic.saidAt + answerPause - performance.now();
		if (wait <= 0) {
			void this.#answer(topic);
		} else if (wait <= answerPause) {
			topic.saidAt += answerPause;
			const timer = setTimeout(() => {
				this.#timers.delete(timer);
				void this.#answer(topic);
			}, wait).unref();
			this.#timers.add(timer);
		}
	}

	#ask(topics: readonly Topic[], sockets: Iterable<MulticastDns> = this.#sockets.values()): void {
		const period = periodOf(Date.now());
		const tags = topics.map(({discoveryKey}) => tagOf(discoveryKey, period));
		const all = [...sockets];
		for (let start = 0; start < tags.length; start += mostEntries) {
			const data = encodeLanMessage({questions: tags.slice(start, start + mostEntries), answers: []});
			for (const socket of all) {
				socket.query({questions: [{name: serviceName, type: 'TXT'}], additionals: [record(data)]});
			}
		}
	}

	async #answer(topic: Topic): Promise<void> {
		topic.saidAt = performance.now();
		const identity = await this.#options.identity();
		if (!identity || topic.announcing === 0 || this.#isClosed) {
			return;
		}

		const period = periodOf(Date.now());
		const answer: LanAnswer = {tag: tagOf(topic.discoveryKey, period), sealed: sealIdentity(topic.discoveryKey, period, identity)};
		for (const socket of this.#sockets.values()) {
			socket.respond({answers: [record(encodeLanMessage({questions: [], answers: [answer]}))]});
		}
	}

	#topicOf(tag: Uint8Array, now: number): Topic | undefined {
		const period = periodOf(now);
		if (this.#tags.period !== period) {
			const topics = [...this.#topics.values()].flatMap(topic => periodsAround(now).map(around => [Buffer.from(tagOf(topic.discoveryKey, around)).toString('hex'), topic] as const));
			this.#tags = {period, topics: new Map(topics)};
		}

		return this.#tags.topics.get(Buffer.from(tag).toString('hex'));
	}

	#forgetTags(): void {
		this.#tags = {period: 0, topics: new Map()};
	}
}

function record(data: readonly Buffer[]): {readonly name: string; readonly type: 'TXT'; readonly ttl: number; readonly data: readonly Buffer[]} {
	return {
		name: serviceName, type: 'TXT', ttl: 1, data,
	};
}

function isTextRecord(value: unknown): value is {readonly name: unknown; readonly type: unknown; readonly data: unknown} {
	return typeof value === 'object' && value !== null && 'name' in value && 'type' in value && 'data' in value;
}
