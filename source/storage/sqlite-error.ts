import {ExpectedError, systemErrorCode} from '../base/errors.ts';
import {sqliteCode} from '../base/sqlite-code.ts';

/** SQLite's result codes (https://sqlite.org/rescode.html). */
const busy = 5;
const full = 13;
const corrupt = 11;
const notADatabase = 26;
/** A write that failed for another reason than a full disk; an exceeded quota shows so. */
const writeFailed = 778;

/** Whether SQLite failed because somebody else has the database locked. */
export function isLocked(error: unknown): boolean {
	return (sqliteCode(error) & 0xFF) === busy;
}

/** Whether it is SQLite that failed. What it was told as since makes no difference. */
export function isFromSqlite(error: unknown): boolean {
	return sqliteCode(error) !== 0 || (error instanceof ExpectedError && isFromSqlite(error.cause));
}

/** Whether what SQLite found is no database, or a broken one. */
export function isDamaged(error: unknown): boolean {
	return [corrupt, notADatabase].includes(sqliteCode(error) & 0xFF);
}

/** Whether a write, of SQLite's or to a file, failed because the disk is full or a quota is used up. A failing disk can look like the latter. What it was told as since makes no difference. */
export function isOutOfRoom(error: unknown): boolean {
	return ['ENOSPC', 'EDQUOT'].includes(systemErrorCode(error))
		|| [full, writeFailed].includes(sqliteCode(error))
		|| (error instanceof ExpectedError && isOutOfRoom(error.cause));
}
