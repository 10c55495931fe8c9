/** Spreads packets over time: each millisecond gives as many bytes as the rate says, and a packet may go as long as any are left. */
export class Pacer {
	#available: number;
	#refilledAt: number;

	constructor(now: number, rate: number) {
		this.#available = rate;
		this.#refilledAt = now;
	}

	/** @param rate - Bytes per millisecond. */
	maySend(now: number, rate: number): boolean {
		if (now > this.#refilledAt) {
			// What was not used is lost, what was taken too much is paid back; a timer that comes late makes up for it.
			this.#available = Math.min(this.#available, 0) + ((now - this.#refilledAt) * rate);
			this.#refilledAt = now;
		}

		return this.#available > 0;
	}

	onSent(size: number): void {
		this.#available -= size;
	}
}
