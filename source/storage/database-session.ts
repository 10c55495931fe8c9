
import type {Change} from './flush-plan.ts';
import type {KeyRange, Row} from './key-value-table.ts';
import {RowStream} from './row-stream.ts';

/** What every session shares. */
export type DatabaseState = {
	readonly path: string;
	readonly closing: boolean;
	get(key: Uint8Array): Promise<Uint8Array | null>;
	write(changes: readonly Change[]): Promise<void>;
	rows(range: KeyRange, limit: number): readonly Row[];
	flush(): Promise<void>;
};

/** Reads that belong together. Each starts when it is asked for. */
export type ReadBatch = {
	/** The value of a key, or null. */
	get(key: Uint8Array): Promise<Uint8Array | null>;
	tryFlush(): void;
	destroy(): void;
};

/** Writes that are stored together or not at all, once flushed. Keys and values must stay as they are until then. */
export type WriteBatch = {
	tryPut(key: Uint8Array, value: Uint8Array): void;
	tryDelete(key: Uint8Array): void;
	/** Deletes `start` ≤ key < `end`. */
	tryDeleteRange(start: Uint8Array, end: Uint8Array): void;
	flush(): Promise<void>;
};

/** What is said when a database, or this session of it, has been closed. */
export function closedError(): Error {
	return new Error('The database is closed');
}

/**
One user of a database, with the calls that hypercore-storage 3.2 makes of a rocksdb-native session, the underscored properties among them.

As there, opening a batch, a stream or a session on a closed one throws at once.
*/
export class DatabaseSession {
	readonly _state: DatabaseState;
	#isClosed = false;

	constructor(state: DatabaseState) {
		this._state = state;
	}

	/** Hypercore's snapshots aren't used: every session sees the newest state. */
	get _snapshot(): null {
		return null;
	}

	get snapshotted(): boolean {
		return false;
	}

	get opened(): boolean {
		return true;
	}

	get path(): string {
		return this._state.path;
	}

	get closed(): boolean {
		return this.#isClosed || this._state.closing;
	}

	/** -1 once closed. */
	get _index(): number {
		return this.closed ? -1 : 0;
	}

	async ready(): Promise<void> {
		this.#mustBeOpen();
	}

	session(): DatabaseSession {
		this.#mustBeOpen();
		return new DatabaseSession(this._state);
	}

	snapshot(): never {
		throw new Error('Snapshots of a feed are not kept');
	}

	read(): ReadBatch {
		this.#mustBeOpen();
		const state = this._state;
		return {
			get: async key => state.get(key),
			tryFlush() {
				// Each read has started already.
			},
			destroy() {
				// Nothing is held.
			},
		};
	}

	write(): WriteBatch {
		this.#mustBeOpen();
		const state = this._state;
		const changes: Change[] = [];
		return {
			tryPut(key, value) {
				changes.push({kind: 'put', key, value});
			},
			tryDelete(key) {
				changes.push({kind: 'delete', key});
			},
			tryDeleteRange(start, end) {
				changes.push({kind: 'delete-range', start, end});
			},
			flush: async () => state.write(changes.splice(0)),
		};
	}

	/** The rows of a range. Blocks that the block store holds aren't among them; only Hypercore's streams of blocks, which nothing here uses, would miss them. */
	iterator(range: KeyRange): RowStream {
		this.#mustBeOpen();
		return new RowStream(range, (rest, limit) => this._state.rows(rest, limit));
	}

	async flush(): Promise<void> {
		this.#mustBeOpen();
		return this._state.flush();
	}

	async compactRange(): Promise<void> {
		// SQLite uses freed pages again by itself.
	}

	async suspend(): Promise<void> {
		// SQLite does nothing between two calls.
	}

	async resume(): Promise<void> {
		// Never suspended.
	}

	/** Closes this session only. What it began goes on. */
	async close(): Promise<void> {
		this.#isClosed = true;
	}

	#mustBeOpen(): void {
		if (this.closed) {
			throw closedError();
		}
	}
}
