import {setTimeout as delay} from 'node:timers/promises';
import {ExpectedError} from '../base/errors.ts';
import {freeSpace} from '../folder/free-space.ts';
import {isFromSqlite, isOutOfRoom} from '../storage/sqlite-error.ts';
import type {OnEvent} from './events.ts';

const lookPeriod = 1000;
/** With less than this free, going on would stop again at once. */
const enoughToGoOn = 8 * 1024 * 1024;

export type RoomOptions = {
	/** Where the files go, absolute; undefined when nothing but ferry's own data is written. */
	readonly destination?: (() => string) | undefined;
	/** Where ferry's own data stands, absolute. */
	readonly dataDirectory: string;
	/** Bytes that have still to be written to the destination; undefined when nobody knows. */
	readonly needed: () => number | undefined;
	readonly signal: AbortSignal;
	readonly onEvent: OnEvent;
};

/**
Makes the function that a write which found the disk full waits in: it says once which one it is, looks every second, and lets go on when there is room.

It fails with the write's own error when there is plenty of room: a dying disk must not look like a full one.
*/
export function roomWaiter({destination, dataDirectory, needed, signal, onEvent}: RoomOptions): (error: unknown) => Promise<void> {
	let waiting: Promise<void> | undefined;
	const wait = async (error: unknown): Promise<void> => {
		// SQLite writes nothing but ferry's own data.
		const isOwnData = isFromSqlite(error) || (error instanceof ExpectedError && error.code === 'store-unusable');
		const places = destination && !isOwnData ? [destination(), dataDirectory] : [dataDirectory];
		const fullest = async (): Promise<{readonly place: string; readonly free: number}> => {
			const found = await Promise.all(places.map(async place => ({place, free: await freeSpace(place)})));
			return found.toSorted((a, b) => a.free - b.free)[0]!;
		};

		const want = (): number => Math.min(enoughToGoOn, Math.max(needed() ?? enoughToGoOn, 1));
		let full = await fullest();
		if (full.free > 16 * enoughToGoOn) {
			throw error;
		}

		const neededBytes = full.place === dataDirectory ? want() : needed() ?? want();
		onEvent({
			type: 'disk-full', neededBytes, freeBytes: full.free, place: full.place,
		});
		do {
			await delay(lookPeriod, undefined, {signal});
			full = await fullest();
		} while (full.free < want());

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
