import {setTimeout as delay} from 'node:timers/promises';
import type Hypercore from 'hypercore';
import type {DirectoryMaker} from '../folder/make-directories.ts';
import type {OnEvent} from './events.ts';
import {untilNewer} from './until-newer.ts';

/** Milliseconds between two looks at the destination. */
const lookPeriod = 1000;

export type UntilNewerOrAwayOptions = {
	readonly isLive: boolean;
	readonly directories: Pick<DirectoryMaker, 'isRootThere' | 'checkRoot'>;
	readonly signal: AbortSignal;
	readonly onEvent: OnEvent;
};

/**
As `untilNewer`; what is followed also ends when its destination is away: moved, or unmounted, also when another folder stands in its place.

@throws ExpectedError `destination-unusable` then; the signal's reason.
*/
export async function untilNewerOrAway(core: Hypercore, length: number, {isLive, directories, signal, onEvent}: UntilNewerOrAwayOptions): Promise<void> {
	if (!isLive) {
		await untilNewer(core, length, {isLive, signal, onEvent});
		return;
	}

	const stop = new AbortController();
	const waiting = AbortSignal.any([signal, stop.signal]);
	try {
		await Promise.race([untilNewer(core, length, {isLive, signal: waiting, onEvent}), untilAway(directories, waiting)]);
	} finally {
		stop.abort();
	}

	directories.checkRoot();
}

async function untilAway({isRootThere}: Pick<DirectoryMaker, 'isRootThere'>, signal: AbortSignal): Promise<void> {
	do {
		await delay(lookPeriod, undefined, {signal});
	} while (isRootThere());
}
