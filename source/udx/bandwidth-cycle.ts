/** One round more than the path carries, one round less to let the queue that made drain again, and six rounds just as much. */
const gains = [1.25, 0.75, 1, 1, 1, 1, 1, 1] as const;

/** How many rounds a cycle has. */
export const cycleRounds = gains.length;

export type RoundState = {
	readonly leastRoundTrip: number;
	/** Packets were lost. */
	readonly isLossy: boolean;
	readonly inFlight: number;
	/** How many packets fit into the path, times a gain. */
	readonly fitting: (gain: number) => number;
};

/** Looks again and again, for one round of eight, whether the path carries more by now. */
export class BandwidthCycle {
	readonly #random: () => number;
	#index = 0;
	#since = 0;

	/** @param random - Where to begin: streams that share a link should not look for more at once. */
	constructor(random: () => number) {
		this.#random = random;
	}

	/** How many times the known rate to send at. */
	get gain(): number {
		return gains[this.#index]!;
	}

	/** Begins anywhere but where less is sent: nothing has queued up yet. */
	start(now: number): void {
		const index = Math.floor(this.#random() * (gains.length - 1));
		this.#index = index === 0 ? 0 : index + 1;
		this.#since = now;
	}

	/** Goes on to the next round when this one has done its work. */
	advance(now: number, {leastRoundTrip, isLossy, inFlight, fitting}: RoundState): void {
		const isLong = now - this.#since > leastRoundTrip;
		const {gain} = this;
		const isOver = gain < 1
			? isLong || inFlight <= fitting(1)
			: isLong && (gain === 1 || isLossy || inFlight > fitting(gain));
		if (isOver) {
			this.#index = (this.#index + 1) % gains.length;
			this.#since = now;
		}
	}
}
