import type {DatabaseSync, StatementSync} from 'node:sqlite';
import {isOutOfRoom} from './sqlite-error.ts';
import type {Signature} from './stored-file.ts';

/** Bytes: sizes of smaller files are not worth knowing before they are read. */
const largeFile = 64 * 1024;

/** Rows that are read at a time. */
const pageRows = 1000;

/** What is remembered of a file on this machine between runs. */
export type KnownFile = {
	/** Its own name or place beside the path in the share, when that was already taken. */
	readonly placedAs: string | undefined;
	/** Undefined while it is still being received. */
	readonly signature: Signature | undefined;
	/** Which content it has. */
	readonly sha256?: Uint8Array | undefined;
};

type Row = {
	readonly placed: string | null;
	readonly size: number | null;
	readonly mtime: number;
	readonly ctime: number;
	readonly inode: number;
	readonly sha256: Uint8Array | null;
};

/**
Path in the share → the file on disk that held its content when ferry last looked.

It stands in the share's own database file, so that a batch of files is recorded in one transaction.
*/
export class KnownFiles {
	readonly #get: StatementSync;
	readonly #set: StatementSync;
	readonly #remove: StatementSync;
	readonly #page: StatementSync;
	readonly #database: DatabaseSync;
	#byContent: {readonly paths: StatementSync; readonly size: StatementSync} | undefined;

	constructor(database: DatabaseSync) {
		this.#database = database;
		database.exec('CREATE TABLE IF NOT EXISTS known_files (path TEXT PRIMARY KEY, placed TEXT, size INTEGER, mtime REAL, ctime REAL, inode INTEGER, sha256 BLOB) WITHOUT ROWID');
		this.#get = database.prepare('SELECT placed, size, mtime, ctime, inode, sha256 FROM known_files WHERE path = ?');
		this.#set = database.prepare('INSERT OR REPLACE INTO known_files VALUES (?, ?, ?, ?, ?, ?, ?)');
		this.#page = database.prepare(`SELECT path, size IS NOT NULL AS whole FROM known_files WHERE path > ? ORDER BY path LIMIT ${pageRows}`);
		this.#remove = database.prepare('DELETE FROM known_files WHERE path = ?');
	}

	get(path: string): KnownFile | undefined {
		// The table is this class's own.
		// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- SQLite's rows have no type
		const row = this.#get.get(path) as Row | undefined;
		return row && {
			placedAs: row.placed ?? undefined,
			signature: row.size === null
				? undefined
				: {
					size: row.size, mtimeMs: row.mtime, ctimeMs: row.ctime, inode: row.inode,
				},
			sha256: row.sha256 ?? undefined,
		};
	}

	set(path: string, {placedAs, signature, sha256}: KnownFile): void {
		this.#set.run(path, placedAs ?? null, signature?.size ?? null, signature?.mtimeMs ?? null, signature?.ctimeMs ?? null, signature?.inode ?? null, sha256 ?? null);
	}

	remove(path: string): void {
		this.#remove.run(path);
	}

	/** Everything that is remembered, in the order of the paths' bytes; what is changed meanwhile may be among it or not. */
	* all(): Generator<{readonly path: string; readonly isWhole: boolean}, void> {
		let last = '';
		for (;;) {
			const rows = this.#page.all(last);
			yield * rows.map(({path, whole}) => ({path: String(path), isWhole: whole === 1}));
			if (rows.length < pageRows) {
				return;
			}

			last = String(rows.at(-1)!['path']);
		}
	}

	/** Paths of recorded files with this content, a few at most. */
	withContent(sha256: Uint8Array): string[] {
		const rows = this.#contentIndex.paths.all(sha256, sha256);
		return rows.map(({path}) => String(path));
	}

	/** Whether a file of this size is recorded; only from `largeFile` bytes on is that known. */
	hasSize(size: number): boolean {
		return this.#contentIndex.size.get(size) !== undefined;
	}

	/** Made when it is first asked for: only who shares needs it, and recording a file takes longer with it. */
	get #contentIndex(): {readonly paths: StatementSync; readonly size: StatementSync} {
		if (!this.#byContent) {
			this.#makeContentIndex();
			this.#byContent = {
				paths: this.#database.prepare('SELECT path FROM known_files WHERE substr(sha256, 1, 8) = substr(?, 1, 8) AND sha256 = ? LIMIT 4'),
				size: this.#database.prepare(`SELECT 1 FROM known_files WHERE size = ? AND size >= ${largeFile} LIMIT 1`),
			};
		}

		return this.#byContent;
	}

	#makeContentIndex(): void {
		try {
			// Eight bytes of the hash are enough to find it, and make the index a quarter as large.
			// Prepared, as only so Deno tells why one failed in detail.
			this.#database.prepare('CREATE INDEX IF NOT EXISTS known_content ON known_files (substr(sha256, 1, 8)) WHERE sha256 IS NOT NULL').run();
			this.#database.prepare(`CREATE INDEX IF NOT EXISTS known_sizes ON known_files (size) WHERE size >= ${largeFile}`).run();
		} catch (error) {
			// Without an index the same is found, only later; whoever writes waits for room.
			if (!isOutOfRoom(error)) {
				throw error;
			}
		}
	}
}
