import type Hypercore from 'hypercore';

/**
Tells every peer anew which blocks are here. To be called when blocks have been cleared.

Of a feed that was here from its start without a gap, Hypercore 11 has told peers no more than its length. When it then says that some blocks are gone, they take everything behind those for gone too, and don't ask again.
*/
export function sayWhatIsHere(core: Hypercore): void {
	const {replicator} = core.core;
	for (const peer of replicator.peers) {
		replicator._onwant(peer, 0, core.length, false);
	}
}
