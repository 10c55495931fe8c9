import type {ReceivedFile} from './received-file.ts';

/** Complete files are placed together, as syncing many costs little more than syncing one: so many milliseconds at least from one time to the next, */
const leastPause = 50;
/** and so many times as long as placing took. */
const pauseRatio = 4;
/** More at a time would only take memory. */
const mostAtOnce = 4000;

/** Files that can be placed, and when that is due. */
export class PlacingQueue {
	readonly #files = new Set<ReceivedFile>();
	#due = 0;

	get size(): number {
		return this.#files.size;
	}

	/** Milliseconds until the next ones should be placed; negative when they are late. */
	get pause(): number {
		return this.#due - performance.now();
	}

	add(files: readonly ReceivedFile[]): void {
		for (const file of files) {
			this.#files.add(file);
		}
	}

	/** The next ones to place, in the order in which they became complete. */
	take(): ReceivedFile[] {
		const files = [...this.#files].slice(0, mostAtOnce);
		for (const file of files) {
			this.#files.delete(file);
		}

		return files;
	}

	/** Placing has taken so many milliseconds. */
	took(duration: number): void {
		this.#due = this.size > 0 ? 0 : performance.now() + Math.max(leastPause, pauseRatio * duration);
	}
}
