import type SecretStream from '@hyperswarm/secret-stream';
import {take, type TokenBucket} from '../base/token-bucket.ts';
import {OfferChannel, whenAskedForOffers} from '../transfer/offer-channel.ts';
import type {OfferMessage} from '../transfer/offer-messages.ts';
import type {PeerConnection} from './connections.ts';
import {messageOf, type OfferDesk} from './offer-desk.ts';

export type OfferTalksOptions = {
	readonly desk: OfferDesk;
	/** What this computer is called. */
	readonly ownName: () => string;
	/** Whether anything is said to a peer, or heard from it: everybody else is met with silence. */
	readonly mayTalk: (peer: string) => boolean;
	/** Whether a peer may offer something; undefined: not, otherwise whether it may only as a neighbour. */
	readonly mayOffer: (peer: string) => {readonly isFromLan: boolean} | undefined;
	/** Whether a share, by its key in hexadecimal, can be had from here now. */
	readonly isServed: (key: string) => boolean;
	readonly now: () => number;
	/** Somebody has come or gone, said its name, offered or answered something. */
	readonly onChange: () => void;
};

/** So many offers of a peer at once, and then one a minute: more is a flood. */
const offerRate = {rate: 1 / 60, most: 10} as const;

/** A connection, and what is said over it. */
type Talk = {readonly peer: string; readonly channel: OfferChannel; readonly told: Set<string>};

/** What is said about offers over all connections. */
export class OfferTalks {
	readonly #options: OfferTalksOptions;
	readonly #talks = new Map<SecretStream, Talk>();
	readonly #streams = new Map<SecretStream, string>();
	/** Connections whose other side has not opened its end: it opens it itself if it thinks better of it. */
	readonly #declined = new WeakSet<SecretStream>();
	readonly #buckets = new Map<string, TokenBucket>();
	readonly #names = new Map<string, string>();
	#isClosed = false;

	constructor(options: OfferTalksOptions) {
		this.#options = options;
	}

	/** What a peer calls itself. */
	nameOf(peer: string): string | undefined {
		return this.#names.get(peer);
	}

	/** Somebody is connected. */
	add({stream, peer}: PeerConnection): void {
		this.#streams.set(stream, peer);
		whenAskedForOffers(stream, () => {
			this.#declined.delete(stream);
			this.#open(stream, peer);
		});
		stream.once('close', () => {
			this.#streams.delete(stream);
			this.#options.onChange();
		});
		this.#open(stream, peer);
		this.#options.onChange();
	}

	/** Talks to those who may be talked to by now, and to nobody else. */
	review(): void {
		for (const [stream, {peer, channel}] of this.#talks) {
			if (!this.#options.mayTalk(peer)) {
				this.#talks.delete(stream);
				channel.close();
			}
		}

		for (const [stream, peer] of this.#streams) {
			this.#open(stream, peer);
		}

		for (const peer of [...this.#names.keys(), ...this.#buckets.keys()]) {
			if (!this.#options.mayTalk(peer)) {
				this.#names.delete(peer);
				this.#buckets.delete(peer);
			}
		}
	}

	/** Tells everybody who is there what they have not been told. */
	tellAll(): void {
		for (const peer of new Set([...this.#talks.values()].map(({peer}) => peer))) {
			this.#tell(peer);
		}
	}

	close(): void {
		this.#isClosed = true;
		for (const {channel} of this.#talks.values()) {
			channel.close();
		}

		this.#talks.clear();
	}

	#open(stream: SecretStream, peer: string): void {
		if (this.#isClosed || this.#talks.has(stream) || this.#declined.has(stream) || stream.destroyed || !this.#options.mayTalk(peer) || this.#isFlooding(peer)) {
			return;
		}

		let isOpened = false;
		const channel: OfferChannel = new OfferChannel(stream, {
			onOpen: () => {
				isOpened = true;
				channel.sayName(this.#options.ownName());
				this.#tell(peer);
			},
			onClose: () => {
				if (!isOpened) {
					this.#declined.add(stream);
				}

				if (this.#talks.get(stream)?.channel === channel) {
					this.#talks.delete(stream);
				}
			},
			onHello: name => {
				this.#names.set(peer, name);
				this.#options.onChange();
			},
			onOffer: offer => {
				void this.#hear(peer, channel, offer);
			},
			onAnswer: answer => {
				this.#options.desk.hear(peer, answer).then(this.#options.onChange, () => undefined);
			},
		});
		if (channel.exists) {
			this.#talks.set(stream, {peer, channel, told: new Set()});
		}
	}

	async #hear(peer: string, channel: OfferChannel, offer: OfferMessage): Promise<void> {
		const {desk, mayOffer, now, onChange} = this.#options;
		const before = this.#buckets.get(peer) ?? {tokens: offerRate.most, time: now()};
		this.#buckets.set(peer, take(before, 1, {...offerRate, time: now()}));
		if (this.#isFlooding(peer)) {
			channel.close();
			return;
		}

		const permission = mayOffer(peer);
		if (!permission) {
			return;
		}

		try {
			const answer = await desk.take(peer, offer, {...permission, time: now()});
			if (answer) {
				channel.answer({id: offer.id, answer});
			}

			onChange();
		} catch {
			// It can't be kept now, as on a full disk: the peer is not told that it was received, and offers it again.
		}
	}

	#isFlooding(peer: string): boolean {
		const bucket = this.#buckets.get(peer);
		return bucket !== undefined && take(bucket, 0, {...offerRate, time: this.#options.now()}).tokens < 0;
	}

	#tell(peer: string): void {
		const {desk, isServed} = this.#options;
		const talk = [...this.#talks.values()].find(talk => talk.peer === peer && talk.channel.isOpen);
		if (!talk) {
			return;
		}

		for (const offer of desk.sent) {
			if (offer.peer === peer && offer.status === 'waiting' && !talk.told.has(offer.id) && isServed(offer.key)) {
				talk.told.add(offer.id);
				talk.channel.offer(messageOf(offer));
			}
		}

		for (const reply of desk.replies) {
			if (reply.peer === peer && !talk.told.has(reply.told)) {
				talk.told.add(reply.told);
				talk.channel.answer({id: reply.told, answer: reply.answer});
				// What can't be written now is told once more.
				desk.told(reply).catch(() => undefined);
			}
		}
	}
}
