import type {EngineState} from './engine-state.ts';

/** No screen needs to change more often. */
const leastPause = 100;

/**
Holds what a dashboard shows, and tells who listens when it has changed: at once after a pause, and at most ten times a second.

However many events there are in between, a listener sees one new state.
*/
export class EngineStore {
	#shown: EngineState;
	#next: EngineState;
	#last = -Infinity;
	#timer: NodeJS.Timeout | undefined;
	readonly #listeners = new Set<() => void>();

	constructor(state: EngineState) {
		this.#shown = state;
		this.#next = state;
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

	/** The newest state, whether anybody has been told of it or not. */
	get newest(): EngineState {
		return this.#next;
	}

	/** Changes parts of the state. */
	update(change: Partial<EngineState>): void {
		this.#next = {...this.#next, ...change};
		this.#timer ??= setTimeout(this.#tell, Math.max(0, this.#last + leastPause - performance.now()));
	}

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

	readonly #tell = (): void => {
		this.#timer = undefined;
		this.#last = performance.now();
		this.#shown = this.#next;
		for (const listener of this.#listeners) {
			listener();
		}
	};
}
