import {Buffer} from 'node:buffer';
import type {Entry, Extent} from '../feed/entry.ts';

/** Content that the feed already has, by its SHA-256: a copy or a renamed file adds no data. */
export class KnownContent {
	/** Its run, as an index of `#runs`; of content in several runs -1 minus its index in `#several`. */
	readonly #byHash = new Map<string, number>();
	/** Block, offset and length of each run: as objects, those of a million files take 100 MB. */
	readonly #runs: number[] = [];
	readonly #several: Array<readonly Extent[]> = [];
	readonly #sizes = new Set<number>();

	/** Remembers what a finished file consists of. */
	add(entry: Entry): void {
		if (entry.kind === 'file' && entry.sha256 && entry.size > 0) {
			this.#byHash.set(hashKey(entry.sha256), this.#keep(entry.extents));
			this.#sizes.add(entry.size);
		}
	}

	/** Whether hashing a file of this size before reading it into the feed can pay. */
	hasSize(size: number): boolean {
		return this.#sizes.has(size);
	}

	/** The extents of this content, if it is there. */
	find(sha256: Uint8Array, size: number): readonly Extent[] | undefined {
		const index = this.#sizes.has(size) ? this.#byHash.get(hashKey(sha256)) : undefined;
		if (index === undefined) {
			return undefined;
		}

		if (index < 0) {
			return this.#several[-1 - index];
		}

		const [block, offset, length] = this.#runs.slice(index, index + 3);
		return [{block: block!, offset: offset!, length: length!}];
	}

	#keep(extents: readonly Extent[]): number {
		const [first, ...others] = extents;
		if (first && others.length === 0) {
			return this.#runs.push(first.block, first.offset, first.length) - 3;
		}

		return -this.#several.push(extents);
	}
}

/** Half the memory of hexadecimal, for a hundred thousand files. */
function hashKey(sha256: Uint8Array): string {
	return Buffer.from(sha256).toString('latin1');
}
