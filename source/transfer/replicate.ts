import {Buffer} from 'node:buffer';
import type SecretStream from '@hyperswarm/secret-stream';
import Hypercore from 'hypercore';
import Protomux from 'protomux';
import type {ActiveFeed} from './active-feed.ts';
import {addressOf} from './address-of.ts';
import {attachFeed, type Connected} from './attach-feed.ts';
import {boundChannels} from './bound-channels.ts';
import {boundPeers} from './bound-peers.ts';
import {boundSilence} from './bound-silence.ts';
import {deliveryProtocol, type Delivered} from './delivery.ts';
import {detachFeed} from './detach-feed.ts';
import {FeedLimits} from './feed-limits.ts';
import {limitHotswaps} from './hotswaps.ts';
import {realClock, type Clock} from './limiter.ts';
import {Newcomers} from './newcomers.ts';
import {preferRoutes} from './prefer-routes.ts';

/** How the feeds of a replication are limited in time, and who is told what. */
export type ReplicationOptions = {
	/** Of the limits; the real one unless given. */
	readonly clock?: Clock | undefined;
	/** Milliseconds that somebody may stay with whom no feed is exchanged. */
	readonly strangerPatience?: number | undefined;
	/** A feed is exchanged over a connection, for the first time: its peer has proved that it has the feed's key. */
	readonly onShared?: ((stream: SecretStream, peer: string) => void) | undefined;
	/** A peer that was looked for has said nothing, and loses its connection. */
	readonly onSilent?: (() => void) | undefined;
	/** Whether a peer may stay that exchanges no feed. */
	readonly isWelcome?: ((peer: string) => boolean) | undefined;
	/** Whether the peer of a connection is in the local network, where limits need not hold. */
	readonly isNearby?: ((stream: SecretStream) => boolean) | undefined;
};

/** What a connection is, as far as replication cares. */
export type ReplicationConnection = {
	readonly stream: SecretStream;
	readonly peer: string;
	readonly topics: readonly string[];
};

/** A peer that asks for more feeds than this is not remembered to have asked. */
const mostTopics = 1000;

/**
The feeds of this process and the connections they are replicated over.

A connection is told of a feed only when the peer was found for it, or asks for its discovery key itself: nobody learns the list of shares. Whom the feed's access keeps out sees a peer that doesn't have it.
*/
export class Replication {
	readonly #feeds = new Map<string, ActiveFeed[]>();
	readonly #connections = new Map<SecretStream, Connected>();
	readonly #known = new WeakSet<Hypercore>();
	readonly limits: FeedLimits;
	readonly #newcomers: Newcomers;
	readonly #isWelcome: (peer: string) => boolean;
	readonly #onSilent: () => void;
	readonly #onShared: (stream: SecretStream, peer: string) => void;
	/** Connections over which a feed is, or was, exchanged. */
	readonly #shared = new WeakSet<SecretStream>();

	constructor({clock, strangerPatience, onShared, onSilent, isNearby, isWelcome}: ReplicationOptions = {}) {
		this.#newcomers = new Newcomers({clock: realClock, patience: strangerPatience});
		this.#isWelcome = isWelcome ?? (() => false);
		this.#onShared = onShared ?? (() => undefined);
		this.#onSilent = onSilent ?? (() => undefined);
		this.limits = new FeedLimits({clock, isNearby: isNearby ?? (() => false)});
	}

	/** Offers a feed until it is removed or closed: on connections to come, and to those whose peer was found for it or has asked already. */
	add(feed: ActiveFeed): void {
		const topic = topicOf(feed);
		this.#feeds.set(topic, [...this.#feeds.get(topic) ?? [], feed]);
		if (!this.#known.has(feed.core)) {
			this.#known.add(feed.core);
			this.limits.watch(feed.core);
			boundPeers(feed.core);
			boundSilence(feed.core, {isHeldBack: () => this.limits.holdsBack(feed.core)});
			preferRoutes(feed.core);
			limitHotswaps(feed.core);
			feed.core.on('peer-add', ({stream, remotePublicKey}) => {
				if (!this.#shared.has(stream)) {
					this.#shared.add(stream);
					this.#newcomers.remove(stream);
					this.#onShared(stream, Buffer.from(remotePublicKey).toString('hex'));
				}
			});
			feed.core.once('close', () => {
				this.remove(feed.core);
			});
		}

		this.#settleAll(topic);
	}

	/** Stops offering a feed, and takes it off every connection. One that nobody has a use for any more is closed. */
	remove(core: Hypercore): void {
		const topic = topicOf({core});
		const others = this.#feeds.get(topic)?.filter(feed => feed.core !== core) ?? [];
		if (others.length > 0) {
			this.#feeds.set(topic, others);
		} else {
			this.#feeds.delete(topic);
		}

		this.#settleAll(topic);
	}

	/** Asks the feed's access anew about everyone who is connected: who may have it now gets it, and from who may not it is taken. */
	review(core: Hypercore): void {
		this.#settleAll(topicOf({core}));
	}

