import type {Extent} from '../feed/entry.ts';
import type {Slice} from './slice.ts';

const fields = 3;

/** The runs of files that lie within one block. In columns: there may be a million of them, and as objects they take twice the memory. */
export class BlockRuns<Owner> {
	readonly #owners: Owner[] = [];
	/** For each of them its offset in the block, its length and its position in the file. */
	readonly #numbers: number[] = [];

	get size(): number {
		return this.#owners.length;
	}

	/** @param position - in the file. */
	add(owner: Owner, {offset, length}: Extent, position: number): void {
		this.#owners.push(owner);
		this.#numbers.push(offset, length, position);
	}

	/** Forgets all runs of a file. */
	remove(owner: Owner): void {
		for (let index = this.#owners.indexOf(owner); index !== -1; index = this.#owners.indexOf(owner, index)) {
			this.#owners.splice(index, 1);
			this.#numbers.splice(fields * index, fields);
		}
	}

	/** All of them, as they came. */
	slices(): Array<Slice<Owner>> {
		return this.#owners.map((owner, index) => ({
			owner, blockOffset: this.#numbers[fields * index]!, length: this.#numbers[(fields * index) + 1]!, position: this.#numbers[(fields * index) + 2]!,
		}));
	}
}
