import {Buffer} from 'node:buffer';
import type SecretStream from '@hyperswarm/secret-stream';
import {fixed32, uint} from 'compact-encoding';
import crypto from 'hypercore-crypto';
import Protomux, {
	type Channel, type Encoding, type EncodingState, type Message,
} from 'protomux';
import {answerEncoding, Inquiry} from './inquiry.ts';

/** What a receiver says when its files are complete, synced and under their real names, or written to its output. */
export type Delivered = {
	readonly version: number;
	readonly files: number;
	readonly bytes: number;
	/** Not only some files of it. */
	readonly isEverything: boolean;
	/** It was written to an output, and nothing is known of a disk. */
	readonly isOutput?: boolean;
};

export type DeliveryOptions = {
	/** The feed's key: knowing it is what both sides prove. */
	readonly key: Uint8Array;
	readonly discoveryKey: Uint8Array;
	/** How many blocks of the feed are here. */
	readonly blocks: () => number;
	/** The peer at the other end has everything on its disk. */
	readonly onDelivered: (delivered: Delivered) => void;
};

export const deliveryProtocol = 'hyperferry/delivery';

const [namespace] = crypto.namespace('hyperferry/delivery', 1);

/** How it goes over the wire: four numbers, the last one of marks. Any other bytes give a plain error, for which Protomux ends the connection and not the program. */
export const deliveredEncoding: Encoding<Delivered> = {
	preencode(state: EncodingState, delivered: Delivered) {
		for (const number of numbersOf(delivered)) {
			uint.preencode(state, number);
		}
	},
	encode(state: EncodingState, delivered: Delivered) {
		for (const number of numbersOf(delivered)) {
			uint.encode(state, number);
		}
	},
	decode(state: EncodingState): Delivered {
		const [version, files, bytes, marks] = [uint.decode(state), uint.decode(state), uint.decode(state), uint.decode(state)];
		return {
			version, files, bytes, isEverything: marks % 2 === 1, ...(marks >= 2 && {isOutput: true}),
		};
	},
};

function numbersOf({version, files, bytes, isEverything, isOutput}: Delivered): number[] {
	return [version, files, bytes, (isEverything ? 1 : 0) + (isOutput ? 2 : 0)];
}

/**
The few words that two peers of a feed say beside the feed itself, over the same encrypted connection: "delivered", and that it was heard; how much they have, when one of them asks. Messages at the end that one side doesn't know are passed over there, so older ones still understand each other.

Like Hypercore's own channel it opens with a proof that each side knows the feed's key, bound to this connection's handshake, so a listener with only the discovery key learns and says nothing.
*/
export class Delivery {
	/** Asks the peer how much it has, and how far it is. */
	readonly inquiry: Inquiry;
	readonly #channel: Channel<Uint8Array> | null;
	readonly #delivered: Message<Delivered> | undefined;
	readonly #waiting = new Set<(heard: boolean) => void>();
	#isTrusted = false;

	constructor(stream: SecretStream, {key, discoveryKey, blocks, onDelivered}: DeliveryOptions) {
		this.#channel = Protomux.from(stream).createChannel<Uint8Array>({
			protocol: deliveryProtocol,
			id: discoveryKey,
			handshake: fixed32,
			onopen: capability => {
				this.#isTrusted = Buffer.compare(capability, proof(key, stream, !stream.isInitiator)) === 0;
				if (!this.#isTrusted) {
					this.#channel?.close();
				}
			},
			onclose: () => {
				this.#settle(false);
			},
		});
		this.#delivered = this.#channel?.addMessage({
			encoding: deliveredEncoding,
			onmessage: delivered => {
				if (this.#isTrusted) {
					onDelivered(delivered);
					heard?.send(delivered.version);
				}
			},
		});
		const heard = this.#channel?.addMessage({
			encoding: uint,
			onmessage: () => {
				this.#settle(true);
			},
		});
		const question = this.#channel?.addMessage({
			encoding: uint,
			onmessage: asked => {
				if (this.#isTrusted) {
					this.inquiry.onQuestion(asked);
				}
			},
		});
		const answer = this.#channel?.addMessage({
			encoding: answerEncoding,
			onmessage: answered => {
				if (this.#isTrusted) {
					this.inquiry.onAnswer(answered);
				}
			},
		});
		this.inquiry = new Inquiry({
			ask: asked => {
				if (this.#isTrusted) {
					question?.send(asked);
				}

				return this.#isTrusted;
			},
			answer(answered) {
				answer?.send(answered);
			},
			blocks,
		});
		this.#channel?.open(proof(key, stream, stream.isInitiator));
	}

	/** By either side, or with the connection: another one can take its place. */
	get isClosed(): boolean {
		return this.#channel?.closed ?? true;
	}

	/** Ends it, and keeps the connection for others. Whoever waits to be heard is told that nobody was. */
	close(): void {
		this.#channel?.close();
	}

	/** Says that everything is here. Resolves with true when the peer has heard it, with false when it has gone. */
	async say(delivered: Delivered): Promise<boolean> {
		if (!this.#channel || this.#channel.closed || !await this.#channel.fullyOpened()) {
			return false;
		}

		return new Promise<boolean>(resolve => {
			this.#waiting.add(resolve);
			this.#delivered?.send(delivered);
		});
	}

	#settle(heard: boolean): void {
		for (const resolve of this.#waiting) {
			resolve(heard);
		}

		this.#waiting.clear();
	}
}

/** Knowledge of the key, for this connection and this side of it only. */
function proof(key: Uint8Array, stream: SecretStream, isInitiator: boolean): Uint8Array {
	return crypto.hash([namespace!, key, stream.handshakeHash ?? new Uint8Array(0), Uint8Array.of(isInitiator ? 1 : 0)]);
}
