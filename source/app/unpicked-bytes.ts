import type {Entry} from '../feed/entry.ts';

/** Counts what has come of files that were not picked, because they share blocks with those that were. What else stands in such a block, of files that are gone by now, is no matter of the choice. */
export class UnpickedBytes {
	readonly #beyond: ReadonlyMap<number, number>;
	readonly #isChosen: (path: string) => boolean;
	/** Of each block by their offset: copies have their bytes in common. */
	readonly #found = new Map<number, Map<number, number>>();

	/** @param beyond - how many bytes of which blocks came that were not wanted. */
	constructor(beyond: ReadonlyMap<number, number>, isChosen: (path: string) => boolean) {
		this.#beyond = beyond;
		this.#isChosen = isChosen;
	}

	get total(): number {
		let total = 0;
		for (const [block, found] of this.#found) {
			total += Math.min(this.#beyond.get(block)!, [...found.values()].reduce((sum, length) => sum + length, 0));
		}

		return total;
	}

	/** Gives on the entries of a version, or those that it has changed, and counts them. */
	async * among(entries: AsyncIterable<Entry>): AsyncGenerator<Entry, void> {
		for await (const entry of entries) {
			this.#look(entry);
			yield entry;
		}
	}

	#look(entry: Entry): void {
		if (this.#beyond.size === 0 || entry.kind !== 'file' || this.#isChosen(entry.path)) {
			return;
		}

		// A file that begins in a block that others have as well is in no other.
		const [extent] = entry.extents;
		if (extent && this.#beyond.has(extent.block)) {
			const found = this.#found.get(extent.block) ?? new Map<number, number>();
			found.set(extent.offset, extent.length);
			this.#found.set(extent.block, found);
		}
	}
}
