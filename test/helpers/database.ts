import {Buffer} from 'node:buffer';
import type {TestContext} from 'node:test';
import {Database, type DatabaseOptions} from '../../source/storage/database.ts';
import type {DatabaseSession} from '../../source/storage/database-session.ts';
import {memoryBlocks} from '../../source/storage/memory-blocks.ts';

/** Holds no blocks, and doesn't wait for room. */
export const databaseOptions: DatabaseOptions = {
	blocks: memoryBlocks(() => false),
	durable: false,
	async waitForRoom(error) {
		throw error;
	},
};

/** A database that is closed when the test ends; in memory unless it has a file. */
export function openDatabase(t: TestContext, options: Partial<DatabaseOptions> = {}, file = ':memory:'): Database {
	const database = new Database(file, {...databaseOptions, ...options});
	t.after(async () => database.close());
	return database;
}

/** Stores entries in one batch. */
export async function put(session: DatabaseSession, ...entries: ReadonlyArray<readonly [key: Uint8Array | string, value: string]>): Promise<void> {
	const batch = session.write();
	for (const [key, value] of entries) {
		batch.tryPut(Buffer.from(key), Buffer.from(value));
	}

	return batch.flush();
}

/** The value of a key as text, if there is one. */
export async function get(session: DatabaseSession, key: Uint8Array | string): Promise<string | undefined> {
	const batch = session.read();
	const value = batch.get(Buffer.from(key));
	batch.tryFlush();
	const found = await value;
	return found?.toString();
}
