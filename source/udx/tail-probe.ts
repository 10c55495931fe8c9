import {isBefore} from './sequence.ts';

/** The receiver may keep an acknowledgement back for a moment, and timers are not exact. */
const acknowledgementDelay = 2;
const shortestWait = 10;
const firstWait = 1000;

/** How long to wait for an acknowledgement before a probe asks for one (RFC 8985, section 7.2). */
export function probeTimeout(smoothedRoundTrip: number | undefined, inFlight: number): number {
	return smoothedRoundTrip === undefined
		? firstWait
		: Math.max(Math.ceil(2 * smoothedRoundTrip) + (inFlight === 1 ? acknowledgementDelay : 0), shortestWait);
}

/**
The tail loss probe of RFC 8985: when the last packets stay unanswered, one more makes the receiver say what is missing, long before the timeout.

There is one at a time, and none before a packet that was sent only once has been acknowledged after it.
*/
export class TailProbe {
	/** When it is due; infinity: not wanted. */
	at = Number.POSITIVE_INFINITY;
	/** The number that must be acknowledged before another one. */
	#end: number | undefined;
	#isAgain = false;
	#isPermitted = false;

	get mayProbe(): boolean {
		return this.#end === undefined && this.#isPermitted;
	}

	/** A round trip was measured. */
	permit(): void {
		this.#isPermitted = true;
	}

	/** @param isAgain - It is a packet that had been sent before: only what comes after it shows that it has arrived. */
	onSent(sequence: number, isAgain: boolean): void {
		this.at = Number.POSITIVE_INFINITY;
		this.#end = sequence;
		this.#isAgain = isAgain;
		this.#isPermitted = false;
	}

	onAcknowledged(acknowledgement: number): void {
		const end = this.#end;
		if (end !== undefined && (this.#isAgain ? isBefore(end, acknowledgement) : !isBefore(acknowledgement, end))) {
			this.#end = undefined;
		}
	}

	/** Another way of finding losses has begun. */
	cancel(): void {
		this.at = Number.POSITIVE_INFINITY;
		this.#end = undefined;
	}
}
