type Sample = {
	readonly at: number;
	readonly value: number;
};

/** The least, or the greatest, of the values seen in a window that moves along. */
export class WindowedExtreme {
	readonly #isBetter: (a: number, b: number) => boolean;
	readonly #window: number;
	/** The best first; each later one is the best of those after the one before it. */
	readonly #samples: Sample[] = [];

	constructor(kind: 'least' | 'greatest', window: number) {
		this.#isBetter = kind === 'least' ? (a, b) => a <= b : (a, b) => a >= b;
		this.#window = window;
	}

	/** Undefined before the first value. The last one stays, however old it is. */
	get value(): number | undefined {
		return this.#samples[0]?.value;
	}

	add(at: number, value: number): void {
		const samples = this.#samples;
		while (samples.length > 0 && this.#isBetter(value, samples.at(-1)!.value)) {
			samples.pop();
		}

		samples.push({at, value});
		while (samples.length > 1 && at - samples[0]!.at > this.#window) {
			samples.shift();
		}
	}
}
