import {Buffer} from 'node:buffer';
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

/** So many blocks a peer tells of when it is asked: the most that Hypercore 11 lets be asked for. */
const askedAtOnce = 2 ** 21;

/** A peer is asked again after so many milliseconds: a bit for each block is much in a large feed. */
const askPeriod = 3000;

const askedAt = new WeakMap<Peer, number>();

/**
Where the blocks of a feed are at this moment, as far as peers have said, in so many cells at most. They are asked for the rest, now and then while somebody looks: Hypercore 11 tells nobody of what they have themselves.

@param now - Milliseconds of a clock that never goes back.
*/
export function feedBlocks(core: Hypercore, cells: number, now = performance.now()): FeedBlocks {
	const {length, peers, core: {bitfield, replicator}} = core;
	// A peer that is there by two routes is one.
	const connections = Map.groupBy(peers, ({remotePublicKey}) => Buffer.from(remotePublicKey).toString('hex')).values();
	for (const peer of peers) {
		ask(peer, {length, now});
	}

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
			length, cells, here: bitfield, inFlight, peers: [...connections].map(connections => anyOf(connections.map(peer => blocksOf(peer)))),
		}),
	};
}

/** Asks a peer which blocks it has, unless that was done a moment ago or it has all of them. */
function ask(peer: Peer, {length, now}: {readonly length: number; readonly now: number}): void {
	const has = peer.remoteContiguousLength;
	if (has >= length || now - (askedAt.get(peer) ?? -Infinity) < askPeriod) {
		return;
	}

	askedAt.set(peer, now);
	for (let start = has - (has % askedAtOnce); start < length; start += askedAtOnce) {
		peer.wireWant.send({start, length: askedAtOnce, any: false});
	}
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

/** What is in any of several sets. */
function anyOf(sets: readonly BlockSet[]): BlockSet {
	return {
		findFirst(value, position) {
			if (value) {
				const found = sets.map(set => set.findFirst(true, position)).filter(index => index !== -1);
				return found.length === 0 ? -1 : Math.min(...found);
			}

			// What is missing is missing in all of them.
			for (let missing = position; ;) {
				const next = sets.map(set => set.findFirst(false, missing));
				if (next.includes(-1)) {
					return -1;
				}

				const furthest = Math.max(...next);
				if (furthest === missing) {
					return missing;
				}

				missing = furthest;
			}
		},
	};
}
