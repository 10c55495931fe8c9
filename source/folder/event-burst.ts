import {readFileSync} from 'node:fs';

/** Whether so many events have come at once that the kernel, which keeps `bound` of them for this process until they are read, may have dropped some. It counts what is nearly the bound too: an event whose watch has ended is in the queue, but nobody hears of it. */
export function mayHaveLost(events: number, bound: number): boolean {
	return events >= bound * 0.75;
}

/** Something that is closed once it is certain that no event for it waits any more. */
type Closable = {
	close(): void;
};

/**
The events that come between two turns of the event loop, counted over everything that this process watches.

The only way to notice a loss on Linux: all watches of a process share one inotify queue, libuv empties it in one go whenever the event loop comes round, and says nothing of the kernel's mark for “events were dropped here”. So an overflow shows as a full queue, and as nothing else.
*/
export class EventBurst {
	#bound: number | undefined;
	#events = 0;
	#isEnding = false;
	readonly #closing: Closable[] = [];
	readonly #listeners = new Set<() => void>();

	/** @param bound - how many events the kernel keeps; what the system says by default. */
	constructor(bound?: number) {
		this.#bound = bound;
	}

	/** Calls `onLost` at the end of each burst in which events may have been lost, until the function that it returns is called. */
	listen(onLost: () => void): () => void {
		// Each time a distinct function, so that nobody takes away another's.
		const listener = (): void => {
			onLost();
		};

		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	}

	/** An event has come. */
	count(): void {
		this.#events++;
		this.#end();
	}

	/** Closes a watch after the events that already wait for it: closed at once, they would not be counted. */
	closeLater(watch: Closable): void {
		this.#closing.push(watch);
		this.#end();
	}

	#end(): void {
		if (!this.#isEnding) {
			this.#isEnding = true;
			setImmediate(() => {
				this.#isEnding = false;
				this.#finish();
			});
		}
	}

	#finish(): void {
		this.#bound ??= readBound();
		const isLost = mayHaveLost(this.#events, this.#bound);
		// The end of a watch is an event as well, which nobody hears of: many at once would fill the queue.
		const closing = this.#closing.splice(0, Math.max(1, Math.floor(this.#bound / 16)));
		this.#events = closing.length;
		for (const watch of closing) {
			watch.close();
		}

		if (closing.length > 0) {
			this.#end();
		}

		if (isLost) {
			for (const listener of this.#listeners) {
				listener();
			}
		}
	}
}

/** The burst of this process: there is one queue, so there is one count. */
export const eventBurst: EventBurst = new EventBurst();

/** Infinity where there is no such queue: other systems than Linux keep events apart for each watch, and tell when they had to drop some. */
function readBound(): number {
	try {
		return Number(readFileSync('/proc/sys/fs/inotify/max_queued_events', 'utf8')) || Infinity;
	} catch {
		return Infinity;
	}
}
