/** Timers ring in whole milliseconds, a part of one too early perhaps. */
const exactness = 1;

/** One timer for a time that changes all the time: it is only set anew when it would come too late. */
export class Alarm {
	readonly #now: () => number;
	readonly #ring: (now: number, due: number) => void;
	#timer: NodeJS.Timeout | undefined;
	#timerAt = Number.POSITIVE_INFINITY;
	#at = Number.POSITIVE_INFINITY;

	/** @param ring - Gets the time, and the time until which to do what is due, which may be a little ahead. */
	constructor(now: () => number, ring: (now: number, due: number) => void) {
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
		const now = this.#now();
		if (at < now + exactness) {
			this.#at = Number.POSITIVE_INFINITY;
			this.#ring(now, Math.max(at, now));
		} else if (at < Number.POSITIVE_INFINITY) {
			this.set(at);
		}
	};
}
