import {Buffer} from 'node:buffer';
import {LanDiscovery, type LanPeer} from '../network/lan-discovery.ts';
import type {Replication} from '../transfer/replicate.ts';
import type {TcpRoutes} from './tcp-routes.ts';

export type LanRoutesOptions = {
	/** Our identity key, 32 bytes. */
	readonly publicKey: Uint8Array;
	/** The address of the only interface to use; undefined: every one that leads out of this computer. */
	readonly only: string | undefined;
	readonly tcp: TcpRoutes;
	readonly replication: Replication;
	/** Somebody was heard who stands under a discovery key, connected or not. */
	readonly onHeard: (peer: string, topic: string) => void;
};

/** Two who find each other at the same moment would both dial: the one with the greater key waits so long, in milliseconds. */
const courtesy = 400;

/** Connects to peers that were found in the local network, over TCP. */
export class LanRoutes {
	readonly #options: LanRoutesOptions;
	readonly #discovery: LanDiscovery;
	readonly #name: string;
	/** Peers that are being dialled, and the feeds they were found for. */
	readonly #dialling = new Map<string, Set<string>>();
	readonly #timers = new Set<NodeJS.Timeout>();

	constructor(options: LanRoutesOptions) {
		const {publicKey, tcp, only} = options;
		this.#options = options;
		this.#name = nameOf(publicKey);
		this.#discovery = new LanDiscovery({
			only,
			async identity() {
				const port = await tcp.port();
				return port === undefined ? undefined : {publicKey, port};
			},
			onFound: (peer, topic) => {
				this.#meet(peer, topic);
			},
		});
	}

	/** Whether there is a local network. */
	get isUsable(): boolean {
		return this.#discovery.isUsable;
	}

	/** Looks for peers of a discovery key, and says that it is here unless it only looks. Call what it returns to stop. */
	join(discoveryKey: Uint8Array, options: {readonly announce: boolean}): () => void {
		return this.#discovery.join(discoveryKey, options);
	}

	async close(): Promise<void> {
		for (const timer of this.#timers) {
			clearTimeout(timer);
		}

		await this.#discovery.close();
	}

	#meet(peer: LanPeer, topic: string): void {
		const {replication, onHeard} = this.#options;
		const name = nameOf(peer.publicKey);
		// What we say ourselves comes back to us.
		if (name === this.#name) {
			return;
		}

		onHeard(name, topic);
		if (replication.foundPeer(name, topic)) {
			return;
		}

		const topics = this.#dialling.get(name);
		if (topics) {
			topics.add(topic);
			return;
		}

		this.#dialling.set(name, new Set([topic]));
		const timer = setTimeout(async () => {
			this.#timers.delete(timer);
			await this.#dial(peer, name);
		}, this.#name > name ? courtesy : 0);
		this.#timers.add(timer);
	}

	async #dial(peer: LanPeer, name: string): Promise<void> {
		const {replication, tcp} = this.#options;
		const topics = this.#dialling.get(name)!;
		const isThere = [...topics].map(topic => replication.foundPeer(name, topic)).some(Boolean);
		if (!isThere) {
			await tcp.reach(peer, topics);
		}

		this.#dialling.delete(name);
	}
}

function nameOf(publicKey: Uint8Array): string {
	return Buffer.from(publicKey).toString('hex');
}
