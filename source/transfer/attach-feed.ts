import type SecretStream from '@hyperswarm/secret-stream';
import type {ActiveFeed} from './active-feed.ts';
import {Delivery} from './delivery.ts';
import {keepInquiry} from './inquiry.ts';

type Attached = {readonly feed: ActiveFeed; readonly delivery: Delivery};

/** A connection, and what is exchanged over it. */
export type Connected = {
	readonly stream: SecretStream;
	readonly peer: string;
	/** What the peer was found for, or has asked for. */
	readonly topics: Set<string>;
	/** What it has. */
	readonly attached: Map<string, Attached>;
	/** What it was asked about for. */
	readonly requested: Set<string>;
};

/** Puts a feed on a connection, as `detachFeed` takes it off. The other side may have closed the delivery alone, and asks for a new one. */
export function attachFeed({stream, peer, attached}: Connected, topic: string, feed: ActiveFeed): void {
	const has = attached.get(topic);
	if (has && !has.delivery.isClosed) {
		return;
	}

	if (!has) {
		feed.core.replicate(stream);
	}

	const {core} = feed;
	const delivery = new Delivery(stream, {
		key: core.key,
		discoveryKey: core.discoveryKey,
		blocks: () => core.core.bitfield.countSet(0, core.length),
		onDelivered(delivered) {
			feed.onDelivered?.(peer, delivered);
		},
	});
	keepInquiry(core, stream, delivery.inquiry);
	attached.set(topic, {feed, delivery});
}
