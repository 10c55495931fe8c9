import type SecretStream from '@hyperswarm/secret-stream';
import type {KeyPair} from '@hyperswarm/secret-stream';
import {bindAddress} from '../network/bind-address.ts';
import {Network, type Joined} from '../network/network.ts';
import {Replication, type ActiveFeed} from '../transfer/replicate.ts';
import type {PeerAccess} from './peer-access.ts';
import {TcpRoutes} from './tcp-routes.ts';

export type ConnectionsOptions = {
	readonly keyPair: KeyPair;
	/** `host:port` of the DHT nodes to start from; undefined for the public ones. */
	readonly bootstrap: readonly string[] | undefined;
	/** Whether peers are also reached over TCP; so it is unless given. */
	readonly tcp?: boolean | undefined;
};

/** The network of this process and the feeds that are replicated over it: where the two are introduced to each other. */
export class Connections {
	readonly replication: Replication;
	readonly #network: Network;
	readonly #tcp: TcpRoutes | undefined;

	constructor({keyPair, bootstrap, tcp = true}: ConnectionsOptions) {
		this.replication = new Replication({
			onShared: (stream, peer) => {
				void this.#tcp?.speak(stream, peer);
			},
		});
		this.#tcp = tcp
			? new TcpRoutes({
				keyPair,
				host: bootstrap && bindAddress(bootstrap) !== '0.0.0.0' ? bindAddress(bootstrap) : '::',
				isSharedWith: peer => this.replication.isSharedWith(peer),
				onConnection: connection => {
					this.replication.connect({...connection, topics: []});
				},
			})
			: undefined;
		this.#network = new Network({
			keyPair,
			bootstrap,
			onConnection: connection => {
				this.#connect(connection);
			},
			onTopic: (stream, topic) => {
				this.replication.found(stream, topic);
			},
		});
	}

	/** Whether anybody out there has answered. */
	get isReachable(): boolean {
		return this.#network.isReachable;
	}

	/** How many connections there are, over whatever route. */
	get connected(): number {
		return this.replication.connected;
	}

	/** Where this computer can be dialled over TCP; undefined when it can't. */
	async tcpPort(): Promise<number | undefined> {
		return this.#tcp?.port();
	}

	/** Replicates a feed with everyone who has its key; announces it unless it is only looked at. */
	join(feed: ActiveFeed & {readonly access?: PeerAccess}, {announce}: {readonly announce: boolean}): Joined {
		this.replication.add(feed);
		feed.access?.onChange(() => {
			this.replication.review(feed.core);
		});
		const joined = this.#network.join(feed.core.discoveryKey, {announce});
		return {
			announced: joined.announced,
			leave: async () => {
				this.replication.remove(feed.core);
				await joined.leave();
			},
		};
	}

	async close(): Promise<void> {
		await Promise.all([this.#network.close(), this.#tcp?.close()]);
	}

	#connect(connection: {readonly stream: SecretStream; readonly peer: string; readonly topics: readonly string[]}): void {
		const {stream, peer} = connection;
		this.#tcp?.listen(stream, peer, () => this.replication.isShared(stream));
		this.replication.connect(connection);
	}
}
