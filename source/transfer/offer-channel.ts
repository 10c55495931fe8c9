import type SecretStream from '@hyperswarm/secret-stream';
import Protomux, {type Channel, type Message} from 'protomux';
import {
	answerEncoding, helloEncoding, offerEncoding, type OfferAnswerMessage, type OfferMessage,
} from './offer-messages.ts';

export type OfferChannelEvents = {
	/** The peer says what it calls itself: empty for nothing. Once. */
	readonly onHello: (name: string) => void;
	readonly onOffer: (offer: OfferMessage) => void;
	readonly onAnswer: (answer: OfferAnswerMessage) => void;
	/** Both sides have opened it. */
	readonly onOpen: () => void;
	readonly onClose: () => void;
};

const offerProtocol = 'hyperferry/peer-offer';

/** Calls back when the peer of a connection wants to talk about offers and this side has not begun. Where nobody is called back, or nothing is opened then, the peer sees what it sees of anybody who knows nothing of offers. */
export function whenAskedForOffers(stream: SecretStream, onAsked: () => void): void {
	Protomux.from(stream).pair({protocol: offerProtocol}, onAsked);
}

/** The words about shares that two peers exchange who know each other, beside their feeds and without any. */
export class OfferChannel {
	readonly #channel: Channel | null;
	#isOpened = false;
	readonly #hello: Message<string> | undefined;
	readonly #offer: Message<OfferMessage> | undefined;
	readonly #answer: Message<OfferAnswerMessage> | undefined;

	constructor(stream: SecretStream, {onHello, onOffer, onAnswer, onOpen, onClose}: OfferChannelEvents) {
		let isGreeted = false;
		this.#channel = Protomux.from(stream).createChannel({
			protocol: offerProtocol,
			// Protomux says that it is open only afterwards.
			onopen: () => {
				this.#isOpened = true;
				onOpen();
			},
			onclose: onClose,
		});
		this.#hello = this.#channel?.addMessage({
			encoding: helloEncoding,
			onmessage(name) {
				if (!isGreeted) {
					isGreeted = true;
					onHello(name);
				}
			},
		});
		this.#offer = this.#channel?.addMessage({encoding: offerEncoding, onmessage: onOffer});
		this.#answer = this.#channel?.addMessage({encoding: answerEncoding, onmessage: onAnswer});
		this.#channel?.open();
	}

	/** Whether there is one: not where one is open already, or the connection is closed. */
	get exists(): boolean {
		return this.#channel !== null;
	}

	/** Whether the other side has opened it, too. */
	get isOpen(): boolean {
		return this.#isOpened && this.#channel?.closed === false;
	}

	sayName(name: string): void {
		this.#hello?.send(name);
	}

	offer(offer: OfferMessage): void {
		this.#offer?.send(offer);
	}

	answer(answer: OfferAnswerMessage): void {
		this.#answer?.send(answer);
	}

	close(): void {
		this.#channel?.close();
	}
}
