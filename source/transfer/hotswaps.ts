import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import {hasEverything} from './has-everything.ts';
import {isResting, peersOf} from './rest-peer.ts';

/** Of a peer that passes on what it has got itself. */
const fewest = 2;

/**
How many requests there may be to a peer for it to be asked for blocks, too, that another one has been asked for already: Hypercore calls those hotswaps.

They end the wait for a slow peer, but every one of them sends a block twice. So while several receive, nobody is asked for anything twice before all of it was asked for once: as long as those who have everything are all as busy as they may be, something is left to ask them for. And a peer that is there by two routes is not asked twice at all.

@param usual - what Hypercore would allow.
*/
export function mostHotswaps({peers, length}: Pick<Hypercore, 'peers' | 'length'>, peer: Peer, usual: number): number {
	const asked = peersOf({peers});
	if (isResting(peer) || asked.length < 2) {
		return 0;
	}

	const sources = asked.filter(other => hasEverything(other, length));
	if (sources.length === asked.length) {
		return usual;
	}

	const isAllAskedFor = sources.length === 0 || sources.some(source => source.inflight < source.getMaxInflight());
	return isAllAskedFor ? fewest : 0;
}

/** Has a feed keep to `mostHotswaps`. */
export function limitHotswaps(core: Hypercore): void {
	const limit = (peer: Peer): void => {
		const usual = peer.getMaxHotswapInflight.bind(peer);
		peer.getMaxHotswapInflight = () => mostHotswaps(core, peer, usual());
	};

	for (const peer of core.peers) {
		limit(peer);
	}

	core.on('peer-add', limit);
}
