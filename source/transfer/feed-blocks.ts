import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import {blockView, type BlockRun, type BlockSet} from './block-view.ts';

/** A feed as a map of its blocks. */
export type FeedBlocks = {
	/** Blocks of the feed, and how many of them are here. */
	readonly blocks: number;
	readonly here: number;
	/** Asked for, and not here yet. */
	readonly inFlight: number;
	readonly cells: readonly BlockRun[];
};

/** Where the blocks of a feed are at this moment, in so many cells at most. */
export function feedBlocks(core: Hypercore, cells: number): FeedBlocks {
	const {length, peers, core: {bitfield, replicator}} = core;
	const inFlight = new Set<number>();
	for (const {block} of replicator._inflight) {
		if (block && !bitfield.get(block.index)) {
			inFlight.add(block.index);
		}
	}

	return {
		blocks: length,
		here: bitfield.countSet(0, length),
		inFlight: inFlight.size,
		cells: blockView({
			length, cells, here: bitfield, inFlight, peers: peers.map(peer => blocksOf(peer)),
		}),
	};
}

/** What a peer has from the start on is not in its bitfield. */
function blocksOf({remoteContiguousLength, remoteBitfield}: Peer): BlockSet {
	return {
		findFirst(value, position) {
			return position < remoteContiguousLength && value
				? position
				: remoteBitfield.findFirst(value, Math.max(position, remoteContiguousLength));
		},
	};
}
