import type Hypercore from 'hypercore';
import type {Download} from 'hypercore';

/** Blocks `start` … `end` - 1. */
export type BlockRange = {readonly start: number; readonly end: number};

/** Hypercore looks through every active range for each request, so only so many are active at a time. */
const mostActive = 16;

/**
The blocks that are wanted, asked for as few ranges, the earlier ones first.

Within the active ranges Hypercore asks in random order, so that several receivers complement each other.
*/
export class Ranges {
	readonly #core: Hypercore;
	readonly #active = new Set<Download>();
	#queue: BlockRange[] = [];

	constructor(core: Hypercore) {
		this.#core = core;
	}

	/** Asks for more blocks. */
	add(ranges: readonly BlockRange[]): void {
		this.#queue.push(...ranges);
		this.#fill();
	}

	/** Asks for nothing any more. */
	clear(): void {
		this.#queue = [];
		const active = [...this.#active];
		this.#active.clear();
		for (const download of active) {
			download.destroy();
		}
	}

	#fill(): void {
		while (this.#active.size < mostActive && this.#queue.length > 0 && !this.#core.closed) {
			const download = this.#core.download(this.#queue.shift());
			this.#active.add(download);
			void this.#wait(download);
		}
	}

	async #wait(download: Download): Promise<void> {
		try {
			await download.done();
		} catch {
			// The feed was closed: whoever closed it knows.
		}

		if (this.#active.delete(download)) {
			this.#fill();
		}
	}
}

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
