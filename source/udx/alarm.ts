/** One timer for a time that changes all the time: it is only set anew when it would come too late. */
export class Alarm {
	readonly #now: () => number;
	readonly #ring: () => void;
	#timer: NodeJS.Timeout | undefined;
	#timerAt = Number.POSITIVE_INFINITY;
	#at = Number.POSITIVE_INFINITY;

	constructor(now: () => number, ring: () => void) {
		this.#now = now;
		this.#ring = ring;
	}

	/** Rings at this time, and not at any said before; infinity: not at all. */
	set(at: number): void {
		this.#at = at;
		if (at < this.#timerAt) {
			clearTimeout(this.#timer);
			this.#timerAt = at;
			this.#timer = setTimeout(this.#onTimer, Math.max(at - this.#now(), 0));
		}
	}

	clear(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#timerAt = Number.POSITIVE_INFINITY;
		this.#at = Number.POSITIVE_INFINITY;
	}

	readonly #onTimer = (): void => {
		this.#timer = undefined;
		this.#timerAt = Number.POSITIVE_INFINITY;
		const at = this.#at;
		if (at <= this.#now()) {
			this.#at = Number.POSITIVE_INFINITY;
			this.#ring();
		} else if (at < Number.POSITIVE_INFINITY) {
			this.set(at);
		}
	};
}
