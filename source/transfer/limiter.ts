import {newBucket, take, waitOf} from '../base/token-bucket.ts';

/** A clock, in milliseconds, and its alarm; call what `wait` returns to take that back. */
export type Clock = {
	readonly now: () => number;
	readonly wait: (milliseconds: number, ring: () => void) => () => void;
};

/** Something that has to wait for its turn. */
export type Passage = {
	/** In bytes. */
	readonly size: number;
	/** It takes nothing of the limit when it isn't wanted any more. */
	readonly isGone: () => boolean;
	readonly pass: () => void;
};

export const realClock: Clock = {
	now: () => performance.now(),
	wait(milliseconds, ring) {
		const timer = setTimeout(ring, milliseconds).unref();
		return () => {
			clearTimeout(timer);
		};
	},
};

/** Lets bytes pass at a rate that can change at any time, in the order in which they came. Nobody waits in it: what is gone by its turn is passed over. */
export class Limiter {
	readonly #clock: Clock;
	readonly #queue: Passage[] = [];
	#bucket;
	#rate: number | undefined;
	#stopWaiting: (() => void) | undefined;
	#isRunning = false;

	constructor(clock = realClock) {
		this.#clock = clock;
		this.#bucket = newBucket(clock.now());
	}

	/** Whether anything has to wait at all. */
	get isLimited(): boolean {
		return this.#rate !== undefined;
	}

	/** Bytes a second from now on, also for what waits; undefined: as fast as it goes. */
	setRate(rate: number | undefined): void {
		this.#rate = rate;
		this.#run();
	}

	/** Lets something pass: now, or when it is its turn. */
	enter(passage: Passage): void {
		this.#queue.push(passage);
		this.#run();
	}

	/** So many bytes more have passed than was said, or less. */
	correct(bytes: number): void {
		if (this.#rate !== undefined) {
			this.#bucket = take(this.#bucket, bytes, {rate: this.#rate, time: this.#clock.now()});
		}
	}

	#run(): void {
		if (this.#isRunning) {
			return;
		}

		this.#stopWaiting?.();
		this.#stopWaiting = undefined;
		this.#isRunning = true;
		while (this.#queue.length > 0 && !this.#mustWait()) {
			const passage = this.#queue.shift()!;
			if (!passage.isGone()) {
				this.correct(passage.size);
				passage.pass();
			}
		}

		this.#isRunning = false;
	}

	#mustWait(): boolean {
		const wait = this.#rate === undefined || this.#queue[0]!.isGone() ? 0 : waitOf(this.#bucket, this.#rate, this.#clock.now());
		if (wait > 0) {
			this.#stopWaiting = this.#clock.wait(wait, () => {
				this.#run();
			});
		}

		return wait > 0;
	}
}
