/** The time that screens show and sample by: one timer for all of them, and none while nobody looks. */
export type Clock = {
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** Calls the listener four times a second. Call what it returns to stop. */
	readonly subscribe: (listener: () => void) => () => void;
};

const interval = 250;

export function createClock(): Clock {
	const listeners = new Set<() => void>();
	let timer: NodeJS.Timeout | undefined;
	return {
		now: () => Date.now(),
		subscribe(listener) {
			listeners.add(listener);
			timer ??= setInterval(() => {
				for (const each of listeners) {
					each();
				}
			}, interval);
			return () => {
				listeners.delete(listener);
				if (listeners.size === 0) {
					clearInterval(timer);
					timer = undefined;
				}
			};
		},
	};
}
