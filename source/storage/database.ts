
import {Buffer} from 'node:buffer';
import {devNull} from 'node:os';
import {join} from 'node:path';
import type {DatabaseSync} from 'node:sqlite';
import {blockIndexOf} from './block-key.ts';
import type {BlockStore} from './block-store.ts';
import {closedError, DatabaseSession} from './database-session.ts';
import {planFlush, type Change} from './flush-plan.ts';
import {KeyValueTable, type KeyRange, type Row} from './key-value-table.ts';
import {openSqlite} from './open-sqlite.ts';
import {isOutOfRoom} from './sqlite-error.ts';

export type DatabaseOptions = {
	/** Where data blocks are kept; all other blocks, and everything else, are kept in the database. */
	readonly blocks: BlockStore;
	/** Whether a flush survives a power cut, which costs a sync of the disk each time. */
	readonly durable: boolean;
	/** Resolves when a write that failed for want of room is worth another try; rejects to let it fail. */
	readonly waitForRoom: (error: unknown) => Promise<void>;
};

/**
The database that Hypercore keeps one feed in: SQLite, with rocksdb-native's interface as hypercore-storage 3.2 uses it, for `new CorestoreStorage(database)`.

Writes are flushed one after the other, in the order of their calls. Each first has its data blocks written by the block store, then commits the rest in one transaction, so that the database never says a block is there before its bytes are. A flush that has resolved is seen by every read. A flush that fails rejects with the code `WRITE_FAILED`, on which Hypercore stops asking that peer instead of blaming it, and with the reason as its cause.

Hypercore closes it with its last session.
*/
export class Database {
	/** For other small tables in the same file. */
	readonly sql: DatabaseSync;
	/** hypercore-storage looks beside this path for files of an older format, and deletes some: below a file, nothing can be there. */
	readonly path: string;
	readonly #options: DatabaseOptions;
	readonly #table: KeyValueTable;
	/** Settles with the last flush that was begun; undefined when there is none. */
	#lastWrite: Promise<void> | undefined;
	#stopWaiting: (() => void) | undefined;
	#closed: Promise<void> | undefined;

	/**
	@param file - The database file, made if missing, or ':memory:'.
	@throws `share-in-use` when it is open already, in this process or another; `store-unusable` when it can't be opened.
	*/
	constructor(file: string, options: DatabaseOptions) {
		this.sql = openSqlite(file, options.durable);
		this.path = join(file === ':memory:' ? devNull : file, 'feed');
		this.#options = options;
		this.#table = new KeyValueTable(this.sql);
	}

	/** From the call of `close()` on: nothing new is read or written. */
	get closing(): boolean {
		return this.#closed !== undefined;
	}

	/** A session: RocksDB's column families are not needed. */
	columnFamily(): DatabaseSession {
		return new DatabaseSession(this);
	}

	/** Runs `work` in one transaction, undone when it throws. Not within another. */
	transaction(work: () => void): void {
		this.sql.prepare('BEGIN IMMEDIATE').run();
		try {
			work();
			// Prepared, as only so Deno tells why one failed in detail.
			this.sql.prepare('COMMIT').run();
		} catch (error) {
			this.#rollback();
			throw error;
		}
	}

	/** The value of a key, or null. */
	async get(key: Uint8Array): Promise<Uint8Array | null> {
		this.#mustBeOpen();
		const {blocks} = this.#options;
		const index = blockIndexOf(key);
		if (index === undefined || !blocks.holds(index)) {
			return this.#table.get(key);
		}

		const value = await blocks.read(index);
		return value && Buffer.from(value.buffer, value.byteOffset, value.byteLength);
	}

	/** The first `limit` rows of a range, without those that the block store holds. */
	rows(range: KeyRange, limit: number): readonly Row[] {
		this.#mustBeOpen();
		return this.#table.rows(range, limit);
	}

	/** Stores changes together, in order, after all earlier ones. Done when the call returns, unless blocks are held or an earlier flush is under way. */
	async write(changes: readonly Change[]): Promise<void> {
		if (this.closing) {
			throw writeFailed(closedError());
		}

		const flushed = this.#lastWrite ? this.#lastWrite.then(async () => this.#flush(changes)) : this.#flush(changes);
		const settled = flushed.catch(() => {
			// The caller hears of it below; the next flush only waits for its turn.
		});
		this.#lastWrite = settled;
		try {
			await flushed;
		} catch (error) {
			throw writeFailed(error);
		} finally {
			if (this.#lastWrite === settled) {
				this.#lastWrite = undefined;
			}
		}
	}

	/** Resolves when everything written before is in the database file and synced, also when it isn't `durable`. */
	async flush(): Promise<void> {
		this.#mustBeOpen();
		await this.#lastWrite;
		this.sql.exec('PRAGMA wal_checkpoint(TRUNCATE)');
	}

	/** Closes it and every session, after the flushes under way; one that waits for room fails. */
	async close(): Promise<void> {
		this.#closed ??= this.#close();
		return this.#closed;
	}

	async #flush(changes: readonly Change[]): Promise<void> {
		const {blocks} = this.#options;
		const plan = planFlush(changes, index => blocks.holds(index));
		for (const {start, end} of plan.clearBefore) {
			blocks.clear(start, end);
		}

		if (plan.blocks.length > 0) {
			await this.#untilThereIsRoom(async () => blocks.write(plan.blocks));
		}

		await this.#untilThereIsRoom(() => {
			this.transaction(() => {
				for (const row of plan.rows) {
					this.#table.apply(row);
				}
			});
		});

		if (plan.blocks.length > 0) {
			blocks.stored(plan.blocks.map(({index}) => index));
		}

		for (const {start, end} of plan.clearAfter) {
			blocks.clear(start, end);
		}
	}

	async #untilThereIsRoom(work: () => void | Promise<void>): Promise<void> {
		for (;;) {
			try {
				await work();
				return;
			} catch (error) {
				if (!isOutOfRoom(error) || this.closing) {
					throw error;
				}

				await this.#waitForRoom(error);
			}
		}
	}

	async #waitForRoom(error: unknown): Promise<void> {
		const stopped = new Promise<void>(resolve => {
			this.#stopWaiting = resolve;
		});
		await Promise.race([this.#options.waitForRoom(error), stopped]);
		if (this.closing) {
			throw error;
		}
	}

	async #close(): Promise<void> {
		this.#stopWaiting?.();
		await this.#lastWrite;
		// SQLite brings its log into the database file and removes it.
		this.sql.close();
	}

	#rollback(): void {
		try {
			this.sql.exec('ROLLBACK');
		} catch {
			// After some errors, a full disk among them, SQLite has rolled back by itself.
		}
	}

	#mustBeOpen(): void {
		if (this.closing) {
			throw closedError();
		}
	}
}

/** The code is the one that Hypercore's replicator knows. */
function writeFailed(cause: unknown): Error {
	return Object.assign(new Error('Writing to the database or the block store failed', {cause}), {code: 'WRITE_FAILED'});
}
