/** A run of blocks drawn as one cell. */
export type BlockRun = {
	readonly state: 'here' | 'partly' | 'in-flight' | 'missing';
	/** How many peers have all of it. */
	readonly peers: number;
};

/** Which blocks somebody has: the first index from `position` on with that value, or -1. */
export type BlockSet = {
	readonly findFirst: (value: boolean, position: number) => number;
};

export type BlockViewOptions = {
	/** Blocks of the feed. */
	readonly length: number;
	/** At most so many cells. */
	readonly cells: number;
	readonly here: BlockSet;
	readonly inFlight: ReadonlySet<number>;
	/** What each peer has. */
	readonly peers: readonly BlockSet[];
};

/** Scales a feed down to cells of as many blocks each as it takes; every cell but the last one stands for equally many. */
export function blockView({length, cells, here, inFlight, peers}: BlockViewOptions): BlockRun[] {
	const blocksPerCell = Math.max(1, Math.ceil(length / Math.max(1, cells)));
	const flying = new Set([...inFlight].map(index => Math.floor(index / blocksPerCell)));
	const nextGap = finder(here, false);
	const nextBlock = finder(here, true);
	const nextGaps = peers.map(peer => finder(peer, false));
	const stateOf = (start: number, end: number): BlockRun['state'] => {
		if (nextGap(start) >= end) {
			return 'here';
		}

		if (flying.has(start / blocksPerCell)) {
			return 'in-flight';
		}

		return nextBlock(start) < end ? 'partly' : 'missing';
	};

	const runs: BlockRun[] = [];
	for (let start = 0; start < length; start += blocksPerCell) {
		const end = Math.min(length, start + blocksPerCell);
		runs.push({state: stateOf(start, end), peers: nextGaps.filter(next => next(start) >= end).length});
	}

	return runs;
}

/** Finds the next block with that value, for positions that only grow: it looks anew only behind what it has found. */
function finder(set: BlockSet, value: boolean): (position: number) => number {
	let found = -1;
	return position => {
		if (found < position) {
			const next = set.findFirst(value, position);
			found = next === -1 ? Infinity : next;
		}

		return found;
	};
}
