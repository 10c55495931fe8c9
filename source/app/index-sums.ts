import {orAborted} from '../base/or-aborted.ts';
import {TimeSlice} from '../base/time-slice.ts';
import {
	isInRange, pathAfter, rangesUnder, type PathRange,
} from '../feed/path-range.ts';
import {readRange, type ReadLeaf, type ReadableIndex} from '../feed/read-index.ts';
import {StandingNotes} from './standing-notes.ts';

/** Files of an index added up. */
export type Sum = {
	readonly files: number;
	readonly bytes: number;
	/** How many of them have a name that is taken in the destination. */
	readonly collisions: number;
	/** Bytes that have to be written: what is there with the same size is most likely the same. */
	readonly neededBytes: number;
};

export type IndexSums = {
	/**
	Adds up a path and everything below it.

	@throws ExpectedError `feed-malformed`, what reading throws, and the signal's reason.
	*/
	readonly sumUnder: (path: string, options: {readonly directory: string; readonly signal: AbortSignal}) => Promise<Sum>;
};

/** A sum as far as it goes. */
type Counting = {
	sum: Sum;
	/** What is still to be read. */
	readonly left: PathRange[];
	/** Somebody is at it. */
	turn: Promise<void> | undefined;
};

export const nothing: Sum = {
	files: 0, bytes: 0, collisions: 0, neededBytes: 0,
};

/**
Adds up files of an index, together with what stands in the directory that they would go to. Each sum is kept, also one that was stopped on its way: it goes on from there the next time. With another directory all begin anew, because other names are taken there.

@param known - the sum of everything in a directory, if somebody has added that up already, and what stood there then.
*/
export function indexSums(index: ReadableIndex, known?: {readonly directory: string; readonly sum: Sum; readonly standing: StandingNotes}): IndexSums {
	let current = startIn(known?.directory ?? '', known?.standing);
	if (known) {
		current.countings.set('', {sum: known.sum, left: [], turn: undefined});
	}

	return {
		async sumUnder(path, {directory, signal}) {
			if (directory !== current.directory) {
				current = startIn(directory);
			}

			const {countings, standing} = current;
			const counting = countings.get(path) ?? {sum: nothing, left: rangesUnder(path), turn: undefined};
			countings.set(path, counting);
			while (counting.left.length > 0) {
				signal.throwIfAborted();
				if (counting.turn) {
					// Whoever waits goes on alone when the other one stops.
					await orAborted(counting.turn.catch(() => undefined), signal);
				} else {
					counting.turn = goOn(counting, {index, standing, signal}).finally(() => {
						counting.turn = undefined;
					});
					await counting.turn;
				}
			}

			return counting.sum;
		},
	};
}

function startIn(directory: string, standing = new StandingNotes(directory)): {readonly directory: string; readonly standing: StandingNotes; readonly countings: Map<string, Counting>} {
	return {directory, standing, countings: new Map()};
}

type Context = {readonly index: ReadableIndex; readonly standing: StandingNotes; readonly signal: AbortSignal};

async function goOn(counting: Counting, {index, standing, signal}: Context): Promise<void> {
	for (let range = counting.left[0]; range; range = counting.left[0]) {
		for await (const leaf of readRange(index, range)) {
			const sum = await sumOf(leaf, range, {index, standing, signal});
			// Together, so that nothing is counted twice when this stops here.
			counting.sum = add(counting.sum, sum, 1);
			counting.left[0] = {from: pathAfter(leaf.entries.at(-1)!.path), to: range.to};
		}

		counting.left.shift();
	}
}

async function sumOf(leaf: ReadLeaf, range: PathRange, {standing, signal}: Context): Promise<Sum> {
	const sum = {...nothing};
	const slice = new TimeSlice();
	for (const [index, entry] of leaf.entries.entries()) {
		if (entry.kind === 'file' && isInRange(entry.path, range)) {
			const there = standing.at(leaf, index);
			sum.files++;
			sum.bytes += entry.size;
			sum.collisions += there === 'nothing' ? 0 : 1;
			sum.neededBytes += there === 'same-size' ? 0 : entry.size;
			await slice.next();
			signal.throwIfAborted();
		}
	}

	return sum;
}

/** One sum and another one so many times. */
export function add(one: Sum, other: Sum, times: number): Sum {
	return {
		files: one.files + (times * other.files),
		bytes: one.bytes + (times * other.bytes),
		collisions: one.collisions + (times * other.collisions),
		neededBytes: one.neededBytes + (times * other.neededBytes),
	};
}
