import type {ReadLeaf} from '../feed/read-index.ts';
import {standingIn} from './standing-files.ts';

/** What stands where a file of an index belongs: nothing, something, or something with the same size, which is most likely the same. */
export type Standing = 'nothing' | 'something' | 'same-size';

const values: readonly Standing[] = ['nothing', 'something', 'same-size'];

/**
What stood where the files of one version belong below a directory, as it was when each was first looked for; one byte an entry.

Sums of files are taken from each other. That comes out only if each file is the same in all of them, whatever happens in the directory meanwhile.
*/
export class StandingNotes {
	readonly #find: ReturnType<typeof standingIn>;
	/** By the block of a leaf, for each of its entries a value counted from 1; 0: it was not looked for. */
	readonly #leaves = new Map<number, Uint8Array>();

	constructor(directory: string) {
		this.#find = standingIn(directory);
	}

	/** What stands there for the entry with this index in a leaf; nothing for what is no file. */
	at({block, entries}: ReadLeaf, index: number): Standing {
		const entry = entries[index]!;
		if (entry.kind !== 'file') {
			return 'nothing';
		}

		const leaf = this.#leaves.get(block) ?? new Uint8Array(entries.length);
		this.#leaves.set(block, leaf);
		if (leaf[index] === 0) {
			const there = this.#find(entry.path);
			leaf[index] = 1 + values.indexOf(there ? (there.size === entry.size ? 'same-size' : 'something') : 'nothing');
		}

		return values[leaf[index]! - 1]!;
	}
}
