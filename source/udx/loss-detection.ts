import {isSentAfter} from './delivery-rate.ts';
import type {OutgoingPacket} from './outgoing-packet.ts';
import type {PacketList} from './packet-list.ts';
import {isBefore, sequenceAfter, sequenceDifference} from './sequence.ts';

/** What is known of the packet that was sent last of those that were acknowledged (RFC 8985, section 5). */
export type NewestAcknowledged = {
	readonly sentAt: number;
	/** The number after its own. */
	readonly end: number;
	/** How long it was under way. */
	readonly roundTrip: number;
};

type Timing = {
	readonly now: number;
	/** The reordering window. */
	readonly window: number;
};

/**
How long a packet may be later than one that was sent after it, before it counts as lost (RFC 8985, section 6.2, step 4).

As long as nothing has ever come out of order, three packets that arrived ahead are enough.
*/
export function reorderingWindow({isReorderingSeen, isRecovering, ahead, leastRoundTrip, smoothedRoundTrip}: {
	readonly isReorderingSeen: boolean;
	readonly isRecovering: boolean;
	/** How many packets have arrived ahead of their turn. */
	readonly ahead: number;
	readonly leastRoundTrip: number;
	readonly smoothedRoundTrip: number;
}): number {
	if (!isReorderingSeen && (isRecovering || ahead >= 3)) {
		return 0;
	}

	const window = Math.min(leastRoundTrip / 4, smoothedRoundTrip);
	// The clock ticks in milliseconds.
	return isReorderingSeen ? Math.max(window, 1) : window;
}

/** In how many milliseconds a packet will count as lost because of one that was sent after it; now, when that is not more than 0; never, when it was sent last. */
export function timeToLoss(packet: Pick<OutgoingPacket, 'sentAt' | 'sequence'>, newest: NewestAcknowledged, {now, window}: Timing): number {
	return isSentAfter(newest.sentAt, newest.end, packet.sentAt, sequenceAfter(packet.sequence))
		? packet.sentAt + newest.roundTrip + window - now
		: Number.POSITIVE_INFINITY;
}

/**
Looks which packets on their way are lost.

@param inFlight - In the order in which they were sent.
@returns Those that are, and after how many milliseconds to look again; undefined: not before the next acknowledgement.
*/
export function findLost(inFlight: PacketList, newest: NewestAcknowledged, timing: Timing): {readonly lost: OutgoingPacket[]; readonly wait: number | undefined} {
	const lost: OutgoingPacket[] = [];
	let wait: number | undefined;
	for (let packet = inFlight.first; packet && packet.sentAt <= newest.sentAt; packet = packet.next) {
		const time = timeToLoss(packet, newest, timing);
		if (time <= 0) {
			lost.push(packet);
		} else if (time < Number.POSITIVE_INFINITY) {
			wait = Math.max(wait ?? 0, time);
		}
	}

	return {lost, wait};
}

/** Which packet was acknowledged that was sent last, how far what arrived reaches, and whether any came out of order. */
export class AcknowledgedOrder {
	#newest: NewestAcknowledged | undefined;
	#furthest: number;
	#isReorderingSeen = false;

	constructor(first: number) {
		this.#furthest = first;
	}

	/** Undefined before the first acknowledgement. */
	get newest(): NewestAcknowledged | undefined {
		return this.#newest;
	}

	get isReorderingSeen(): boolean {
		return this.#isReorderingSeen;
	}

	/**
	@param leastRoundTrip - One that was sent again and seems to have taken less was acknowledged for the first time it was sent: nothing can be learned of it.
	@returns Whether its round trip can be believed.
	*/
	add(packet: Pick<OutgoingPacket, 'sequence' | 'sentAt' | 'wasSentAgain'>, roundTrip: number, leastRoundTrip: number): boolean {
		const end = sequenceAfter(packet.sequence);
		const isCertain = !packet.wasSentAgain || roundTrip >= leastRoundTrip;
		if (isCertain && (!this.#newest || isSentAfter(packet.sentAt, end, this.#newest.sentAt, this.#newest.end))) {
			this.#newest = {sentAt: packet.sentAt, end, roundTrip};
		}

		if (sequenceDifference(end, this.#furthest) > 0) {
			this.#furthest = end;
		} else if (isBefore(end, this.#furthest) && !packet.wasSentAgain) {
			this.#isReorderingSeen = true;
		}

		return isCertain;
	}
}
