/** Every path that matters carries packets of this size, with all headers. */
export const baseMtu = 1200;
const largestMtu = 1500;
const step = 32;

/** One that is lost may be so by chance; after so many there is no other reason left. */
const attempts = 3;

/** More than a byte can say doesn't go before the payload. */
const largestPadding = 255;

/**
Finds how large a packet the path carries, by padding some data packets (RFC 8899).

The search begins when the base size has been acknowledged, and ends with the first size that stays unanswered.
*/
export class MtuProbe {
	#state: 'base' | 'search' | 'complete' = 'base';
	#mtu = baseMtu;
	#size = baseMtu;
	#failures = 0;
	#isWanted = false;

	/** What is known to fit. */
	get mtu(): number {
		return this.#mtu;
	}

	/** How much padding makes a packet of that size, with all headers, the next probe; 0 when none is wanted or it doesn't fit. */
	paddingFor(size: number): number {
		const padding = this.#size - size;
		return this.#isWanted && padding > 0 && padding <= largestPadding ? padding : 0;
	}

	/** A packet was sent as a probe. */
	onSent(): void {
		this.#isWanted = false;
	}

	/** A packet was acknowledged; `size` is what it had as a probe, or 0. */
	onAcknowledged(size: number): void {
		if (this.#state === 'base') {
			this.#state = 'search';
			this.#next();
		} else if (this.#state === 'search' && size > 0 && size === this.#size) {
			this.#mtu = size;
			this.#next();
		}
	}

	/** A probe was lost. */
	onLost(size: number): void {
		if (this.#state !== 'search' || size !== this.#size) {
			return;
		}

		this.#failures++;
		this.#isWanted = this.#failures < attempts;
		if (!this.#isWanted) {
			this.#state = 'complete';
		}
	}

	/** The path is another one now. */
	reset(): void {
		this.#state = 'base';
		this.#mtu = baseMtu;
		this.#size = baseMtu;
		this.#failures = 0;
		this.#isWanted = false;
	}

	#next(): void {
		this.#failures = 0;
		this.#size = Math.min(this.#mtu + step, largestMtu);
		this.#isWanted = this.#mtu < largestMtu;
		if (!this.#isWanted) {
			this.#state = 'complete';
		}
	}
}
