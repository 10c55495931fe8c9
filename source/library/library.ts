import {Buffer} from 'node:buffer';
import {constants, existsSync, mkdirSync} from 'node:fs';
import {
	access, lstat, mkdir, readdir, readFile, realpath, rename, rm,
} from 'node:fs/promises';
import path from 'node:path';
import {discoveryKey} from 'hypercore-crypto';
import {Turns} from '../base/turns.ts';
import {ExpectedError, systemErrorCode} from '../base/errors.ts';
import {lockHolder, tryLock, type Lock} from './lock.ts';
import {parseRecord, serializeRecord, type ShareRecord} from './record.ts';
import {syncDirectory, writeNewFile} from './write-new-file.ts';

type Direction = ShareRecord['direction'];

/** The shares this machine knows: one directory each, holding `share.json` and whatever else belongs to the share. */
export class Library {
	/** Opens the library in a data directory, which is made for its owner only when missing. Fails with `store-unusable`. */
	static async open(directory: string): Promise<Library> {
		try {
			await mkdir(path.join(directory, 'shares'), {recursive: true, mode: 0o700});
			await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
			return new Library(await realpath(directory));
		} catch (error) {
			throw unusable(directory, error);
		}
	}

	/** The data directory, absolute and real. */
	readonly directory: string;
	/** The last change of a record. */
	readonly #updates = new Turns();

	readonly #version: number | undefined;

	/** Get one from `Library.open`. */
	constructor(directory: string, version?: number) {
		this.directory = directory;
		this.#version = version;
	}

	/** The same library, in which what is received is this old version: it has a directory of its own until it is here, beside the one of the newest version. */
	ofVersion(version: number): Library {
		return new Library(this.directory, version);
	}

