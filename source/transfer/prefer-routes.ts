import {Buffer} from 'node:buffer';
import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import {isResting, restPeer, rousePeer} from './rest-peer.ts';
import {rankOf, routeOf} from './route-of.ts';

/**
Of several connections to one peer has a feed use the fastest, and keeps the others for when that one breaks.

Requests that are under way over a slower one are answered there: nothing is lost, and nothing sent twice.
*/
export function preferRoutes(core: Hypercore): void {
	const settle = (): void => {
		let isRoused = false;
		for (const group of Map.groupBy(core.peers, ({remotePublicKey}) => Buffer.from(remotePublicKey).toString('hex')).values()) {
			const [best, ...others] = group.toSorted((a, b) => rank(a) - rank(b));
			if (isResting(best!)) {
				rousePeer(best!);
				isRoused = true;
			}

			for (const other of others.filter(other => !isResting(other))) {
				restPeer(other);
			}
		}

		if (isRoused) {
			core.core.replicator.updateAll();
		}
	};

	core.on('peer-add', settle);
	core.on('peer-remove', settle);
	settle();
}

function rank({stream}: Peer): number {
	return rankOf(routeOf(stream.rawStream));
}
