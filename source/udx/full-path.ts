/** The path is full when its rate has not grown by a quarter in three rounds. */
const growth = 1.25;
const flatRounds = 3;

/** Notices, while a stream sends faster and faster, when that doesn't get more through any more. */
export class FullPath {
	#bandwidth = 0;
	#rounds = 0;
	#isReached = false;

	get isReached(): boolean {
		return this.#isReached;
	}

	/** Takes the greatest rate so far, once a round. */
	add(bandwidth: number): void {
		if (this.#isReached) {
			return;
		}

		if (bandwidth >= this.#bandwidth * growth) {
			this.#bandwidth = bandwidth;
			this.#rounds = 0;
			return;
		}

		this.#rounds++;
		this.#isReached = this.#rounds >= flatRounds;
	}

	/** What came before says nothing any more. */
	restart(): void {
		this.#bandwidth = 0;
	}
}
