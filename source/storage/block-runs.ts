import {maximumBlockSize} from '../feed/limits.ts';
import type {Extent} from '../feed/entry.ts';
import type {Slice} from './slice.ts';

/** More than any length within a block. */
const radix = 2 * maximumBlockSize;

/** The runs of files that lie within one block. In columns: there may be a million of them, and as objects they take four times the memory. */
export class BlockRuns<Owner> {
	readonly #owners: Owner[] = [];
	/** For each of them its offset in the block and its length, in one number. */
	readonly #spans: number[] = [];
	/** For each of them its position in the file; undefined while all of them are at the start, as those of small files are. */
	#positions: number[] | undefined;

	get size(): number {
		return this.#owners.length;
	}

	/** @param position - in the file. */
	add(owner: Owner, {offset, length}: Extent, position: number): void {
		if (position > 0) {
			this.#positions ??= this.#owners.map(() => 0);
		}

		this.#owners.push(owner);
		this.#spans.push((offset * radix) + length);
		this.#positions?.push(position);
	}

	/** Forgets all runs of a file, which may be very many. */
	remove(owner: Owner): void {
		const first = this.#owners.indexOf(owner);
		if (first === -1) {
			return;
		}

		let kept = first;
		for (let index = first; index < this.#owners.length; index++) {
			if (this.#owners[index] !== owner) {
				this.#owners[kept] = this.#owners[index]!;
				this.#spans[kept] = this.#spans[index]!;
				if (this.#positions) {
					this.#positions[kept] = this.#positions[index]!;
				}

				kept++;
			}
		}

		this.#owners.length = kept;
		this.#spans.length = kept;
		if (this.#positions) {
			this.#positions.length = kept;
		}
	}

	/** All of them, as they came. None may be added or removed meanwhile. */
	* slices(): Generator<Slice<Owner>, void> {
		for (const [index, owner] of this.#owners.entries()) {
			const span = this.#spans[index]!;
			const blockOffset = Math.floor(span / radix);
			yield {
				owner, blockOffset, length: span - (blockOffset * radix), position: this.#positions?.[index] ?? 0,
			};
		}
	}
}
