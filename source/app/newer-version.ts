import {setTimeout as delay} from 'node:timers/promises';
import type Hypercore from 'hypercore';
import {orAborted} from '../base/or-aborted.ts';

/** How long a get that has everything looks for a newer version before it says so. */
const lookForNewer = 5000;

/** Gives a peer a moment to come and tell of a version that is newer than the complete one here. */
export async function newerVersion(core: Hypercore, signal: AbortSignal): Promise<void> {
	await orAborted(Promise.race([heardOfPeer(core), delay(lookForNewer, undefined, {ref: false})]), signal);
}

async function heardOfPeer(core: Hypercore): Promise<void> {
	if (core.peers.length === 0) {
		await new Promise<void>(resolve => {
			core.once('peer-add', () => {
				resolve();
			});
		});
	}

	await core.update({wait: true});
}
