import type Hypercore from 'hypercore';

/** Asks peers again of which something could not be stored for want of room: Hypercore asks them nothing more, not even for a newer state of the feed. What a peer is paused for otherwise, bad data, stays as it is. */
export function resumePeers(core: Hypercore): void {
	let isAnyResumed = false;
	for (const peer of core.peers) {
		if (peer.paused && peer.stats.invalidData === 0 && peer.stats.invalidRequests === 0) {
			peer.paused = false;
			isAnyResumed = true;
		}
	}

	if (isAnyResumed) {
		core.core.replicator.updateAll();
	}
}
