import type {Activity} from '../app/engine-state.ts';

/** What the dashboard itself has to say once, as that a key was copied. */
export type Messages = {
	readonly latest: () => Activity | undefined;
	readonly subscribe: (listener: () => void) => () => void;
	readonly say: (level: Activity['level'], text: string, hint?: string) => void;
};

export function createMessages(now: () => number): Messages {
	const listeners = new Set<() => void>();
	let latest: Activity | undefined;
	return {
		latest: () => latest,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		say(level, text, hint) {
			latest = {
				time: now(), level, text, hint,
			};
			for (const listener of listeners) {
				listener();
			}
		},
	};
}
