import type Hypercore from 'hypercore';
import type {BlockRange} from '../base/join-ranges.ts';
import {orAborted} from '../base/or-aborted.ts';
import {firstMissing} from '../transfer/first-missing.ts';
import {getBlock} from './get-block.ts';

export type AvailableOptions = {
	/** Milliseconds that those who are connected, and whoever else is found meanwhile, have to tell that they have a block. */
	readonly patience: number;
	/** Aborted when peers are not looked for any more. */
	readonly signal: AbortSignal;
	/** What it ends with when nobody has it. */
	readonly gone: () => Error;
};

/** Milliseconds. What a peer has comes with no event that could be waited for. */
const period = 50;

/**
Resolves when each of some blocks is here or with a peer that is connected. As long as nobody is connected it waits.

@throws What `gone` makes, when peers are connected and one of the blocks was with none of them for too long; the signal's reason.
*/
export async function untilAvailable(core: Hypercore, ranges: readonly BlockRange[], {patience, signal, gone}: AvailableOptions): Promise<void> {
	const requested = new Set<number>();
	let waitingSince = performance.now();
	const restart = (): void => {
		waitingSince = performance.now();
	};

	core.on('peer-add', restart);
	try {
		for (let missing = firstMissing(core, ranges); missing !== undefined; missing = firstMissing(core, ranges)) {
			if (core.peers.length === 0) {
				restart();
			} else if (performance.now() - waitingSince >= patience) {
				throw gone();
			}

			request(core, missing, requested);
			await orAborted(pause(), signal);
		}
	} finally {
		core.off('peer-add', restart);
	}
}

/**
A block: from here, else from a peer.

@throws What `gone` makes, when peers are connected and none of them has it for too long; the signal's reason.
*/
export async function getAvailable(core: Hypercore, index: number, {signal, ...options}: AvailableOptions): Promise<Uint8Array> {
	const bytes = await core.get(index, {wait: false});
	if (bytes) {
		return bytes;
	}

	const stop = new AbortController();
	const either = AbortSignal.any([signal, stop.signal]);
	const watching = watch(core, index, {...options, signal: either});
	try {
		return await Promise.race([getBlock(core, index, either), watching]);
	} finally {
		stop.abort();
		watching.catch(() => undefined);
	}
}

/** Rejects when a block is nowhere for too long. */
async function watch(core: Hypercore, index: number, options: AvailableOptions): Promise<never> {
	const ranges = [{start: index, end: index + 1}];
	for (;;) {
		await untilAvailable(core, ranges, options);
		await orAborted(pause(), options.signal);
	}
}

/** Only for a block that was asked for do peers tell whether they have it, and those around it. */
function request(core: Hypercore, index: number, requested: Set<number>): void {
	if (!requested.has(index)) {
		requested.add(index);
		core.get(index).catch(() => undefined);
	}
}

async function pause(): Promise<void> {
	return new Promise(resolve => {
		setTimeout(resolve, period);
	});
}
