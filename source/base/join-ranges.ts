/** Blocks `start` … `end` - 1. */
export type BlockRange = {readonly start: number; readonly end: number};

/** Sorts ranges and joins those that touch or overlap. */
export function joinRanges(ranges: readonly BlockRange[]): BlockRange[] {
	const joined: Array<{start: number; end: number}> = [];
	for (const {start, end} of ranges.toSorted((a, b) => a.start - b.start)) {
		const last = joined.at(-1);
		if (last && start <= last.end) {
			last.end = Math.max(last.end, end);
		} else {
			joined.push({start, end});
		}
	}

	return joined;
}
