import {Buffer} from 'node:buffer';
import {setTimeout as delay} from 'node:timers/promises';
import {LanDiscovery, type LanPeer} from './lan-discovery.ts';

/** Milliseconds that neighbours are given to answer. */
const patience = 1500;
/** More peers than these say nothing new. */
const mostPeers = 8;

/**
Asks in the local network who has a feed, without telling anybody who asks. Resolves after a moment with those who have answered.

@param only - The address of the only interface to use; undefined: every one that leads out of this computer.
*/
export async function probeLan(discoveryKey: Uint8Array, only: string | undefined, signal: AbortSignal): Promise<readonly LanPeer[]> {
	const found = new Map<string, LanPeer>();
	const discovery = new LanDiscovery({
		identity: async () => undefined,
		onFound(peer) {
			if (found.size < mostPeers) {
				found.set(Buffer.from(peer.publicKey).toString('hex'), peer);
			}
		},
		only,
	});
	try {
		discovery.join(discoveryKey, {announce: false});
		await delay(patience, undefined, {signal});
		return [...found.values()];
	} finally {
		await discovery.close();
	}
}
