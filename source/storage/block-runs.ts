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
				for (let field = 0; field < fields; field++) {
					this.#numbers[(fields * kept) + field] = this.#numbers[(fields * index) + field]!;
				}

				kept++;
			}
		}

		this.#owners.length = kept;
		this.#numbers.length = fields * kept;
	}

	/** All of them, as they came. None may be added or removed meanwhile. */
	* slices(): Generator<Slice<Owner>, void> {
		for (const [index, owner] of this.#owners.entries()) {
			yield {
				owner, blockOffset: this.#numbers[fields * index]!, length: this.#numbers[(fields * index) + 1]!, position: this.#numbers[(fields * index) + 2]!,
			};
		}
	}
}
