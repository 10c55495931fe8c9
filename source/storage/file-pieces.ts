import type {DatabaseSync, StatementSync} from 'node:sqlite';

/** How many extents the files of a share have beside one each: an index may have only so many. */
export class FilePieces {
	readonly #get: StatementSync;
	readonly #set: StatementSync;
	readonly #remove: StatementSync;
	#count: number;

	constructor(database: DatabaseSync) {
		database.exec('CREATE TABLE IF NOT EXISTS file_pieces (path TEXT PRIMARY KEY, more INTEGER NOT NULL) WITHOUT ROWID');
		this.#get = database.prepare('SELECT more FROM file_pieces WHERE path = ?');
		this.#set = database.prepare('INSERT OR REPLACE INTO file_pieces VALUES (?, ?)');
		this.#remove = database.prepare('DELETE FROM file_pieces WHERE path = ?');
		this.#count = Number(database.prepare('SELECT total(more) AS count FROM file_pieces').get()!['count']);
	}

	/** Of all files together. */
	get count(): number {
		return this.#count;
	}

	/** Records how many extents the file at a path has; 0: it is gone. */
	set(path: string, extents: number): void {
		if (this.#count === 0 && extents <= 1) {
			return;
		}

		this.#count -= Number(this.#get.get(path)?.['more'] ?? 0);
		if (extents > 1) {
			this.#set.run(path, extents - 1);
			this.#count += extents - 1;
		} else {
			this.#remove.run(path);
		}
	}
}
