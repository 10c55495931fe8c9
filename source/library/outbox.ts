import {
	hasFields, isCount, isKey, isListOf, isOneOf, isText,
} from '../base/json-check.ts';
import {offeredShareFields, type OfferedShare} from './offered-share.ts';
import {StoredValue} from './stored-value.ts';

/** What is offered to somebody. Peers and shares are keys in hexadecimal. */
export type OutgoingOffer = OfferedShare & {
	/** 32 hexadecimal digits by which both sides name it. */
	readonly id: string;
	readonly peer: string;
	/** Milliseconds since 1970. */
	readonly time: number;
	readonly status: 'waiting' | 'received' | 'accepted' | 'refused';
};

/** The oldest first. */
export type Outbox = readonly OutgoingOffer[];

/** So many are kept: the oldest are forgotten. */
const most = 1000;

/** Opens what was offered to others. */
export async function openOutbox(directory: string): Promise<StoredValue<Outbox>> {
	return StoredValue.open<Outbox>(directory, {name: 'sent-offers.json', parse: parseOutbox, initial: []});
}

/** The outbox that a JSON value describes; undefined when it is anything else. */
export function parseOutbox(value: unknown): Outbox | undefined {
	return isOutbox(value) ? value : undefined;
}

function isOutbox(value: unknown): value is Outbox {
	return isListOf(hasFields({
		...offeredShareFields, id: isText, peer: isKey, time: isCount, status: isOneOf('waiting', 'received', 'accepted', 'refused'),
	}))(value);
}

/** An outbox with one more offer, in place of what was offered of the same share to the same peer before. */
export function withOutgoing(outbox: Outbox, offer: OutgoingOffer): Outbox {
	return [...outbox.filter(({peer, key}) => peer !== offer.peer || key !== offer.key), offer].slice(-most);
}

/** An outbox in which a peer has answered. Whatever it says, an answer is never taken back, and nobody answers for another. */
export function withStatus(outbox: Outbox, {peer, id}: Pick<OutgoingOffer, 'peer' | 'id'>, status: 'received' | 'accepted' | 'refused'): Outbox {
	const found = outbox.find(offer => offer.peer === peer && offer.id === id);
	if (!found || found.status === status || found.status === 'accepted' || found.status === 'refused') {
		return outbox;
	}

	return outbox.map(offer => offer === found ? {...offer, status} : offer);
}

/** An outbox without the offers of shares that aren't there any more. */
export function withoutGone(outbox: Outbox, isThere: (key: string) => boolean): Outbox {
	const left = outbox.filter(({key}) => isThere(key));
	return left.length === outbox.length ? outbox : left;
}
