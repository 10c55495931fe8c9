/** A run of blocks drawn as one cell. */
export type BlockRun = {
	readonly state: 'here' | 'partly' | 'in-flight' | 'missing';
	/** How many peers have all of it. */
	readonly peers: number;
};

/** Which blocks somebody has. */
export type BlockSet = {
	readonly get: (index: number) => boolean;
	/** The first index from `position` on with that value, or -1. */
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
	const runs: BlockRun[] = [];
	for (let start = 0; start < length; start += blocksPerCell) {
		const end = Math.min(length, start + blocksPerCell);
		runs.push({
			state: stateOf(here, {start, end, isInFlight: flying.has(start / blocksPerCell)}),
			peers: peers.filter(peer => hasAll(peer, start, end)).length,
		});
	}

	return runs;
}

function stateOf(here: BlockSet, {start, end, isInFlight}: {readonly start: number; readonly end: number; readonly isInFlight: boolean}): BlockRun['state'] {
	if (hasAll(here, start, end)) {
		return 'here';
	}

	if (isInFlight) {
		return 'in-flight';
	}

	const first = here.findFirst(true, start);
	return first === -1 || first >= end ? 'missing' : 'partly';
}

function hasAll(set: BlockSet, start: number, end: number): boolean {
	const gap = set.findFirst(false, start);
	return gap === -1 || gap >= end;
}
