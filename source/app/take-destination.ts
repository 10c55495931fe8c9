import {Buffer} from 'node:buffer';
import {setTimeout as delay} from 'node:timers/promises';
import type Hypercore from 'hypercore';
import {ExpectedError} from '../base/errors.ts';
import {lockDestination} from '../library/lock-destination.ts';

/** Milliseconds between two looks whether another ferry has finished. */
const lookPeriod = 1000;

/** Takes a destination, which is there, for what is received of a share. @returns what lets it go. @throws ExpectedError `destination-in-use` */
export function takeDestination(directory: string, {discoveryKey}: Pick<Hypercore, 'discoveryKey'>): () => void {
	return lockDestination(directory, Buffer.from(discoveryKey).toString('hex'));
}

/** As `takeDestination`, but waits while another ferry receives the share into it: whoever follows a share is not to end because of that. */
export async function takeDestinationWhenFree(directory: string, core: Pick<Hypercore, 'discoveryKey'>, signal: AbortSignal): Promise<() => void> {
	for (;;) {
		try {
			return takeDestination(directory, core);
		} catch (error) {
			if (!(error instanceof ExpectedError && error.code === 'destination-in-use')) {
				throw error;
			}

			await delay(lookPeriod, undefined, {signal});
		}
	}
}
