import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import {maximumBlocks} from '../feed/limits.ts';

/** Hypercore keeps in memory, bit by bit, what each peer says it has. A peer that claims more blocks than a feed may have loses its connection instead: one message could claim 2 ** 53. */
export function boundPeers(core: Hypercore): void {
	const bound = (peer: Peer): void => {
		const {onrange, onbitfield} = peer;
		const isWithin = (start: number, length: number): boolean => {
			const isFine = start + length <= maximumBlocks;
			if (!isFine) {
				peer.stream.destroy(new Error('The peer claims more blocks than a feed may have'));
			}

			return isFine;
		};

		peer.onrange = async message => {
			if (isWithin(message.start, message.length)) {
				await onrange.call(peer, message);
			}
		};

		peer.onbitfield = message => {
			// Four bytes for 32 blocks; the last of them may be beyond the feed's end.
			if (isWithin(message.start, (message.bitfield.byteLength * 8) - 31)) {
				onbitfield.call(peer, message);
			}
		};
	};

	for (const peer of core.peers) {
		bound(peer);
	}

	core.on('peer-add', bound);
}
