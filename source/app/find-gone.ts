import type Hypercore from 'hypercore';
import {joinRanges, type BlockRange} from '../base/join-ranges.ts';
import {orAborted} from '../base/or-aborted.ts';
import type {FileEntry} from '../feed/entry.ts';
import {rangesOf} from '../storage/slice-map.ts';
import {firstMissing} from '../transfer/first-missing.ts';
import type {AvailableOptions} from './available.ts';

export type FindGoneOptions = Pick<AvailableOptions, 'patience' | 'signal'> & {
	readonly blockSize: number;
	/** Peers are waited for as long as nobody is connected; false: no longer than `patience`. */
	readonly waitsForPeers: boolean;
};

/** Milliseconds. What a peer has comes with no event that could be waited for. */
const period = 50;
/** Peers tell for so many blocks at a time what they have of them, when one of them is asked for. */
const stretch = 2 ** 21;
/** Ranges that are held apart at most while they are collected. */
const mostRanges = 100_000;

/**
Finds out which files can't be put together, as blocks of them are neither here nor with any peer that is connected, or comes within `patience` milliseconds.

@param files - gives the files in question, as often as it is called.
@throws The signal's reason.
*/
export async function findGone(core: Hypercore, files: () => AsyncIterable<FileEntry>, options: FindGoneOptions): Promise<FileEntry[]> {
	const {blockSize} = options;
	let ranges: BlockRange[] = [];
	for await (const {extents} of files()) {
		ranges.push(...rangesOf(extents, blockSize));
		if (ranges.length > mostRanges) {
			ranges = joinRanges(ranges);
		}
	}

	const gone: FileEntry[] = [];
	if (await areAvailable(core, joinRanges(ranges), options)) {
		return gone;
	}

	for await (const file of files()) {
		if (firstMissing(core, rangesOf(file.extents, blockSize)) !== undefined) {
			gone.push(file);
		}
	}

	return gone;
}

async function areAvailable(core: Hypercore, ranges: readonly BlockRange[], {patience, signal, waitsForPeers}: FindGoneOptions): Promise<boolean> {
	const stretches = stretchesOf(ranges);
	const requested = new Set<number>();
	let waitingSince = performance.now();
	const restart = (): void => {
		waitingSince = performance.now();
	};

	core.on('peer-add', restart);
	try {
		for (;;) {
			const missing = stretches.map(each => firstMissing(core, each)).filter(block => block !== undefined);
			if (missing.length === 0) {
				return true;
			}

			if (waitsForPeers && core.peers.length === 0) {
				restart();
			} else if (performance.now() - waitingSince >= patience) {
				return false;
			}

			for (const block of missing) {
				if (!requested.has(block)) {
					requested.add(block);
					core.get(block).catch(() => undefined);
				}
			}

			await orAborted(pause(), signal);
		}
	} finally {
		core.off('peer-add', restart);
	}
}

/** The ranges of each stretch of the feed. */
function stretchesOf(ranges: readonly BlockRange[]): BlockRange[][] {
	const stretches = new Map<number, BlockRange[]>();
	for (const {start, end} of ranges) {
		for (let from = start; from < end;) {
			const number = Math.floor(from / stretch);
			const to = Math.min(end, (number + 1) * stretch);
			const list = stretches.get(number) ?? [];
			list.push({start: from, end: to});
			stretches.set(number, list);
			from = to;
		}
	}

	return [...stretches.values()];
}

async function pause(): Promise<void> {
	return new Promise(resolve => {
		setTimeout(resolve, period);
	});
}
