/** Counts what is going on, so that tests of the whole program can wait for its end instead of for a delay. */
export type Busy = {
	/** Something begins; call what it returns when it is over. */
	readonly begin: () => () => void;
	readonly isIdle: () => boolean;
	/** Calls the listener each time when the last thing is over. Call what it returns to stop. */
	readonly onIdle: (listener: () => void) => () => void;
	/** The promise itself, counted until it settles. */
	readonly track: <Value>(promise: Promise<Value>) => Promise<Value>;
};

export function createBusy(): Busy {
	const listeners = new Set<() => void>();
	let running = 0;
	const begin = (): (() => void) => {
		let isOver = false;
		running++;
		return () => {
			if (isOver) {
				return;
			}

			isOver = true;
			running--;
			if (running === 0) {
				for (const listener of listeners) {
					listener();
				}
			}
		};
	};

	return {
		begin,
		isIdle: () => running === 0,
		onIdle(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		async track(promise) {
			const end = begin();
			try {
				return await promise;
			} finally {
				end();
			}
		},
	};
}
