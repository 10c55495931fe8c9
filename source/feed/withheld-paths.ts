import type {Entry} from './entry.ts';

/** What an index has withheld: some paths, and all that is below them. */
export class WithheldPaths {
	readonly #paths = new Set<string>();

	get isEmpty(): boolean {
		return this.#paths.size === 0;
	}

	/** Takes the next entry of the index. */
	add({kind, path}: Entry): void {
		if (kind === 'withheld') {
			this.#paths.add(path);
		}
	}

	/** Whether a path, or a directory that it is in, is withheld: to be asked after all that comes before it was added. */
	covers(path: string): boolean {
		return this.#paths.size > 0 && (this.#paths.has(path) || this.coversParent(path));
	}

	/** Whether a directory that it is in is withheld. */
	coversParent(path: string): boolean {
		for (let slash = path.lastIndexOf('/'); slash > 0 && this.#paths.size > 0; slash = path.lastIndexOf('/', slash - 1)) {
			if (this.#paths.has(path.slice(0, slash))) {
				return true;
			}
		}

		return false;
	}
}
