/** What comes in this time at most, in milliseconds, is made up for. */
const longestBunch = 100;

/** After so many rounds what was seen before them is forgotten. */
const rememberedRounds = 5;

/**
Notes how many more packets than expected are acknowledged at once, as radio links do it and receivers that answer many packets with one: so many more must be on their way, or sending would stop between two bunches.
*/
export class AcknowledgementBunches {
	#since: number;
	#acknowledged = 0;
	#rounds = 0;
	#before = 0;
	#now = 0;

	constructor(now: number) {
		this.#since = now;
	}

	restart(now: number): void {
		this.#since = now;
		this.#acknowledged = 0;
	}

	add(acknowledged: number, deliveredAt: number, {bandwidth, window, isRoundStart}: {readonly bandwidth: number; readonly window: number; readonly isRoundStart: boolean}): void {
		if (acknowledged === 0) {
			return;
		}

		this.#rounds += isRoundStart ? 1 : 0;
		if (this.#rounds >= rememberedRounds) {
			this.#rounds = 0;
			this.#before = this.#now;
			this.#now = 0;
		}

		let expected = bandwidth * Math.max(deliveredAt - this.#since, 0);
		if (this.#acknowledged <= expected) {
			this.restart(deliveredAt);
			expected = 0;
		}

		this.#acknowledged += acknowledged;
		this.#now = Math.max(this.#now, Math.min(this.#acknowledged - expected, window));
	}

	/** How many more packets may be on their way. */
	allowance(bandwidth: number): number {
		return Math.min(Math.max(this.#before, this.#now), bandwidth * longestBunch);
	}
}
