import type {OutgoingPacket} from './outgoing-packet.ts';
import {isBefore} from './sequence.ts';

/** What the acknowledgements of one moment tell about the path. */
export type RateSample = {
	/** Packets that arrived since the newest acknowledged one was sent; undefined when no rate can be had. */
	readonly delivered: number | undefined;
	/** Milliseconds that this took. */
	readonly interval: number;
	/** How many had been delivered when the newest acknowledged one was sent. */
	readonly priorDelivered: number;
	/** Packets newly acknowledged, and newly found lost. */
	readonly acknowledged: number;
	readonly lost: number;
	/** Milliseconds the last acknowledged one was under way; undefined when that can't be told. */
	readonly roundTrip: number | undefined;
	/** There was not enough to send to fill the path, so it may carry more than this. */
	readonly isSupplyLimited: boolean;
};

/** Whether one packet was sent after another; of one millisecond, the number decides. */
export function isSentAfter(sentAt: number, sequence: number, otherSentAt: number, otherSequence: number): boolean {
	return sentAt > otherSentAt || (sentAt === otherSentAt && isBefore(otherSequence, sequence));
}

/**
Measures how many packets the path delivers, without believing either bursts of packets or bursts of acknowledgements.

Each packet notes how many had been delivered when it was sent; when it is acknowledged, the difference went through in the longer of two times: from sending to sending, or from acknowledgement to acknowledgement (draft-cheng-iccrg-delivery-rate-estimation).
*/
export class DeliveryRate {
	#delivered = 0;
	#lost = 0;
	/** Until more are delivered, samples come from a path that was not full; 0 when it is. At first it can't be. */
	#limitedUntil = 1;
	#firstSentAt = 0;
	#deliveredAt = 0;
	#newest: OutgoingPacket | undefined;
	#newestSentAt = 0;
	#sendInterval = 0;
	#roundTrip: number | undefined;
	#sampledDelivered = 0;
	#sampledLost = 0;

	/** Packets delivered since the beginning. */
	get delivered(): number {
		return this.#delivered;
	}

	/** When the last of them were. */
	get deliveredAt(): number {
		return this.#deliveredAt;
	}

	get isSupplyLimited(): boolean {
		return this.#limitedUntil > 0;
	}

	/** There was nothing more to send, or the sender holds back on purpose, while so many packets are on their way. */
	onSupplyLimited(inFlight: number): void {
		this.#limitedUntil = Math.max(this.#delivered + inFlight, 1);
	}

	/** @param isFirst - Nothing else was on its way: time begins anew. */
	onSent(packet: OutgoingPacket, now: number, isFirst: boolean): void {
		if (isFirst) {
			this.#firstSentAt = now;
			this.#deliveredAt = now;
		}

		packet.firstSentAt = this.#firstSentAt;
		packet.deliveredAt = this.#deliveredAt;
		packet.delivered = this.#delivered;
		packet.isSupplyLimited = this.isSupplyLimited;
	}

	/** @param roundTrip - How long it was under way, if that can be told. */
	onDelivered(packet: OutgoingPacket, roundTrip: number | undefined): void {
		this.#delivered++;
		this.#roundTrip = roundTrip ?? this.#roundTrip;
		if (!this.#newest || isSentAfter(packet.sentAt, packet.sequence, this.#newestSentAt, this.#newest.sequence)) {
			this.#newest = packet;
			this.#newestSentAt = packet.sentAt;
			this.#sendInterval = packet.sentAt - packet.firstSentAt;
		}
	}

	onLost(): void {
		this.#lost++;
	}

	/**
	What was learned since the last sample.

	@param leastRoundTrip - A shorter interval was measured wrongly: of packets that were sent again.
	*/
	sample(now: number, leastRoundTrip: number): RateSample {
		const acknowledged = this.#delivered - this.#sampledDelivered;
		const lost = this.#lost - this.#sampledLost;
		this.#sampledDelivered = this.#delivered;
		this.#sampledLost = this.#lost;
		if (this.#delivered > this.#limitedUntil) {
			this.#limitedUntil = 0;
		}

		if (acknowledged > 0) {
			this.#deliveredAt = now;
		}

		const newest = this.#newest;
		const interval = newest ? Math.max(this.#sendInterval, now - newest.deliveredAt) : 0;
		if (newest) {
			this.#firstSentAt = this.#newestSentAt;
		}

		const sample = {
			delivered: newest && interval >= Math.max(leastRoundTrip, 1) ? this.#delivered - newest.delivered : undefined,
			interval,
			priorDelivered: newest?.delivered ?? 0,
			acknowledged,
			lost,
			roundTrip: this.#roundTrip,
			isSupplyLimited: newest?.isSupplyLimited ?? true,
		};
		this.#newest = undefined;
		this.#roundTrip = undefined;
		return sample;
	}
}
