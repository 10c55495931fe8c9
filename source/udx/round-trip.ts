import {WindowedExtreme} from './windowed-extreme.ts';

/** Milliseconds without an acknowledgement after which a packet is given up, at first and at least. */
export const shortestTimeout = 1000;
export const longestTimeout = 30_000;

/** A sample that is this long, and out of line with those before, was most likely taken by a machine asleep. */
const suspicious = 5000;

/** How long the shortest time stays the shortest. */
const leastWindow = 300_000;

/** How long packets take to the peer and their acknowledgement back, smoothed as RFC 6298 has it. Milliseconds, whole. */
export class RoundTrip {
	#smoothed: number | undefined;
	#variation = 0;
	readonly #least = new WindowedExtreme('least', leastWindow);

	/** Undefined before the first sample. */
	get smoothed(): number | undefined {
		return this.#smoothed;
	}

	get variation(): number {
		return this.#variation;
	}

	/** The shortest of the last minutes; undefined before the first sample. */
	get least(): number | undefined {
		return this.#least.value;
	}

	/** After how long without an acknowledgement what is on its way counts as lost. */
	get timeout(): number {
		return this.#smoothed === undefined
			? shortestTimeout
			: Math.min(Math.max(Math.ceil(this.#smoothed + (4 * this.#variation)), shortestTimeout), longestTimeout);
	}

	/** A sample as it should be counted. */
	plausible(sample: number): number {
		if (this.#smoothed === undefined) {
			return Math.min(sample, longestTimeout);
		}

		const expected = this.#smoothed + (5 * this.#variation);
		return sample > suspicious && sample > expected ? Math.min(expected, longestTimeout) : sample;
	}

	/** Counts a sample of a packet that was sent only once: of others nobody knows which one was acknowledged. */
	add(now: number, sample: number): void {
		this.#least.add(now, sample);
		if (this.#smoothed === undefined) {
			this.#smoothed = sample;
			this.#variation = sample / 2;
			return;
		}

		this.#variation += (Math.abs(this.#smoothed - sample) - this.#variation) / 4;
		this.#smoothed += (sample - this.#smoothed) / 8;
	}
}