	/** The old versions of a share that have been begun and are not complete here. */
	async versionsOf(key: Uint8Array): Promise<number[]> {
		const start = `${nameOf(key)}-version-`;
		const names = await readdir(this.#shares);
		return names.filter(name => name.startsWith(start)).map(name => name.slice(start.length)).filter(text => /^\d+$/v.test(text)).map(Number);
	}

	/**
	The directory of the share with this key (32 bytes), whether it exists or not. Its name does not give the key away.

	What is shared from here and received here, as when somebody tries ferry on one computer, are two shares.
	*/
	directoryOf(key: Uint8Array, direction: Direction): string {
		const received = this.#version === undefined ? 'received' : `version-${this.#version}`;
		return path.join(this.#shares, direction === 'sharing' ? nameOf(key) : `${nameOf(key)}-${received}`);
	}

	/** The process that has the share open, when it is another one than this. */
	holderOf(key: Uint8Array, direction: Direction): number | undefined {
		return lockHolder(this.#lockFileOf(key, direction));
	}

	/** All shares, the oldest first. Records that can't be read are passed over and named in `broken`. */
	async list(): Promise<{readonly records: readonly ShareRecord[]; readonly broken: readonly string[]}> {
		const records: ShareRecord[] = [];
		const broken: string[] = [];
		for (const name of await readdir(this.#shares)) {
			// Not the remains of one being removed
			if (!/^[\da-f]{32}(?:-received)?$/v.test(name)) {
				continue;
			}

			const directory = path.join(this.#shares, name);
			try {
				const record = await readRecord(directory);
				if (record) {
					records.push(record);
				}
			} catch {
				// One bad record must not hide the others; whoever asked is told.
				broken.push(recordFile(directory));
			}
		}

		return {
			records: records.toSorted((a, b) => a.created - b.created || (a.key < b.key ? -1 : 1)),
			broken: broken.toSorted(),
		};
	}

	/** The share with this key. Fails with `store-unusable` when its record can't be read. */
	async find(key: Uint8Array, direction: Direction): Promise<ShareRecord | undefined> {
		return readRecord(this.directoryOf(key, direction));
	}

	/** The share of exactly these places, in whatever order: sharing them again continues its feed. Fails with `store-unusable` when it may be one whose record can't be read: they would get another key without a word. */
	async findShared(roots: ReadonlyArray<{readonly place: string}>): Promise<ShareRecord | undefined> {
		const {records, broken} = await this.list();
		const wanted = setOfPlaces(roots);
		const found = records.find(record => record.direction === 'sharing' && setOfPlaces(record.roots) === wanted);
		const unread = broken.find(file => !path.dirname(file).endsWith('-received'));
		if (!found && unread !== undefined) {
			throw new ExpectedError('store-unusable', `The record of a share can’t be read, and it may be the one of these paths: ${unread}`, {
				hint: 'Bring it back from a backup, or delete the directory that it lies in: these paths get a new key then.',
			});
		}

		return found;
	}

	/** Writes a share's record, whole or not at all, and waits until it is on the disk. */
	async save(record: ShareRecord): Promise<void> {
		const directory = this.directoryOf(Buffer.from(record.key, 'hex'), record.direction);
		try {
			await mkdir(directory, {recursive: true, mode: 0o700});
			const file = recordFile(directory);
			await rename(await writeNewFile(file, serializeRecord(record)), file);
			await syncDirectory(directory);
		} catch (error) {
			throw unusable(directory, error);
		}
	}

	/** Changes parts of a share's record, one change after the other, so that none is lost. Nothing happens when there is none. */
	async update(key: Uint8Array, direction: Direction, change: Partial<ShareRecord>): Promise<void> {
		await this.#updates.run(async () => {
			const record = await this.find(key, direction);
			if (record) {
				await this.save({...record, ...change});
			}
		});
	}

	/** Takes the share for this process, known or not yet, and makes its directory when missing. Fails with `share-in-use`. */
	lock(key: Uint8Array, direction: Direction): Lock {
		const lock = tryLock(this.#lockFileOf(key, direction));
		if (!lock) {
			const holder = this.holderOf(key, direction);
			throw new ExpectedError('share-in-use', `This share is already open${holder === undefined ? '' : ` in process ${holder}`}.`, {hint: 'Let that ferry finish, or stop it, and try again.'});
		}

		const directory = this.directoryOf(key, direction);
		try {
			mkdirSync(directory, {recursive: true, mode: 0o700});
		} catch (error) {
			lock.release();
			throw unusable(directory, error);
		}

		return lock;
	}

	/** Forgets a share and returns the bytes this freed. Only its own directory is deleted, never the user's files. Fails with `share-in-use`. */
	async remove(key: Uint8Array, direction: Direction): Promise<number> {
		const directory = this.directoryOf(key, direction);
		if (!existsSync(directory)) {
			return 0;
		}

		const lock = this.lock(key, direction);
		try {
			const bytes = await sizeOf(directory);
			// Gone at once for everyone, so that a crash can't leave half a share.
			const remains = `${directory}.removed`;
			await rm(remains, {recursive: true, force: true});
			await rename(directory, remains);
			await rm(remains, {recursive: true, force: true});
			lock.forget();
			return bytes;
		} catch (error) {
			throw unusable(directory, error);
		} finally {
			lock.release();
		}
	}

	/** Bytes that ferry keeps about a share, besides the user's files. */
	async stateBytes(key: Uint8Array, direction: Direction): Promise<number> {
		return sizeOf(this.directoryOf(key, direction));
	}

	/** Beside the share's directory, so that it is still held while the directory is removed. */
	#lockFileOf(key: Uint8Array, direction: Direction): string {
		return `${this.directoryOf(key, direction)}.lock`;
	}

	get #shares(): string {
		return path.join(this.directory, 'shares');
	}
}

function nameOf(key: Uint8Array): string {
	return Buffer.from(discoveryKey(key)).toString('hex').slice(0, 32);
}

async function readRecord(directory: string): Promise<ShareRecord | undefined> {
	const file = recordFile(directory);
	let text: string;
	try {
		text = await readFile(file, 'utf8');
	} catch (error) {
		if (systemErrorCode(error) === 'ENOENT') {
			return undefined;
		}

		throw unusable(file, error);
	}

	return parseRecord(text, file);
}

async function sizeOf(place: string): Promise<number> {
	try {
		const stats = await lstat(place);
		if (!stats.isDirectory()) {
			return stats.size;
		}

		const names = await readdir(place);
		const sizes = await Promise.all(names.map(async name => sizeOf(path.join(place, name))));
		return sizes.reduce((sum, size) => sum + size, 0);
	} catch (error) {
		// Databases come and go with their journals while they are measured.
		if (systemErrorCode(error) === 'ENOENT') {
			return 0;
		}

		throw unusable(place, error);
	}
}

function setOfPlaces(roots: ReadonlyArray<{readonly place: string}>): string {
	return roots.map(({place}) => place).toSorted().join('\0');
}

function recordFile(directory: string): string {
	return path.join(directory, 'share.json');
}

function unusable(place: string, cause: unknown): ExpectedError {
	return new ExpectedError('store-unusable', `Ferry’s data at “${place}” can’t be used (${systemErrorCode(cause)}).`, {
		hint: 'Check the permissions and the free space there, or choose another place with --store.',
		cause,
	});
}
