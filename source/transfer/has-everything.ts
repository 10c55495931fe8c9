import type {Peer} from 'hypercore';

/** Whether a peer has every block of a feed of this length. */
export function hasEverything({remoteContiguousLength}: Peer, length: number): boolean {
	return remoteContiguousLength >= length;
}
