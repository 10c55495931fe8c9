import type Hypercore from 'hypercore';
import type {Delivered} from './delivery.ts';

/** Who may have a feed. */
export type Access = {
	/** Asked before a peer gets the feed, with its key in hexadecimal; `ask` is no, until somebody has decided and `Replication.review` is called. */
	readonly decide: (peer: string) => 'allowed' | 'refused' | 'ask';
	/** Called for a peer that has to be asked about, once while it is connected. It has proved its own key, but not that it has the feed's: a discovery key is no secret. */
	readonly onRequest?: ((request: AccessRequest) => void) | undefined;
	/** A peer that was asked about has closed its connection. */
	readonly onRequestGone?: ((peer: string) => void) | undefined;
};

export type AccessRequest = {
	/** The peer's key, hexadecimal. */
	readonly peer: string;
	/** `host:port` */
	readonly address: string;
};

/** A feed that connections may ask for. */
export type ActiveFeed = {
	readonly core: Hypercore;
	/** Undefined: everyone who has the key. */
	readonly access?: Access | undefined;
	readonly onDelivered?: ((peer: string, delivered: Delivered) => void) | undefined;
};
