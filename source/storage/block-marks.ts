import type {DatabaseSync, StatementSync} from 'node:sqlite';
import type {BlockRange} from '../base/join-ranges.ts';

/**
The marks of blocks that a sharer has appended: their bytes are in the user's file only until it changes, and then their marks tell where in the changed file to look for them.

They are hints: without one its block is found only where it stood before.
*/
export class BlockMarks {
	readonly #set: StatementSync;
	readonly #within: StatementSync;
	readonly #remove: StatementSync;

	constructor(database: DatabaseSync) {
		database.exec('CREATE TABLE IF NOT EXISTS block_marks (block INTEGER PRIMARY KEY, mark INTEGER NOT NULL)');
		this.#set = database.prepare('INSERT OR REPLACE INTO block_marks VALUES (?, ?)');
		this.#within = database.prepare('SELECT block, mark FROM block_marks WHERE block >= ? AND block < ?');
		this.#remove = database.prepare('DELETE FROM block_marks WHERE block >= ? AND block < ?');
	}

	/** Records marks by their blocks. */
	set(marks: ReadonlyMap<number, number>): void {
		for (const [block, mark] of marks) {
			this.#set.run(block, mark);
		}
	}

	/** Those of a range of blocks that are known. */
	* within({start, end}: BlockRange): Generator<readonly [block: number, mark: number], void> {
		for (const {block, mark} of this.#within.iterate(start, end)) {
			yield [Number(block), Number(mark)];
		}
	}

	/** Forgets those of the blocks from `start` up to `end`. */
	remove(start: number, end: number): void {
		this.#remove.run(start, end);
	}
}
