import type Hypercore from 'hypercore';
import {orAborted} from '../base/or-aborted.ts';
import {checkLength, decodeCommit, type Commit} from '../feed/commit.ts';
import {getBlock} from './get-block.ts';
import {noPeer} from './look-for-peers.ts';

export type FirstCommitOptions = {
	/** Milliseconds without having heard of the feed's content; undefined: for ever. */
	readonly timeout: number | undefined;
	readonly signal: AbortSignal;
};

/**
The newest commit of a feed and its block: the one that is here, or the first that a peer has.

@throws ExpectedError `no-peer` after the timeout, `feed-malformed`, and whatever the signal was aborted with.
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
		checkLength(core.length);
		const block = core.length - 1;
		return {commit: decodeCommit(await getBlock(core, block, either)), block};
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
