import {Buffer} from 'node:buffer';
import {Readable} from 'streamx';
import type {KeyRange, Row} from './key-value-table.ts';

/** Rows fetched at once: a query stays short, and writes can go on between two. */
const rowsAtOnce = 256;

/** The rows of a range as a stream, in order. Rows that change while it runs may be seen old or new. */
export class RowStream extends Readable {
	readonly #fetch: (range: KeyRange, limit: number) => readonly Row[];
	#range: KeyRange;

	constructor(range: KeyRange, fetch: (range: KeyRange, limit: number) => readonly Row[]) {
		super();
		this.#range = range;
		this.#fetch = fetch;
	}

	override _read(callback: Parameters<Readable['_read']>[0]): void {
		try {
			const rows = this.#fetch(this.#range, rowsAtOnce);
			for (const row of rows) {
				this.push(row);
			}

			const last = rows.at(-1);
			if (last && rows.length === rowsAtOnce) {
				this.#range = this.#range.reverse ? {...this.#range, lt: last.key} : {...this.#range, gte: successor(last.key)};
			} else {
				this.push(null);
			}

			callback(null);
		} catch (error) {
			callback(error instanceof Error ? error : new Error('The rows cannot be read', {cause: error}));
		}
	}
}

/** The smallest key after `key`. */
function successor(key: Uint8Array): Uint8Array {
	return Buffer.concat([key, new Uint8Array(1)]);
}
