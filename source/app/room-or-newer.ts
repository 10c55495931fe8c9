import {setTimeout as delay} from 'node:timers/promises';
import type Hypercore from 'hypercore';
import {isFromSqlite} from '../storage/sqlite-error.ts';
import {resumePeers} from '../transfer/resume-peers.ts';

/** Milliseconds between two looks, */
const lookPeriod = 100;
/** and until a length that a peer claims and doesn't give is not believed any more. */
const patience = 10_000;

export type RoomOrNewerOptions = {
	readonly core: Hypercore;
	/** The length of the feed after which nothing is followed. */
	readonly atMost: number | undefined;
	/** How much of the feed is planned, or is being planned. */
	readonly planned: () => number;
	readonly waitForRoom: (error: unknown) => Promise<void>;
	/** Called when a write has given up waiting. */
	readonly onGivenUp: () => void;
	readonly signal: AbortSignal;
};

/**
Waits for room on the disk of the destination, but not for what a newer version may not have any more.

A block that waits to be written holds up everything else that comes for its feed, a newer commit as well. So it gives up as soon as a peer has one.
*/
export class RoomOrNewer {
	readonly #options: RoomOrNewerOptions;
	#hasGivenUp = false;
	#missed = 0;

	constructor(options: RoomOrNewerOptions) {
		this.#options = options;
	}

	/** For a write that found the disk full: resolves when there is room. @throws its error when there is a newer version. */
	readonly wait = async (error: unknown): Promise<void> => {
		const {waitForRoom, onGivenUp, signal} = this.#options;
		if (isFromSqlite(error)) {
			// Without ferry's own data nothing newer can be learned.
			await waitForRoom(error);
			return;
		}

		const stop = new AbortController();
		try {
			await Promise.race([waitForRoom(error), this.#untilNewer(AbortSignal.any([signal, stop.signal]))]);
		} finally {
			stop.abort();
		}

		if (this.isNewer) {
			this.#hasGivenUp = true;
			onGivenUp();
			throw error;
		}
	};

	/** Whether somebody has a newer state than the one that is planned. */
	get isNewer(): boolean {
		return this.#newest > Math.max(this.#options.planned(), this.#missed);
	}

	/** After a write has given up: resolves when the newer state can be planned, or nobody has it after all. @returns whether one has. */
	async settled(): Promise<boolean> {
		const {core, planned, signal} = this.#options;
		if (!this.#hasGivenUp) {
			return false;
		}

		const start = performance.now();
		do {
			await delay(lookPeriod, undefined, {signal});
			resumePeers(core);
			if (performance.now() - start > patience) {
				this.#missed = this.#newest;
			}
		} while (core.length <= planned() && this.isNewer);

		this.#hasGivenUp = false;
		return true;
	}

	get #newest(): number {
		const {core, atMost} = this.#options;
		return Math.min(atMost ?? Infinity, Math.max(core.length, ...core.peers.map(peer => peer.remoteFork === core.fork ? peer.remoteLength : 0)));
	}

	async #untilNewer(signal: AbortSignal): Promise<void> {
		while (!this.isNewer && !signal.aborted) {
			await delay(lookPeriod, undefined, {signal});
		}
	}
}
