import {Buffer} from 'node:buffer';
import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import {realClock, type Clock} from './limiter.ts';

export type BoundSilenceOptions = {
	/** Milliseconds; who is silent loses its connection after once to twice as long. */
	readonly patience?: number;
	readonly clock?: Clock;
	/** Whether what arrives may be held back on this side. */
	readonly isHeldBack?: () => boolean;
};

/**
Hypercore waits for ever for what a peer was asked for, be it the feed's length, on which everything else waits. A peer that sends nothing of it for long loses its connection, as soon as somebody else is there to ask.

A slow one, whose next block is on its way for a minute, keeps it for as long as it is the only one.
*/
export function boundSilence(core: Hypercore, {patience = 60_000, clock = realClock, isHeldBack = () => false}: BoundSilenceOptions = {}): void {
	const watch = (peer: Peer): void => {
		let answered: number | undefined;
		const look = (): void => {
			const isThere = core.peers.includes(peer);
			const isElsewhere = core.peers.some(other => Buffer.compare(other.remotePublicKey, peer.remotePublicKey) !== 0);
			const now = peer.inflight > 0 ? answersOf(peer) : undefined;
			if (isThere && isElsewhere && now !== undefined && now === answered && !isHeldBack()) {
				peer.stream.destroy(new Error('The peer sends nothing of what it was asked for'));
			} else if (isThere) {
				answered = now;
				clock.wait(patience, look);
			}
		};

		clock.wait(patience, look);
	};

	for (const peer of core.peers) {
		watch(peer);
	}

	core.on('peer-add', watch);
}

/** Also that something is not there is an answer. */
function answersOf({stats: {wireData, notAvailableBackoffs}}: Peer): number {
	return wireData.rx + notAvailableBackoffs;
}
