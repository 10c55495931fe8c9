import type Hypercore from 'hypercore';
import {orAborted} from '../base/or-aborted.ts';

/** A block of a feed: from here, else from a peer for as long as the signal lets it look for one. */
export async function getBlock(core: Hypercore, index: number, looking: AbortSignal): Promise<Uint8Array> {
	const bytes = await core.get(index, {wait: false}) ?? await orAborted(core.get(index), looking);
	if (!bytes) {
		throw new Error(`Block ${index} of the feed could not be read`);
	}

	return bytes;
}
