import {Buffer} from 'node:buffer';
import type {Entry, Extent} from '../feed/entry.ts';

/** Content that the feed already has, by its SHA-256: a copy or a renamed file adds no data. */
export class KnownContent {
	readonly #byHash = new Map<string, readonly Extent[]>();
	readonly #sizes = new Set<number>();

	/** Remembers what a finished file consists of. */
	add(entry: Entry): void {
		if (entry.kind === 'file' && entry.sha256 && entry.size > 0) {
			this.#byHash.set(hashKey(entry.sha256), entry.extents);
			this.#sizes.add(entry.size);
		}
	}

	/** Whether hashing a file of this size before reading it into the feed can pay. */
	hasSize(size: number): boolean {
		return this.#sizes.has(size);
	}

	/** The extents of this content, if it is there. */
	find(sha256: Uint8Array, size: number): readonly Extent[] | undefined {
		return this.#sizes.has(size) ? this.#byHash.get(hashKey(sha256)) : undefined;
	}
}

/** Half the memory of hexadecimal, for a hundred thousand files. */
function hashKey(sha256: Uint8Array): string {
	return Buffer.from(sha256).toString('latin1');
}
