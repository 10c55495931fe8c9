import {type EventEmitter, on} from 'node:events';

/**
Waits until `check` gives something other than undefined: it is called at once and then after every `event` of the emitter.

@throws What `check` throws, and the emitter's `error`.
*/
export async function waitFor<Value>(emitter: EventEmitter | EventTarget, event: string, check: () => Value | undefined): Promise<Value> {
	const events = emitter instanceof EventTarget ? on(emitter, event) : on(emitter, event);

	try {
		for (;;) {
			const value = check();

			if (value !== undefined) {
				return value;
			}

			await events.next();
		}
	} finally {
		await events.return?.();
	}
}
