/** How far a file that comes through a pipe is. */
export type PipeState = {
	/** How often something of it has been published. */
	readonly appends: number;
	/** In how many pieces it is: the page of the index that names them is written anew each time. */
	readonly extents: number;
	/** How full its last block is, 0 to 1: as long as it is not full, its bytes travel again each time. */
	readonly tail: number;
};

const shortest = 100;
/** After so many more appends the interval is a millisecond longer, up to a second: each takes some 300 bytes of ferry's own data, and a sync. */
const appendsPerMillisecond = 10;
/** With this the page takes no more than 128 kB a second. */
const extentsPerMillisecond = 16;
/** Milliseconds with which the last block takes no more than 320 kB a second. */
const fullTail = 800;
/** An index has room for twice as many: from here on only large batches are published, which end an extent each. */
const mostExtents = 30_000;

/** Milliseconds from one append to the next, in which what comes through a pipe slowly is gathered. Infinity: until a batch is full. */
export function publishInterval({appends, extents, tail}: PipeState): number {
	return extents >= mostExtents
		? Infinity
		: Math.max(shortest, Math.min(1000, appends / appendsPerMillisecond), extents / extentsPerMillisecond, fullTail * tail);
}
