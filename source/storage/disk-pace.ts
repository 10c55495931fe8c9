/** Milliseconds that a read or write of one block may hold up everything else on the thread: what a key pressed meanwhile doesn't notice. */
const longest = 4;
const firstRest = 32;
const longestRest = 1024;

/**
Whether the disk is quick enough to be used on this thread.

As a rule a block is read from the system's cache, or written to it, in a tenth of a millisecond: less than a thread of the pool takes to wake up and to answer, and meanwhile a connection stands still. A disk that is busy makes the call wait instead; then the next ones go to the pool, twice as many each time it happens again.
*/
export class DiskPace {
	readonly #now: () => number;
	#rest = 0;
	#nextRest = firstRest;

	/** @param now - milliseconds; for tests. */
	constructor(now = () => performance.now()) {
		this.#now = now;
	}

	/** Runs one of two ways to do the same thing. */
	async run<Result>(here: () => Result, onPool: () => Promise<Result>): Promise<Result> {
		if (this.#rest > 0) {
			this.#rest--;
			return onPool();
		}

		const from = this.#now();
		const result = here();
		if (this.#now() - from > longest) {
			this.#rest = this.#nextRest;
			this.#nextRest = Math.min(2 * this.#nextRest, longestRest);
		} else {
			this.#nextRest = firstRest;
		}

		return result;
	}
}
