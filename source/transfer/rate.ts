/** The speed is that of the last so many milliseconds. */
const windowLength = 5000;

/** Bytes a second over a sliding window; times are passed in, in milliseconds. */
export class Rate {
	readonly #samples: Array<{readonly time: number; readonly total: number}> = [];

	/** Takes a running total. */
	add(time: number, total: number): void {
		this.#samples.push({time, total});
		while (this.#samples.length > 2 && time - this.#samples[1]!.time >= windowLength) {
			this.#samples.shift();
		}
	}

	/** 0 until there are two samples. */
	get bytesPerSecond(): number {
		const first = this.#samples[0];
		const last = this.#samples.at(-1);
		return first && last && last.time > first.time ? Math.max(0, (last.total - first.total) / (last.time - first.time) * 1000) : 0;
	}
}
