
import {Buffer} from 'node:buffer';
import type {DatabaseSync, SQLOutputValue, StatementSync} from 'node:sqlite';
import type {Change} from './flush-plan.ts';

export type Row = {
	readonly key: Uint8Array;
	readonly value: Uint8Array;
};

/** `gte` ≤ key < `lt`, from the end when `reverse`. */
export type KeyRange = {
	readonly gte: Uint8Array;
	readonly lt: Uint8Array;
	readonly reverse?: boolean;
};

/**
The table `kv` of a database: keys sorted by their bytes, each with a value.

Keys are bound before a call returns, and values are copies of the caller's own.
*/
export class KeyValueTable {
	readonly #get: StatementSync;
	readonly #put: StatementSync;
	readonly #delete: StatementSync;
	readonly #deleteRange: StatementSync;
	readonly #forward: StatementSync;
	readonly #backward: StatementSync;

	constructor(sql: DatabaseSync) {
		this.#get = sql.prepare('SELECT value FROM kv WHERE key = ?');
		this.#put = sql.prepare('INSERT INTO kv VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
		this.#delete = sql.prepare('DELETE FROM kv WHERE key = ?');
		this.#deleteRange = sql.prepare('DELETE FROM kv WHERE key >= ? AND key < ?');
		this.#forward = sql.prepare('SELECT key, value FROM kv WHERE key >= ? AND key < ? ORDER BY key LIMIT ?');
		this.#backward = sql.prepare('SELECT key, value FROM kv WHERE key >= ? AND key < ? ORDER BY key DESC LIMIT ?');
	}

	get(key: Uint8Array): Uint8Array | null {
		const row = this.#get.get(key);
		return row ? bytesOf(row['value']) : null;
	}

	/** Makes one change; the caller's transaction holds several together. */
	apply(change: Change): void {
		if (change.kind === 'put') {
			this.#put.run(change.key, change.value);
		} else if (change.kind === 'delete') {
			this.#delete.run(change.key);
		} else {
			this.#deleteRange.run(change.start, change.end);
		}
	}

	/** The first `limit` rows of a range. */
	rows({gte, lt, reverse = false}: KeyRange, limit: number): Row[] {
		const rows = (reverse ? this.#backward : this.#forward).all(gte, lt, limit);
		return rows.map(({key, value}) => ({key: bytesOf(key), value: bytesOf(value)}));
	}
}

/** As a Buffer: Hypercore hands them on to callers that expect one. */
function bytesOf(column: SQLOutputValue | undefined): Uint8Array {
	if (!(column instanceof Uint8Array)) {
		throw new TypeError('The database holds something else than bytes');
	}

	return Buffer.from(column.buffer, column.byteOffset, column.byteLength);
}
