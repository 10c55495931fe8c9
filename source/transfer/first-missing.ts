import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import type {BlockRange} from '../base/join-ranges.ts';

/** A feed as far as it matters who has its blocks. */
export type BlockHolders = {
	readonly core: {readonly bitfield: Pick<Hypercore['core']['bitfield'], 'findFirst'>};
	readonly peers: ReadonlyArray<Pick<Peer, 'paused' | 'remoteContiguousLength'> & {readonly remoteBitfield: Pick<Peer['remoteBitfield'], 'findFirst'>}>;
};

/**
The first block of some ranges that is neither here nor, as far as they have told, with any peer that is connected; undefined when there is none.

A peer that is asked for nothing any more has nothing to give.
*/
export function firstMissing({core: {bitfield}, peers}: BlockHolders, ranges: readonly BlockRange[]): number | undefined {
	const givers = peers.filter(({paused}) => !paused);
	for (const {start, end} of ranges) {
		let position = start;
		while (position < end) {
			const from = position;
			const next = Math.max(
				firstUnset(bitfield, from),
				...givers.map(({remoteContiguousLength, remoteBitfield}) => firstUnset(remoteBitfield, Math.max(from, remoteContiguousLength))),
			);
			if (next === position) {
				return position;
			}

			position = next;
		}
	}

	return undefined;
}

function firstUnset(bitfield: {findFirst(value: boolean, position: number): number}, position: number): number {
	const index = bitfield.findFirst(false, position);
	return index === -1 ? Number.POSITIVE_INFINITY : index;
}
