import type Hypercore from 'hypercore';
import type {Download} from 'hypercore';
import type {BlockRange} from '../base/join-ranges.ts';

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
		for (const range of ranges) {
			this.#queue.push(range);
		}

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
