import {setTimeout as delay} from 'node:timers/promises';
import type {DirectoryMaker} from '../folder/make-directories.ts';
import type {OnEvent} from './events.ts';

/** Milliseconds between two looks at the destination. */
const lookPeriod = 1000;

type Options = {readonly directory: string; readonly signal: AbortSignal; readonly onEvent: OnEvent};

/** Says that a destination is away, and waits for it. @throws the signal's reason. */
export async function untilDestinationIsBack({isRootThere}: Pick<DirectoryMaker, 'isRootThere'>, {directory, signal, onEvent}: Options): Promise<void> {
	onEvent({
		type: 'warning',
		code: 'destination-away',
		message: `There is no folder “${directory}” any more, or another one stands in its place. Nothing is written there. Ferry goes on when it is back.`,
	});
	do {
		await delay(lookPeriod, undefined, {signal});
	} while (!isRootThere());
}
