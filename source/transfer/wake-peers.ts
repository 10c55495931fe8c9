import type Hypercore from 'hypercore';

/**
Asks peers again that have answered "not available" too often.

Hypercore stops asking a peer for good after 32 such answers. Here they are no sign of a bad peer: a file that changed at the source is not available until its new version is. What a peer is paused for otherwise, bad data, stays as it is.
*/
export function wakePeers(core: Hypercore): void {
	let woken = false;
	for (const peer of core.peers) {
		if (peer.stats.notAvailableBackoffs > 0) {
			const isPaused = peer.paused && peer.stats.invalidData === 0 && peer.stats.invalidRequests === 0;
			peer.stats.notAvailableBackoffs = 0;
			if (isPaused) {
				peer.paused = false;
				woken = true;
			}
		}
	}

	if (woken) {
		core.core.replicator.updateAll();
	}
}
