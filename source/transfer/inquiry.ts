import type SecretStream from '@hyperswarm/secret-stream';
import {uint} from 'compact-encoding';
import type Hypercore from 'hypercore';
import type {EncodingState} from 'protomux';

/** What is answered: to which question, and how many blocks of the feed are there. */
export type Answer = {readonly question: number; readonly blocks: number};

export type InquiryOptions = {
	/** False when nothing can be asked yet. */
	readonly ask: (question: number) => boolean;
	readonly answer: (answer: Answer) => void;
	/** How many blocks of the feed are here. */
	readonly blocks: () => number;
	/** Milliseconds of a clock that never goes back; the real one unless given. */
	readonly now?: () => number;
};

/** So often a peer is asked, in milliseconds; without an answer only after `patience`. */
const askPeriod = 2000;
const patience = 10_000;
/** Who asks more often than this gets no answer, in milliseconds. */
const leastPause = 500;
/** An answer may have waited behind data: the least of so many says most of the way. */
const keptTrips = 8;

/** How an answer is written and read. */
export const answerEncoding = {
	preencode(state: EncodingState, {question, blocks}: Answer) {
		uint.preencode(state, question);
		uint.preencode(state, blocks);
	},
	encode(state: EncodingState, {question, blocks}: Answer) {
		uint.encode(state, question);
		uint.encode(state, blocks);
	},
	decode: (state: EncodingState): Answer => ({question: uint.decode(state), blocks: uint.decode(state)}),
};

/**
Asks a peer how much of a feed it has, and how long that takes there and back, and answers the same.

Neither can be had otherwise: a socket of TCP doesn't tell its round-trip time, and Hypercore tells only those who want blocks which ones a peer has. Asked is only while somebody looks. A peer that doesn't know the question never answers.
*/
export class Inquiry {
	readonly #options: InquiryOptions;
	readonly #now: () => number;
	#question = 0;
	#askedAt = -Infinity;
	#isWaiting = false;
	#answeredAt = -Infinity;
	#trips: readonly number[] = [];
	#blocks: number | undefined;

	constructor(options: InquiryOptions) {
		this.#options = options;
		this.#now = options.now ?? (() => performance.now());
	}

	/** Milliseconds there and back; undefined before there was an answer. */
	get roundTrip(): number | undefined {
		return this.#trips.length > 0 ? Math.min(...this.#trips) : undefined;
	}

	/** How many blocks the peer has said to have; undefined before there was an answer. */
	get blocks(): number | undefined {
		return this.#blocks;
	}

	/** To be called as often as somebody looks: asks when it is time to. */
	ask(): void {
		const now = this.#now();
		if (now - this.#askedAt >= (this.#isWaiting ? patience : askPeriod)) {
			this.#question++;
			this.#isWaiting = this.#options.ask(this.#question);
			this.#askedAt = this.#isWaiting ? now : -Infinity;
		}
	}

	/** The peer asks. */
	onQuestion(question: number): void {
		const now = this.#now();
		if (now - this.#answeredAt >= leastPause) {
			this.#answeredAt = now;
			this.#options.answer({question, blocks: this.#options.blocks()});
		}
	}

	/** The peer answers; what it wasn't asked, or has answered already, is passed over. */
	onAnswer({question, blocks}: Answer): void {
		if (this.#isWaiting && question === this.#question) {
			this.#isWaiting = false;
			this.#trips = [...this.#trips.slice(1 - keptTrips), this.#now() - this.#askedAt];
			this.#blocks = blocks;
		}
	}
}

const inquiries = new WeakMap<Hypercore, WeakMap<SecretStream, Inquiry>>();

/** Keeps what asks about a feed over a connection for those who look at the feed's peers. */
export function keepInquiry(core: Hypercore, stream: SecretStream, inquiry: Inquiry): void {
	const ofFeed = inquiries.get(core) ?? new WeakMap<SecretStream, Inquiry>();
	inquiries.set(core, ofFeed.set(stream, inquiry));
}

/** What asks about a feed over a connection, if there is such a thing. */
export function inquiryOf(core: Hypercore, stream: SecretStream): Inquiry | undefined {
	return inquiries.get(core)?.get(stream);
}
