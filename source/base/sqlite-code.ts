/** What SQLite says where a runtime keeps the code to itself: Deno's `exec` does, its prepared statements don't. Its texts are fixed: https://sqlite.org/src/file/src/main.c, `sqlite3ErrStr`. */
const codesByText: ReadonlyMap<string, number> = new Map([
	['database is locked', 5],
	['disk I/O error', 10],
	['database disk image is malformed', 11],
	['database or disk is full', 13],
	['file is not a database', 26],
]);

/** The result code of a failure of SQLite's (https://sqlite.org/rescode.html), whose low byte is the primary one and what is above it a detail, if the runtime tells it; 0 for anything else. */
export function sqliteCode(error: unknown): number {
	if (!(error instanceof Error)) {
		return 0;
	}

	if ('errcode' in error && typeof error.errcode === 'number') {
		return error.errcode;
	}

	const isSqlite = 'code' in error && error.code === 'ERR_SQLITE_ERROR';
	return isSqlite ? codesByText.get(error.message) ?? 0 : 0;
}
