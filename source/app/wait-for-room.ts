import {setTimeout as delay} from 'node:timers/promises';
import {freeSpace} from '../folder/free-space.ts';
import {isOutOfRoom} from '../storage/sqlite-error.ts';
import type {OnEvent} from './events.ts';

const lookPeriod = 1000;
/** With less than this free, going on would stop again at once. */
const enoughToGoOn = 8 * 1024 * 1024;

export type RoomOptions = {
	/** Absolute paths where the files and where ferry's own data stand. */
	readonly places: () => readonly string[];
	/** Bytes that have still to be written; undefined when nobody knows. */
	readonly needed: () => number | undefined;
	readonly signal: AbortSignal;
	readonly onEvent: OnEvent;
};

/**
Makes the function that a write which found the disk full waits in: it says so once, looks every second, and lets go on when there is room.

It fails with the write's own error when there is plenty of room: a dying disk must not look like a full one.
*/
export function roomWaiter({places, needed, signal, onEvent}: RoomOptions): (error: unknown) => Promise<void> {
	let waiting: Promise<void> | undefined;
	const wait = async (error: unknown): Promise<void> => {
		const least = async (): Promise<number> => Math.min(...await Promise.all(places().map(async place => freeSpace(place))));
		const want = Math.min(enoughToGoOn, Math.max(needed() ?? enoughToGoOn, 1));
		let free = await least();
		if (free > 16 * enoughToGoOn) {
			throw error;
		}

		onEvent({type: 'disk-full', neededBytes: needed() ?? want, freeBytes: free});
		do {
			await delay(lookPeriod, undefined, {signal});
			free = await least();
		} while (free < want);

		onEvent({type: 'disk-has-room'});
	};

	return async error => {
		waiting ??= wait(error);
		try {
			await waiting;
		} finally {
			waiting = undefined;
		}
	};
}

/** Does something that writes, as often as it takes for the disk to have room for it. */
export async function untilThereIsRoom<Result>(work: () => Promise<Result>, waitForRoom: (error: unknown) => Promise<void>): Promise<Result> {
	for (;;) {
		try {
			return await work();
		} catch (error) {
			if (!isOutOfRoom(error)) {
				throw error;
			}

			await waitForRoom(error);
		}
	}
}
