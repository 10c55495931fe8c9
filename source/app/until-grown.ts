import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import {ExpectedError} from '../base/errors.ts';
import {peersOf} from '../transfer/rest-peer.ts';
import {untilLonger} from './until-longer.ts';

export type UntilGrownOptions = {
	/** Milliseconds without anybody who may have more; undefined: for ever. */
	readonly timeout: number | undefined;
	/** Whether a peer may have more: others only wait for it themselves. */
	readonly isSource: (peer: Peer) => boolean;
	readonly signal: AbortSignal;
};

/** Milliseconds. What a peer has comes with no event that could be waited for. */
const period = 250;

/**
Waits until a feed is longer than so many blocks, as long as somebody may lengthen it.

@throws ExpectedError `no-peer`, when for `timeout` on end nobody was there who may; the signal's reason.
*/
export async function untilGrown(core: Hypercore, length: number, {timeout = Infinity, isSource, signal}: UntilGrownOptions): Promise<void> {
	const giveUp = new AbortController();
	let alone = 0;
	const looking = setInterval(() => {
		alone = peersOf(core).some(peer => isSource(peer)) ? 0 : alone + period;
		if (alone >= timeout) {
			giveUp.abort(new ExpectedError('no-peer', 'Whoever shares this is gone before its end, and nobody else has more of it.', {
				hint: 'What was written is not all of it. Check that it is still being shared, then run the same command again.',
			}));
		}
	}, period);
	try {
		await untilLonger(core, length, AbortSignal.any([signal, giveUp.signal]));
	} finally {
		clearInterval(looking);
	}
}
