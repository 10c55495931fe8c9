import type {OutgoingOffer} from '../library/outbox.ts';
import type {PeerOffer} from '../library/peer-offers.ts';

/** Another ferry that the user has named, or that is in the local network. */
export type PersonView = {
	readonly peer: string;
	/** As the user calls it; undefined while it has no name from them. */
	readonly name: string | undefined;
	/** As it calls itself. Nobody has checked that: anybody can take any name. Shown escaped, beside the short key. */
	readonly toldName: string | undefined;
	/** The user has named it. */
	readonly isContact: boolean;
	readonly isBlocked: boolean;
	/** Connected, or heard in the local network a moment ago; undefined while nobody is looked for from here. */
	readonly isOnline: boolean | undefined;
	readonly isOnLan: boolean;
};

/** A share that a peer says it has for the user. All but `id`, `peer` and `time` are its words. */
export type PeerOfferView = Omit<PeerOffer, 'told' | 'key'> & {
	/** Of the share (`ferry1…`). */
	readonly key: string;
};

/**
How far an offer to somebody has come:

- `waiting`: it can't be told until they are there.
- `received`: it is in their inbox. `accepted`, `refused`: what they have said.
*/
export type SentOffer = {
	/** Of the share. */
	readonly shareId: string;
	readonly peer: string;
	readonly status: OutgoingOffer['status'];
};
