/** Lets one piece of work run at a time, in the order in which they came. */
export class Turns {
	#last: Promise<void> = Promise.resolve();
	#waiting = 0;

	/** Whether nothing runs or waits. */
	get isIdle(): boolean {
		return this.#waiting === 0;
	}

	/** Waits for a turn. Call what it gives when that is over. */
	async wait(): Promise<() => void> {
		const before = this.#last;
		let next = (): void => undefined;
		this.#last = new Promise(resolve => {
			next = resolve;
		});
		this.#waiting++;
		await before;
		return () => {
			this.#waiting--;
			next();
		};
	}

	/** Runs some work in a turn of its own, and gives what it gives. */
	async run<Value>(work: () => Promise<Value>): Promise<Value> {
		const end = await this.wait();
		try {
			return await work();
		} finally {
			end();
		}
	}
}
