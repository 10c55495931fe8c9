import type {Commit} from '../feed/commit.ts';
import type {Entry} from '../feed/entry.ts';

type Sums = {-readonly [Key in keyof Commit['totals']]: number};

const sumOf = {file: 'files', directory: 'directories', symlink: 'symlinks'} as const;

/** How much a version holds, as its entries are found. */
export class VersionTotals {
	readonly #sums: Sums;

	/** @param before - what it begins with, where only changes are counted. */
	constructor(before: Commit['totals'] | undefined, leftOut: number) {
		this.#sums = {
			files: 0, directories: 0, symlinks: 0, bytes: 0, ...before, leftOut,
		};
	}

	get sums(): Commit['totals'] {
		return {...this.#sums};
	}

	get files(): number {
		return this.#sums.files;
	}

	get leftOut(): number {
		return this.#sums.leftOut;
	}

	/** What is withheld is no part of it. */
	count(entry: Entry | undefined, sign: 1 | -1 = 1): void {
		if (entry && entry.kind !== 'withheld') {
			this.#sums[sumOf[entry.kind]] += sign;
			this.#sums.bytes += entry.kind === 'file' ? sign * entry.size : 0;
		}
	}

	countLeftOut(): void {
		this.#sums.leftOut++;
	}

	/** Files have become larger, or smaller, after they were counted. */
	grow(bytes: number): void {
		this.#sums.bytes += bytes;
	}
}
