import {Buffer} from 'node:buffer';
import {neighboursTopic, presenceTopic} from '../network/presence-topic.ts';
import type {Connections} from './connections.ts';

/** Whom to look for, and who may see this computer. Peers are keys in hexadecimal. */
export type PresenceWish = {
	/** Dialled wherever they are, and looked for in the local network. */
	readonly peers: ReadonlySet<string>;
	/** Those who know this computer's key find it in their local network. */
	readonly isAnnounced: boolean;
	/** All in the local network who allow it, too, see this computer, and are seen. */
	readonly withNeighbours: boolean;
};

/** Milliseconds for which somebody counts as there who was heard: they are asked every half a minute, and a packet may be lost. */
const heardFor = 90_000;
/** Anybody in a local network can claim to be many. */
const mostNeighbours = 64;

const neighbours = Buffer.from(neighboursTopic()).toString('hex');

/** Who is there, and seeing to it that they are found. */
export class Presence {
	readonly #connections: Pick<Connections, 'meet' | 'meetOnLan' | 'replication'>;
	readonly #ownKey: string;
	readonly #now: () => number;
	/** What stops looking for somebody. */
	readonly #met = new Map<string, () => void>();
	#stopAnnouncing: (() => void) | undefined;
	#stopNeighbours: (() => void) | undefined;
	/** When somebody was heard in the local network. */
	readonly #heard = new Map<string, number>();
	/** The same of those who let strangers there offer something, the longest unheard first. */
	readonly #neighbours = new Map<string, number>();

	constructor(connections: Pick<Connections, 'meet' | 'meetOnLan' | 'replication'>, {ownKey, now}: {readonly ownKey: string; readonly now: () => number}) {
		this.#connections = connections;
		this.#ownKey = ownKey;
		this.#now = now;
	}

	/** Looks for these from now on, and for nobody else. */
	want({peers, isAnnounced, withNeighbours}: PresenceWish): void {
		for (const [peer, leave] of this.#met) {
			if (!peers.has(peer)) {
				leave();
				this.#met.delete(peer);
				this.#heard.delete(peer);
			}
		}

		for (const peer of peers) {
			if (!this.#met.has(peer)) {
				this.#met.set(peer, this.#meet(Buffer.from(peer, 'hex')));
			}
		}

		if (isAnnounced) {
			this.#stopAnnouncing ??= this.#connections.meetOnLan(presenceTopic(Buffer.from(this.#ownKey, 'hex')), {announce: true});
		} else {
			this.#stopAnnouncing?.();
			this.#stopAnnouncing = undefined;
		}

		if (withNeighbours) {
			this.#stopNeighbours ??= this.#connections.meetOnLan(neighboursTopic(), {announce: true});
		} else {
			this.#stopNeighbours?.();
			this.#stopNeighbours = undefined;
			this.#neighbours.clear();
		}
	}

	/** Somebody was heard under a discovery key. Says whether that changes what is known. */
	hear(peer: string, topic: string): boolean {
		const now = this.#now();
		const wasThere = this.isOnLan(peer) && (topic !== neighbours || this.isNeighbour(peer));
		if (topic === neighbours && this.#stopNeighbours) {
			this.#neighbours.delete(peer);
			this.#neighbours.set(peer, now);
			if (this.#neighbours.size > mostNeighbours) {
				const [oldest] = this.#neighbours.keys();
				this.#neighbours.delete(oldest!);
			}
		} else if (this.#met.has(peer)) {
			this.#heard.set(peer, now);
		} else {
			return false;
		}

		return !wasThere;
	}

	/** Those in the local network who let strangers there offer something, and do the same here. */
	get neighbours(): string[] {
		return [...this.#neighbours.keys()].filter(peer => this.isNeighbour(peer));
	}

	isNeighbour(peer: string): boolean {
		return this.#isLate(this.#neighbours.get(peer)) || (this.#neighbours.has(peer) && this.#isConnected(peer));
	}

	isOnLan(peer: string): boolean {
		return this.#isLate(this.#heard.get(peer)) || this.#isLate(this.#neighbours.get(peer));
	}

	isOnline(peer: string): boolean {
		return this.isOnLan(peer) || this.#isConnected(peer);
	}

	/** Looks for nobody any more. */
	close(): void {
		this.want({peers: new Set(), isAnnounced: false, withNeighbours: false});
	}

	#meet(publicKey: Uint8Array): () => void {
		const stops = [this.#connections.meet(publicKey), this.#connections.meetOnLan(presenceTopic(publicKey), {announce: false})];
		return () => {
			for (const stop of stops) {
				stop();
			}
		};
	}

	#isConnected(peer: string): boolean {
		return this.#connections.replication.connections.some(connection => connection.peer === peer);
	}

	#isLate(heard: number | undefined): boolean {
		return heard !== undefined && this.#now() - heard < heardFor;
	}
}
