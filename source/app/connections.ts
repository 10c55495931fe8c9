import type {KeyPair} from '@hyperswarm/secret-stream';
import {Network, type Joined} from '../network/network.ts';
import {Replication, type ActiveFeed} from '../transfer/replicate.ts';
import type {PeerAccess} from './peer-access.ts';

/** The network of this process and the feeds that are replicated over it: where the two are introduced to each other. */
export class Connections {
	readonly replication = new Replication();
	readonly #network: Network;

	constructor(options: {readonly keyPair: KeyPair; readonly bootstrap: readonly string[] | undefined}) {
		this.#network = new Network({
			...options,
			onConnection: connection => {
				this.replication.connect(connection);
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
		await this.#network.close();
	}
}
