import type Hypercore from 'hypercore';
import {ExpectedError} from '../base/errors.ts';
import {whyAbsent} from './explain-absence.ts';

export type SearchOptions = {
	/** Milliseconds; undefined: for ever. */
	readonly timeout?: number | undefined;
	readonly signal: AbortSignal;
};

export type Search = {
	/** Aborted with what the user's signal is aborted with, or with `no-peer`. */
	readonly signal: AbortSignal;
	/** Nobody has to be found any more. */
	readonly stop: () => void;
};

/** Bounds how long peers are looked for: the work that needs them ends when nobody has been connected for `timeout` milliseconds on end; undefined: never. */
export function lookForPeers(core: Hypercore, {timeout, signal}: SearchOptions): Search {
	if (timeout === undefined) {
		return {
			signal,
			stop() {
				// There is no end to it.
			},
		};
	}

	const giveUp = new AbortController();
	let timer: NodeJS.Timeout | undefined;
	const look = (): void => {
		clearTimeout(timer);
		if (core.peers.length === 0) {
			timer = setTimeout(() => {
				giveUp.abort(noPeer(core));
			}, timeout);
		}
	};

	core.on('peer-add', look);
	core.on('peer-remove', look);
	look();
	return {
		signal: AbortSignal.any([signal, giveUp.signal]),
		stop() {
			clearTimeout(timer);
			core.off('peer-add', look);
			core.off('peer-remove', look);
		},
	};
}

/** Does work that peers are needed for; it ends when nobody is found in time. */
export async function whileLooking<Result>(core: Hypercore, options: SearchOptions, work: (looking: AbortSignal) => Promise<Result>): Promise<Result> {
	const search = lookForPeers(core, options);
	try {
		return await work(search.signal);
	} finally {
		search.stop();
	}
}

/** What ends a search that took too long. */
export function noPeer(core: Hypercore): ExpectedError {
	const why = whyAbsent(core);
	const nobody = why?.reason ?? 'Nobody who has this share was found.';
	return new ExpectedError('no-peer', core.peers.length > 0 ? 'The peers of this share have nothing of it yet.' : nobody, {
		hint: why?.remedy ?? 'Check that it is being shared now and that both computers are online; “ferry get” without --timeout goes on looking.',
	});
}
