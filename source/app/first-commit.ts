import type Hypercore from 'hypercore';
import {ExpectedError} from '../base/errors.ts';
import {orAborted} from '../base/or-aborted.ts';
import {decodeCommit, type Commit} from '../feed/commit.ts';

export type FirstCommitOptions = {
	/** Milliseconds without having heard of the feed's content; undefined: for ever. */
	readonly timeout: number | undefined;
	readonly signal: AbortSignal;
};

/**
The newest commit of a feed and its block: the one that is here, or the first that a peer has.

@throws ExpectedError `no-peer` after the timeout, and whatever the signal was aborted with.
*/
export async function firstCommit(core: Hypercore, {timeout, signal}: FirstCommitOptions): Promise<{readonly commit: Commit; readonly block: number}> {
	const giveUp = new AbortController();
	const timer = timeout === undefined
		? undefined
		: setTimeout(() => {
			giveUp.abort(noPeer(core));
		}, timeout);
	const either = AbortSignal.any([signal, giveUp.signal]);
	try {
		await waitForLength(core, either);
		const block = core.length - 1;
		const bytes = await orAborted(core.get(block), either);
		if (!bytes) {
			throw new Error('The newest block of the feed could not be read');
		}

		return {commit: decodeCommit(bytes), block};
	} finally {
		clearTimeout(timer);
	}
}

async function waitForLength(core: Hypercore, signal: AbortSignal): Promise<void> {
	if (core.length > 0) {
		return;
	}

	await orAborted(new Promise<void>(resolve => {
		core.once('append', resolve);
	}), signal);
}

/** Fails a search that has found nobody when the time is over. */
export function failWithoutPeer(core: Hypercore, timeout: number | undefined, fail: (error: ExpectedError) => void): NodeJS.Timeout | undefined {
	return timeout === undefined
		? undefined
		: setTimeout(() => {
			if (core.peers.length === 0) {
				fail(noPeer(core));
			}
		}, timeout);
}

/** What ends a search that took too long. */
function noPeer(core: Hypercore): ExpectedError {
	return new ExpectedError('no-peer', core.peers.length > 0 ? 'The peers of this share have nothing of it yet.' : 'Nobody who has this share was found.', {
		hint: 'Check that it is being shared now and that both computers are online; without --timeout ferry goes on looking.',
	});
}
