import {Congestion, type RecoveryState, type SenderState} from './congestion.ts';
import {DeliveryRate} from './delivery-rate.ts';
import type {OutgoingPacket} from './outgoing-packet.ts';
import {Pacer} from './pacer.ts';
import {RoundTrip} from './round-trip.ts';

/** What is known of the way to the peer, and how much and how fast to send because of it. */
export class Path {
	readonly roundTrip = new RoundTrip();
	readonly congestion: Congestion;
	readonly #rate = new DeliveryRate();
	readonly #pacer: Pacer;
	#hasNews = false;

	constructor(now: number, packetSize: number, random: (() => number) | undefined) {
		this.congestion = new Congestion(now, random);
		this.#pacer = new Pacer(now, this.congestion.pacing * packetSize);
	}

	/** Whether anything was learned that `adapt` has not seen. */
	get hasNews(): boolean {
		return this.#hasNews;
	}

	/** Whether it is time for a packet of a size. */
	maySend(now: number, packetSize: number): boolean {
		return this.#pacer.maySend(now, Math.max(this.congestion.pacing * packetSize, 1));
	}

	/**
	A packet goes out.

	@param others - What is on its way besides it: how many, whether any is unacknowledged at all, and whether there is more to send.
	*/
	onSent(now: number, packet: OutgoingPacket, others: {readonly inFlight: number; readonly isOutstanding: boolean; readonly isLast: boolean}, recovery: RecoveryState): void {
		if (others.isLast && others.inFlight < this.congestion.window) {
			this.#rate.onSupplyLimited(others.inFlight);
		}

		this.#rate.onSent(packet, now, !others.isOutstanding);
		this.#pacer.onSent(packet.bytes.length);
		if (others.inFlight === 0) {
			this.congestion.onStart(this.#state(now, 1, recovery));
		}
	}

	/** @param roundTrip - How long it seems to have taken; of a packet that was sent again that may be wrong. */
	onDelivered(packet: OutgoingPacket, roundTrip: {readonly sample: number; readonly isCertain: boolean}): void {
		this.#rate.onDelivered(packet, roundTrip.isCertain ? roundTrip.sample : undefined);
		this.#hasNews = true;
	}

	onLost(): void {
		this.#rate.onLost();
	}

	onTimeout(now: number, inFlight: number): void {
		this.congestion.onTimeout(this.#state(now, inFlight, 'loss'));
	}

	/** Changes window and pace by what was learned since the last time. */
	adapt(now: number, inFlight: number, recovery: RecoveryState): void {
		this.#hasNews = false;
		const sample = this.#rate.sample(now, this.roundTrip.least ?? 0);
		if (this.congestion.onSample(sample, this.#state(now, inFlight, recovery), this.roundTrip.smoothed)) {
			this.#rate.onSupplyLimited(inFlight);
		}
	}

	#state(now: number, inFlight: number, recovery: RecoveryState): SenderState {
		return {
			now, inFlight, recovery, delivered: this.#rate.delivered, deliveredAt: this.#rate.deliveredAt, isSupplyLimited: this.#rate.isSupplyLimited,
		};
	}
}
