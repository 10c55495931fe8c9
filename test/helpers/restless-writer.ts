import {appendFileSync, existsSync} from 'node:fs';
import type {TestContext} from 'node:test';

/** Goes on writing to a file, as somebody who copies a large one into a folder, until it is told to stop. */
export function restlessWriter(t: TestContext, place: string): {readonly stop: () => void} {
	const write = (): void => {
		appendFileSync(place, 'more ');
	};

	const writeOn = (): void => {
		// The folder is removed at the end of a test too.
		if (existsSync(place)) {
			write();
		}
	};

	write();
	const timer = setInterval(writeOn, 40);
	const stop = (): void => {
		clearInterval(timer);
	};

	t.after(stop);
	return {stop};
}
