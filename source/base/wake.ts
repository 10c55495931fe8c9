/** A bell for one loop: rung any number of times before it is waited for, it wakes once. */
export class Wake {
	#isRung = false;
	#wake: (() => void) | undefined;
	#fail: ((error: unknown) => void) | undefined;
	#error: {readonly reason: unknown} | undefined;
	readonly #failure = new AbortController();

	/** Aborted with what `fail` was called with first. */
	get failed(): AbortSignal {
		return this.#failure.signal;
	}

	/** Wakes the loop, or lets its next wait return at once. */
	ring(): void {
		this.#isRung = true;
		this.#wake?.();
	}

	/** Lets this and every later wait fail. */
	fail(reason: unknown): void {
		this.#error ??= {reason};
		this.#failure.abort(reason);
		this.#fail?.(reason);
	}

	/** Throws what `fail` was called with. */
	throwIfFailed(): void {
		if (this.#error) {
			throw this.#error.reason;
		}
	}

	/** Resolves when rung since the last wait, or after so many milliseconds. */
	async wait(milliseconds = Infinity): Promise<void> {
		this.throwIfFailed();
		if (!this.#isRung) {
			let timer: NodeJS.Timeout | undefined;
			try {
				await new Promise<void>((resolve, reject) => {
					this.#wake = resolve;
					this.#fail = reject;
					if (milliseconds < Infinity) {
						timer = setTimeout(resolve, milliseconds);
					}
				});
			} finally {
				clearTimeout(timer);
			}
		}

		this.#isRung = false;
		this.#wake = undefined;
		this.#fail = undefined;
	}
}
