import {
	lstatSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import process from 'node:process';
import {DatabaseSync} from 'node:sqlite';
import {ExpectedError} from '../base/errors.ts';
import {sqliteCode} from '../base/sqlite-code.ts';

/*
A lock is an exclusive transaction on an empty SQLite database, never finished: SQLite takes the operating system's lock on that file on every system and runtime, and the system drops it when the process ends, however it ends. So a lock is never stale.

POSIX drops all locks of a process on a file as soon as the process closes any handle of that file: nothing but SQLite may open a lock file.
*/

/** Locks held, so that none is dropped with its last reference. */
const held = new Set<Lock>();

/** Held until released or until the process ends. */
export class Lock {
	readonly #file: string;
	readonly #holder: string;
	readonly #database: DatabaseSync;

	/** Takes over a locked database; get one from `tryLock`. */
	constructor(file: string, holder: string, database: DatabaseSync) {
		this.#file = file;
		this.#holder = holder;
		this.#database = database;
		held.add(this);
	}

	/** Removes the locked file when what it guarded is gone; still to be released. */
	forget(): void {
		removeIfPossible(this.#file);
	}

	/** Lets others have it. Twice does no harm. */
	release(): void {
		if (held.delete(this)) {
			removeIfPossible(this.#holder);
			this.#database.close();
		}
	}
}

/**
Locks `file`, which is made when missing and stays. Returns undefined when someone has it, in this process or another.

@param holder - the file that names this process meanwhile.

Fails with `store-unusable` when the file can't be made, or its file system knows no locks.
*/
export function tryLock(file: string, holder = `${file}.pid`): Lock | undefined {
	const before = inodeOf(file);
	const database = openLocked(file);
	if (!database) {
		return undefined;
	}

	// Locked, but removed by the one who had it: another may lock the next file of that name, or has done so.
	const inode = inodeOf(file);
	if (inode === undefined || inode !== (before ?? inode)) {
		database.close();
		return undefined;
	}

	const lock = new Lock(file, holder, database);
	try {
		writeFileSync(holder, String(process.pid), {mode: 0o600});
	} catch (error) {
		if (before === undefined) {
			lock.forget();
		}

		lock.release();
		throw unusable(file, error);
	}

	return lock;
}

/** The id of the other process that has `file` locked right now, when it is known. */
export function lockHolder(file: string, holderFile = `${file}.pid`): number | undefined {
	const holder = readHolder(holderFile);
	if (holder === undefined || holder === process.pid) {
		return undefined;
	}

	// The text outlives a process that was killed; its lock does not.
	const database = openLocked(file);
	database?.close();
	return database ? undefined : holder;
}

function openLocked(file: string): DatabaseSync | undefined {
	let database: DatabaseSync | undefined;
	try {
		database = new DatabaseSync(file);
		// Nothing is ever written: no journal has to lie beside it.
		database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
		return database;
	} catch (error) {
		database?.close();
		// SQLITE_BUSY, also as the low byte of a code with more detail.
		if ((sqliteCode(error) & 0xFF) === 5) {
			return undefined;
		}

		throw unusable(file, error);
	}
}

function readHolder(holderFile: string): number | undefined {
	try {
		const text = readFileSync(holderFile, 'utf8');
		return /^\d{1,10}$/v.test(text) ? Number(text) : undefined;
	} catch {
		// Nobody has it, or whoever has it is just leaving.
		return undefined;
	}
}

/** Windows keeps a file that is open, and a folder may not be writable any more; what is left does no harm. */
function removeIfPossible(file: string): void {
	try {
		rmSync(file, {force: true});
	} catch {
		// Nothing depends on it.
	}
}

function inodeOf(file: string): number | undefined {
	return lstatSync(file, {throwIfNoEntry: false})?.ino;
}

function unusable(file: string, cause: unknown): ExpectedError {
	return new ExpectedError('store-unusable', `“${file}” can’t be locked.`, {hint: 'Check the permissions and the free space there, or choose another place with --store.', cause});
}
