import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import {discoveryKey} from 'hypercore-crypto';
import {ExpectedError} from '../base/errors.ts';
import type {Library} from '../library/library.ts';
import type {OfferedShare} from '../library/offered-share.ts';
import {
	openOutbox, withOutgoing, withoutGone, withStatus, type Outbox, type OutgoingOffer,
} from '../library/outbox.ts';
import {
	openInbox, withAnswer, withoutPeer, withoutReply, withPeerOffer, type Inbox, type OfferReply, type PeerOffer,
} from '../library/peer-offers.ts';
import type {StoredValue} from '../library/stored-value.ts';
import type {OfferAnswerMessage, OfferMessage} from '../transfer/offer-messages.ts';

/** What others have offered, and what was offered to them: both outlast the process, and others may change them. */
export class OfferDesk {
	static async open({directory}: Pick<Library, 'directory'>): Promise<OfferDesk> {
		return new OfferDesk(await openInbox(directory), await openOutbox(directory));
	}

	readonly #inbox: StoredValue<Inbox>;
	readonly #outbox: StoredValue<Outbox>;

	/** Get one from `OfferDesk.open`. */
	constructor(inbox: StoredValue<Inbox>, outbox: StoredValue<Outbox>) {
		this.#inbox = inbox;
		this.#outbox = outbox;
	}

	/** What the user has not answered, the oldest first. */
	get offers(): readonly PeerOffer[] {
		return this.#inbox.value.offers;
	}

	/** What the user has answered and a peer has not heard. */
	get replies(): readonly OfferReply[] {
		return this.#inbox.value.replies;
	}

	get sent(): Outbox {
		return this.#outbox.value;
	}

	/** Reads what other processes have made of it, and says whether that is something else. */
	async reload(): Promise<boolean> {
		const changes = await Promise.all([this.#inbox.reload(), this.#outbox.reload()]);
		return changes.some(Boolean);
	}

	/** A peer offers something. Gives what it is to be told; undefined when there is no room. */
	async take(peer: string, {id: told, key, ...offer}: OfferMessage, {isFromLan, time}: {readonly isFromLan: boolean; readonly time: number}): Promise<OfferAnswerMessage['answer'] | undefined> {
		const reply = this.replies.find(reply => reply.peer === peer && reply.told === told);
		if (reply) {
			return reply.answer;
		}

		const isHere = (): boolean => this.offers.some(other => other.peer === peer && other.told === told);
		if (!isHere()) {
			await this.#inbox.change(inbox => withPeerOffer(inbox, {
				...offer, peer, told, key: Buffer.from(key).toString('hex'), isFromLan, time,
			}));
		}

		return isHere() ? 'received' : undefined;
	}

	/** The offer with this id. @throws ExpectedError `usage` when there is none */
	find(id: string): PeerOffer {
		const offer = this.offers.find(other => other.id === id);
		if (!offer) {
			throw noOffer();
		}

		return offer;
	}

	/** The user's answer. Gives the offer that it was; the peer is still to be told. @throws ExpectedError `usage` when there is none of that id */
	async answer(id: string, answer: OfferReply['answer'], {isKept = false}: {readonly isKept?: boolean} = {}): Promise<PeerOffer> {
		let offer: PeerOffer | undefined;
		await this.#inbox.change(inbox => {
			offer = inbox.offers.find(other => other.id === id);
			return offer ? withAnswer(inbox, offer, {answer, isKept}) : inbox;
		});
		if (!offer) {
			throw noOffer();
		}

		return offer;
	}

	/** Forgets an offer, without a word. */
	async forget({id}: PeerOffer): Promise<void> {
		await this.#inbox.change(inbox => ({...inbox, offers: inbox.offers.filter(other => other.id !== id)}));
	}

	/** Forgets what a peer has offered. */
	async forgetPeer(peer: string): Promise<void> {
		await this.#inbox.change(inbox => withoutPeer(inbox, peer));
	}

	/** A peer has been told the user's answer. */
	async told(reply: OfferReply): Promise<void> {
		await this.#inbox.change(inbox => withoutReply(inbox, reply));
	}

	/** Has a share offered to peers, each of them once, and again if it was before. */
	async send(share: OfferedShare, peers: readonly string[], time: number): Promise<void> {
		await this.#outbox.change(outbox => {
			let next = outbox;
			for (const peer of new Set(peers)) {
				next = withOutgoing(next, {
					...share, peer, time, id: randomBytes(16).toString('hex'), status: 'waiting',
				});
			}

			return next;
		});
	}

	/** A peer says what has become of an offer. */
	async hear(peer: string, {id, answer}: OfferAnswerMessage): Promise<void> {
		// Nothing is read or written for what can't be an answer.
		if (this.sent.some(offer => offer.peer === peer && offer.id === id && offer.status !== answer)) {
			await this.#outbox.change(outbox => withStatus(outbox, {peer, id}, answer));
		}
	}

	/** Forgets what was offered of shares that are gone. */
	async forgetGone({records, broken}: Awaited<ReturnType<Library['list']>>): Promise<void> {
		const there = new Set(records.filter(({direction}) => direction === 'sharing').map(({key}) => key));
		if (broken.length === 0 && this.sent.some(({key}) => !there.has(key))) {
			await this.#outbox.change(outbox => withoutGone(outbox, key => there.has(key)));
		}
	}
}

function noOffer(): ExpectedError {
	return new ExpectedError('usage', 'There is no such offer.', {hint: '“ferry offers” lists those that are there, each with its number.'});
}

/** The message that tells of an offer. */
export function messageOf({id, key, name, kind, files, bytes, more, paths}: OutgoingOffer): OfferMessage {
	return {
		id, key: Buffer.from(key, 'hex'), name, kind, files, bytes, more, paths,
	};
}

/** What a share of this key (hexadecimal) is found by. */
export function topicOfShare(key: string): string {
	return Buffer.from(discoveryKey(Buffer.from(key, 'hex'))).toString('hex');
}
