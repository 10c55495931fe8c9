import {appendFileSync} from 'node:fs';
import type {TestContext} from 'node:test';

/** Goes on writing to a file, as somebody who copies a large one into a folder, until it is told to stop. */
export function restlessWriter(t: TestContext, place: string): {readonly stop: () => void} {
	const write = (): void => {
		appendFileSync(place, 'more ');
	};

	write();
	const timer = setInterval(write, 40);
	const stop = (): void => {
		clearInterval(timer);
	};

	t.after(stop);
	return {stop};
}
