import type Hypercore from 'hypercore';
import {keepPeersAwake} from './keep-peers-awake.ts';
import {spareSources} from './spare-sources.ts';

const sparePeriod = 250;

/** Looks after the peers of a feed while it is received. Call what it returns to stop. */
export function tendPeers(core: Hypercore): () => void {
	const stopWaking = keepPeersAwake(core);
	const timer = setInterval(spareSources, sparePeriod, core);
	return () => {
		clearInterval(timer);
		stopWaking();
	};
}
