import type {Peer} from 'hypercore';

const resting = new WeakSet<Peer>();

/** Asks a peer for nothing more, as the same one is there over a better route. What it was asked for still comes, and it may go on asking. */
export function restPeer(peer: Peer): void {
	resting.add(peer);
	peer.getMaxInflight = () => 0;
}

/** Asks a peer again that has rested. */
export function rousePeer(peer: Peer): void {
	resting.delete(peer);
	// What stands in front of the method of its class.
	Reflect.deleteProperty(peer, 'getMaxInflight');
}

export function isResting(peer: Peer): boolean {
	return resting.has(peer);
}

/** The peers of a feed, each of them once, by the route that is used. */
export function peersOf({peers}: {readonly peers: readonly Peer[]}): Peer[] {
	return peers.filter(peer => !resting.has(peer));
}
