import {Buffer} from 'node:buffer';
import type SecretStream from '@hyperswarm/secret-stream';
import Hypercore from 'hypercore';
import Protomux from 'protomux';
import {Delivery, deliveryProtocol, type Delivered} from './delivery.ts';

/** A feed that connections may ask for. */
export type ActiveFeed = {
	readonly core: Hypercore;
	readonly onDelivered?: ((peer: string, delivered: Delivered) => void) | undefined;
};

/** What a connection is, as far as replication cares. */
export type ReplicationConnection = {
	readonly stream: SecretStream;
	readonly peer: string;
	readonly topics: readonly string[];
};

/**
The feeds of this process and the connections they are replicated over.

A connection is told of a feed only when the peer was found for it, or asks for its discovery key itself: nobody learns the list of shares.
*/
export class Replication {
	readonly #feeds = new Map<string, ActiveFeed>();
	readonly #connections = new Map<SecretStream, {peer: string; deliveries: Map<string, Delivery>}>();

	/** Offers a feed on connections to come and to those that asked already. */
	add(feed: ActiveFeed): void {
		this.#feeds.set(topicOf(feed), feed);
	}

	/** Stops offering a feed. */
	remove(core: Hypercore): void {
		this.#feeds.delete(topicOf({core}));
	}

	/** Takes over a new connection. */
	connect({stream, peer, topics}: ReplicationConnection): void {
		const connection = {peer, deliveries: new Map<string, Delivery>()};
		this.#connections.set(stream, connection);
		stream.on('close', () => {
			this.#connections.delete(stream);
		});
		const attach = (id: Uint8Array | null): void => {
			if (id) {
				this.#attach(stream, Buffer.from(id).toString('hex'));
			}
		};

		Hypercore.createProtocolStream(stream, {ondiscoverykey: attach});
		Protomux.from(stream).pair({protocol: deliveryProtocol}, attach);
		for (const topic of topics) {
			this.#attach(stream, topic);
		}
	}

	/** Tells every peer that has this feed that all of it is here, on disk. Resolves with how many have heard it. */
	async sayDelivered(core: Hypercore, delivered: Delivered): Promise<number> {
		const topic = topicOf({core});
		const deliveries = [...this.#connections.values()].map(connection => connection.deliveries.get(topic)).filter(delivery => delivery !== undefined);
		const heard = await Promise.all(deliveries.map(async delivery => delivery.say(delivered)));
		return heard.filter(Boolean).length;
	}

	#attach(stream: SecretStream, topic: string): void {
		const feed = this.#feeds.get(topic);
		const connection = this.#connections.get(stream);
		if (!feed || !connection || connection.deliveries.has(topic)) {
			return;
		}

		feed.core.replicate(stream);
		connection.deliveries.set(topic, new Delivery(stream, {
			key: feed.core.key,
			discoveryKey: feed.core.discoveryKey,
			onDelivered(delivered) {
				feed.onDelivered?.(connection.peer, delivered);
			},
		}));
	}
}

function topicOf({core}: Pick<ActiveFeed, 'core'>): string {
	return Buffer.from(core.discoveryKey).toString('hex');
}
