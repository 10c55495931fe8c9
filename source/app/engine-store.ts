import type {EngineState, ShareState} from './engine-state.ts';

/** Milliseconds. Nobody reads figures that change more often, and each drawing takes some 12 ms from the transfer. */
const leastPause = 250;

/**
Holds what a dashboard shows, and tells who listens when it has changed: at once after a pause, and at most four times a second.

However many events there are in between, a listener sees one new state.
*/
export class EngineStore {
	#shown: EngineState;
	#next: EngineState;
	#last = -Infinity;
	#timer: NodeJS.Timeout | undefined;
	#areSharesOld = false;
	readonly #readShares: () => readonly ShareState[];
	readonly #listeners = new Set<() => void>();

	/** @param readShares - what there is to show of the shares by now. */
	constructor(state: EngineState, readShares: () => readonly ShareState[]) {
		this.#shown = state;
		this.#next = state;
		this.#readShares = readShares;
	}

	/** What listeners have been told of. */
	readonly getState = (): EngineState => this.#shown;

	/** Calls the listener after each change. Call what it returns to stop. */
	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	};

	/** Changes parts of the state. */
	update(change: Partial<Omit<EngineState, 'shares'>>): void {
		this.#next = {...this.#next, ...change};
		this.#tellSoon();
	}

	/** A share has changed, come or gone. There can be thousands of events a second: the shares are read only when listeners are told. */
	readonly sharesChanged = (): void => {
		this.#areSharesOld = true;
		this.#tellSoon();
	};

	/** Tells what is still untold at once. */
	flush(): void {
		clearTimeout(this.#timer);
		this.#tell();
	}

	/** Tells what is still untold, and nothing more from then on. */
	close(): void {
		this.flush();
		this.#listeners.clear();
	}

	#tellSoon(): void {
		this.#timer ??= setTimeout(this.#tell, Math.max(0, this.#last + leastPause - performance.now()));
	}

	readonly #tell = (): void => {
		this.#timer = undefined;
		this.#last = performance.now();
		if (this.#areSharesOld) {
			this.#areSharesOld = false;
			this.#next = {...this.#next, shares: this.#readShares()};
		}

		this.#shown = this.#next;
		for (const listener of this.#listeners) {
			listener();
		}
	};
}
