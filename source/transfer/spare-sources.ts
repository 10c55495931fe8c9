import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';

/** How many requests Hypercore keeps under way to one peer, at least and at most; between them it goes by the round trip. */
const usual = [16, 512] as const;
/** With fewer, a peer would wait for the next request. */
const fewest = 2;

/**
Asks less of peers that have everything while others receive too, so that blocks come from those others where they have them.

Each receiver takes its part of what one alone would ask for at a time: together they keep such a peer just as busy. And nobody is asked for what another has been asked for already, unless there is hardly anything else to ask for: a fast source would be asked for nearly everything twice.
*/
export function spareSources(core: Hypercore): void {
	const hasEverything = (peer: Peer): boolean => peer.remoteContiguousLength >= core.length;
	const receivers = core.peers.filter(peer => peer.remoteLength > 0 && !hasEverything(peer)).length;
	for (const peer of core.peers) {
		const share = hasEverything(peer) ? receivers + 1 : 1;
		peer.inflightRange = usual.map(count => Math.max(fewest, Math.round(count / share)));
		if (receivers > 0) {
			peer.getMaxHotswapInflight = () => fewest;
		}
	}
}