	/** Takes over a new connection. One more to a peer that is connected already is for all that the others are for, by another route. */
	connect({stream, peer, topics}: ReplicationConnection): void {
		const connection: Connected = {
			stream, peer, topics: new Set([...topics, ...this.#connectionsTo(peer).flatMap(other => [...other.topics])]), attached: new Map(), requested: new Set(),
		};
		this.#connections.set(stream, connection);
		if (!this.#isWelcome(peer)) {
			let hasSpoken = false;
			stream.once('data', () => {
				hasSpoken = true;
			});
			this.#newcomers.add(stream, topics.length > 0 ? {hasSpoken: () => hasSpoken, onSilent: this.#onSilent} : undefined);
		}

		stream.on('close', () => {
			this.#newcomers.remove(stream);
			this.#connections.delete(stream);
			for (const topic of connection.requested) {
				if (!this.#hasRequested(peer, topic)) {
					this.#feeds.get(topic)?.[0]?.access?.onRequestGone?.(peer);
				}
			}
		});
		const onAsked = (id: Uint8Array | null): void => {
			if (id) {
				this.#meet(connection, Buffer.from(id).toString('hex'));
			}
		};

		boundChannels(stream);
		Hypercore.createProtocolStream(stream, {ondiscoverykey: onAsked});
		Protomux.from(stream).pair({protocol: deliveryProtocol}, onAsked);
		for (const topic of connection.topics) {
			this.#settle(connection, topic);
		}
	}

	/** Looks anew at who may stay without a feed. Who may no longer is let go of; who has just begun to be a stranger has a stranger's time. */
	reviewGuests(): void {
		for (const [stream, {peer, attached}] of this.#connections) {
			if (this.#isWelcome(peer)) {
				this.#newcomers.remove(stream);
			} else if (attached.size === 0 && !this.#newcomers.has(stream)) {
				this.#newcomers.add(stream);
			}
		}
	}

	/** Every connection, with its peer. */
	get connections(): ReadonlyArray<{readonly stream: SecretStream; readonly peer: string}> {
		return [...this.#connections.values()];
	}

	/** Whether a feed is offered here. */
	has(discoveryKey: string): boolean {
		return this.#feeds.has(discoveryKey);
	}

	/** How many connections there are. */
	get connected(): number {
		return this.#connections.size;
	}

	/** Whether a feed is, or was, exchanged over this connection. */
	isShared(stream: SecretStream): boolean {
		return this.#shared.has(stream);
	}

	/** Whether a feed is, or was, exchanged with this peer over a connection that is still there. */
	isSharedWith(peer: string): boolean {
		return this.#connectionsTo(peer).some(({stream}) => this.#shared.has(stream));
	}

	/** The peer of a connection was found for one more topic. */
	found(stream: SecretStream, topic: string): void {
		const connection = this.#connections.get(stream);
		if (connection) {
			this.#meet(connection, topic);
		}
	}

	/** A peer was found for a feed in another way than by dialling it. False when it is not connected. */
	foundPeer(peer: string, topic: string): boolean {
		const connections = this.#connectionsTo(peer);
		for (const connection of connections) {
			this.#meet(connection, topic);
		}

		return connections.length > 0;
	}

	/** Tells every peer that has this feed that all of it is here, on disk. Resolves with how many have heard it. */
	async sayDelivered(core: Hypercore, delivered: Delivered): Promise<number> {
		const topic = topicOf({core});
		const connected = [...this.#connections.values()].filter(({attached}) => attached.has(topic));
		const heard = await Promise.all([...Map.groupBy(connected, ({peer}) => peer).values()].map(async connections => {
			for (const {attached} of connections) {
				if (await attached.get(topic)?.delivery.say(delivered)) {
					return true;
				}
			}

			return false;
		}));
		return heard.filter(Boolean).length;
	}

	#connectionsTo(peer: string): Connected[] {
		return [...this.#connections.values()].filter(connection => connection.peer === peer);
	}

	#hasRequested(peer: string, topic: string): boolean {
		return this.#connectionsTo(peer).some(({requested}) => requested.has(topic));
	}

	#meet(connection: Connected, topic: string): void {
		if (connection.topics.size < mostTopics) {
			connection.topics.add(topic);
		}

		this.#settle(connection, topic);
	}

	#settleAll(topic: string): void {
		for (const connection of this.#connections.values()) {
			if (connection.topics.has(topic) || connection.attached.has(topic)) {
				this.#settle(connection, topic);
			}
		}
	}

	/** Makes a connection have a feed, or not have it, as it should be now. */
	#settle(connection: Connected, topic: string): void {
		// Of one feed that is open twice, as when somebody tries ferry on one computer, peers get what was there first.
		const feed = this.#feeds.get(topic)?.[0];
		const has = connection.attached.get(topic);
		const decision = feed ? feed.access?.decide(connection.peer) ?? 'allowed' : 'refused';
		if (has && (has.feed !== feed || decision !== 'allowed')) {
			connection.attached.delete(topic);
			has.delivery.close();
			detachFeed(connection.stream, has.feed.core);
		}

		if (decision !== 'ask') {
			connection.requested.delete(topic);
		} else if (!connection.requested.has(topic)) {
			const isAsked = this.#hasRequested(connection.peer, topic);
			connection.requested.add(topic);
			this.#newcomers.hold(connection.stream);
			if (!isAsked) {
				feed?.access?.onRequest?.({peer: connection.peer, address: addressOf(connection.stream)});
			}
		}

		if (feed && decision === 'allowed') {
			attachFeed(connection, topic, feed);
		} else if (has && !this.#isOfUse(connection)) {
			connection.stream.destroy();
		}
	}

	/** Whether it has a feed, or may get one that its peer is known to want, or is there for itself. */
	#isOfUse({attached, topics, peer}: Connected): boolean {
		return attached.size > 0 || this.#isWelcome(peer) || [...topics].some(topic => {
			const feed = this.#feeds.get(topic)?.[0];
			return feed && feed.access?.decide(peer) !== 'refused';
		});
	}
}

function topicOf({core}: Pick<ActiveFeed, 'core'>): string {
	return Buffer.from(core.discoveryKey).toString('hex');
}
