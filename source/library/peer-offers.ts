import {
	hasFields, isCount, isFlag, isKey, isListOf, isOneOf, isText,
} from '../base/json-check.ts';
import {offeredShareFields, type OfferedShare} from './offered-share.ts';
import {StoredValue} from './stored-value.ts';

/** What somebody says they have for the user. Peers and shares are keys in hexadecimal. */
export type PeerOffer = OfferedShare & {
	/** In this data directory: the same for what the same peer offers of the same share, and given to nothing else ever after. */
	readonly id: string;
	readonly peer: string;
	/** As the peer calls it. */
	readonly told: string;
	/** Milliseconds since 1970. */
	readonly time: number;
	/** It came from somebody in the local network who was no contact. */
	readonly isFromLan: boolean;
};

/** What the user has said to an offer and its peer has not heard yet. */
export type OfferReply = {readonly peer: string; readonly told: string; readonly answer: 'accepted' | 'refused'};

export type Inbox = {
	/** The oldest first. */
	readonly offers: readonly PeerOffer[];
	readonly replies: readonly OfferReply[];
	/** The number of the next offer. */
	readonly next: number;
};

/** So many offers are kept, and so many of one peer. */
export const mostOffers = 100;
export const mostOffersOfPeer = 10;

const emptyInbox: Inbox = {offers: [], replies: [], next: 1};

/** Opens what others have offered. */
export async function openInbox(directory: string): Promise<StoredValue<Inbox>> {
	return StoredValue.open(directory, {name: 'peer-offers.json', parse: parseInbox, initial: emptyInbox});
}

/** The inbox that a JSON value describes; undefined when it is anything else. */
export function parseInbox(value: unknown): Inbox | undefined {
	return isInbox(value) ? value : undefined;
}

const isOffer = hasFields({
	...offeredShareFields, id: isText, peer: isKey, told: isText, time: isCount, isFromLan: isFlag,
});

const isReply = hasFields({peer: isKey, told: isText, answer: isOneOf('accepted', 'refused')});

function isInbox(value: unknown): value is Inbox {
	return hasFields({offers: isListOf(isOffer), replies: isListOf(isReply), next: isCount})(value);
}

/**
An inbox with one more offer, in place of what the same peer has said before of the same share, and under its number: what the user has been shown stays true. When there are too many, those of that peer make room, the oldest first; then, for a contact, what strangers of the local network have offered. The same inbox when there is no room.
*/
export function withPeerOffer(inbox: Inbox, offer: Omit<PeerOffer, 'id'>): Inbox {
	const others = inbox.offers.filter(({peer, key, told}) => peer !== offer.peer || (key !== offer.key && told !== offer.told));
	const ofPeer = others.filter(({peer}) => peer === offer.peer);
	const isFull = others.length >= mostOffers;
	const leaving = ofPeer.length >= mostOffersOfPeer || (isFull && ofPeer.length > 0)
		? ofPeer[0]
		: (isFull && !offer.isFromLan ? others.find(({isFromLan}) => isFromLan) ?? others[0] : undefined);
	if (isFull && !leaving) {
		return inbox;
	}

	const before = inbox.offers.find(({peer, key}) => peer === offer.peer && key === offer.key);
	return {
		...inbox,
		next: before ? inbox.next : inbox.next + 1,
		offers: [...others.filter(other => other !== leaving), {...offer, id: before?.id ?? String(inbox.next)}],
	};
}

/** An inbox in which an offer is answered; the peer is still to be told. The offer is kept while what it led to can be begun anew. */
export function withAnswer(inbox: Inbox, {id, peer, told}: PeerOffer, {answer, isKept}: {readonly answer: OfferReply['answer']; readonly isKept: boolean}): Inbox {
	return {
		...inbox,
		offers: isKept ? inbox.offers : inbox.offers.filter(other => other.id !== id),
		replies: [...inbox.replies.filter(reply => reply.peer !== peer || reply.told !== told), {peer, told, answer}].slice(-mostOffers),
	};
}

/** An inbox without anything of a peer. */
export function withoutPeer(inbox: Inbox, peer: string): Inbox {
	const offers = inbox.offers.filter(offer => offer.peer !== peer);
	const replies = inbox.replies.filter(reply => reply.peer !== peer);
	return offers.length === inbox.offers.length && replies.length === inbox.replies.length ? inbox : {...inbox, offers, replies};
}

/** An inbox without a reply that has been told. */
export function withoutReply(inbox: Inbox, reply: Pick<OfferReply, 'peer' | 'told'>): Inbox {
	return {...inbox, replies: inbox.replies.filter(({peer, told}) => peer !== reply.peer || told !== reply.told)};
}
