import {setTimeout as delay} from 'node:timers/promises';
import type {Terminal} from '../../test/helpers/terminal.ts';

/** Between two keys, in milliseconds. */
const pause = 200;

/** Stands before the row that is selected. */
const cursor = '▌';

/** Moves the selection of a list down and up until the signal is aborted. Gives the milliseconds from each key until the screen shows the selection elsewhere. */
export async function answerTimes(terminal: Terminal, signal: AbortSignal): Promise<readonly number[]> {
	const times: number[] = [];
	const selected = (): number => terminal.lines().findIndex(line => line.includes(cursor));
	while (!signal.aborted) {
		const before = selected();
		const start = performance.now();
		terminal.write(times.length % 2 === 0 ? 'j' : 'k');
		await terminal.waitFor(() => selected() !== before);
		times.push(performance.now() - start);
		await delay(pause);
	}

	return times;
}
