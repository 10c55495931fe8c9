import {setImmediate} from 'node:timers/promises';

/** Milliseconds. */
const sliceTime = 1;
/** Milliseconds; a turn of the event loop in which nothing was to be done is shorter. */
const idleTurn = 0.05;
const mostIdleTurns = 4;
/** Milliseconds: work that nobody waits for has its share too. */
const longestPause = 3;

/**
Lets everything else that a process has to do run now and then during long work that never waits by itself: promises that are settled already never give way to timers, sockets and keys.

Answering a peer takes several turns of the event loop – its request arrives, a block is read, sent, acknowledged – and with a slice of work between every two of them a peer would wait for each. So the work waits until the loop has had nothing to do for some turns, if that does not take too long. With 10,000 small files, which are sent while others are still read, that took a sixth off the time.
*/
export class TimeSlice {
	#start = performance.now();

	/** Called between two small steps of the work; gives way when this slice's time is over. */
	async next(): Promise<void> {
		if (performance.now() - this.#start < sliceTime) {
			return;
		}

		const until = performance.now() + longestPause;
		for (let idle = 0; idle < mostIdleTurns && this.#start < until;) {
			const from = performance.now();
			await setImmediate();
			this.#start = performance.now();
			idle = this.#start - from < idleTurn ? idle + 1 : 0;
		}
	}
}
