import {closeSync, openSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {ExpectedError} from '../base/errors.ts';
import {isDamaged, isLocked} from './sqlite-error.ts';

/**
Opens or creates an SQLite database that this process has for itself until it closes it: a file only its user can read, with a small write-ahead log beside it.

@param durable - Whether a commit survives a power cut. Without it, the last ones may be lost, in order, but a crash of the process alone loses nothing.
@throws `share-in-use` when it is open already, in this process or another; `store-unusable` when it can't be opened.
*/
export function openSqlite(file: string, durable: boolean): DatabaseSync {
	let sql: DatabaseSync | undefined;
	try {
		if (file !== ':memory:') {
			closeSync(openSync(file, 'a', 0o600));
		}

		sql = new DatabaseSync(file);
		// An exclusive lock needs no shared-memory file beside the database; the transaction takes it at once.
		sql.exec(`
			PRAGMA locking_mode = EXCLUSIVE;
			PRAGMA journal_mode = WAL;
			PRAGMA synchronous = ${durable ? 'FULL' : 'NORMAL'};
			PRAGMA wal_autocheckpoint = 256;
			PRAGMA journal_size_limit = 1048576;
			PRAGMA cache_size = -2048;
			PRAGMA temp_store = MEMORY;
			BEGIN IMMEDIATE;
			CREATE TABLE IF NOT EXISTS kv (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
			COMMIT;
		`);
		return sql;
	} catch (error) {
		sql?.close();
		throw openError(error, file);
	}
}

function openError(cause: unknown, file: string): ExpectedError {
	return isLocked(cause)
		? new ExpectedError('share-in-use', 'This share is open in another process', {hint: 'Use that one, or end it first.', cause})
		: databaseUnusable(cause, file);
}

/** What to say of a share's database that can't be opened or, without a cause, has lost what it held. */
export function databaseUnusable(cause: unknown, file: string): ExpectedError {
	return cause === undefined || isDamaged(cause)
		? new ExpectedError('store-unusable', `What this computer remembers of the share is damaged: ${file}`, {
			hint: 'Forget the share with “ferry remove” and its key, which leaves your files alone, then share or get it again: what is there is recognised. What is shared anew has a new key.',
			cause,
		})
		: new ExpectedError('store-unusable', `The database of this share cannot be opened: ${file}`, {hint: 'Check the folder it lies in: its permissions, and the free space on its disk.', cause});
}
