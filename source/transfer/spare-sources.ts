import type Hypercore from 'hypercore';
import {hasEverything} from './has-everything.ts';
import {peersOf} from './rest-peer.ts';

/** How many requests Hypercore keeps under way to one peer, at least and at most; between them it goes by the round trip. */
const usual = [16, 512] as const;
/** With fewer, a peer would wait for the next request. */
const fewest = 2;

/**
Asks less of peers that have everything while others receive too, so that blocks come from those others where they have them.

Each receiver takes its part of what one alone would ask for at a time: together they keep such a peer just as busy.
*/
export function spareSources(core: Hypercore): void {
	const peers = peersOf(core);
	const receivers = peers.filter(peer => peer.remoteLength > 0 && !hasEverything(peer, core.length)).length;
	for (const peer of peers) {
		const share = hasEverything(peer, core.length) ? receivers + 1 : 1;
		peer.inflightRange = usual.map(count => Math.max(fewest, Math.round(count / share)));
	}
}
