import {Buffer} from 'node:buffer';
import path from 'node:path';
import process from 'node:process';
import {ExpectedError, systemErrorCode} from '../base/errors.ts';
import {linkStaysInside} from '../base/link-target.ts';
import {PathGate} from '../base/path-gate.ts';
import {decodeCommit, type Commit} from '../feed/commit.ts';
import type {Entry, SharedEntry} from '../feed/entry.ts';
import {readPages} from '../feed/read-index.ts';
import {isDataDirectory} from '../folder/data-directory.ts';
import {hashFile} from '../folder/hash-file.ts';
import {Obstacles} from '../folder/obstacles.ts';
import {look} from '../folder/place-file.ts';
import {linkAt} from '../folder/place-link.ts';
import type {Library} from '../library/library.ts';
import type {ShareRecord} from '../library/record.ts';
import type {KnownFiles} from '../storage/known-files.ts';
import {chooser} from './choose-files.ts';
import {holdShare, passive} from './held-share.ts';
import {ownDamage} from './own-damage.ts';
import {placeOf} from './place-of.ts';

/** How something on disk differs from the feed. */
export type Problem = {readonly path: string; readonly problem: 'missing' | 'content' | 'kind' | 'target'};

/** A received file that stands under another name, since its own was taken. */
export type Elsewhere = {readonly path: string; readonly placedAs: string};

/** Why something differs, where more is known than that it does: the first get was not finished, the folder itself is not there, or something stands where a folder belongs. */
export type DifferenceCause = 'unfinished' | 'folder-away' | 'in-the-way';

export type Verified = {readonly files: number; readonly bytes: number; readonly problems: readonly Problem[]; readonly elsewhere: readonly Elsewhere[]; readonly cause?: DifferenceCause | undefined};

/**
Reads every byte of a share on this machine again and compares it with the version that was made or received here last: kind, SHA-256, where links point.

@throws ExpectedError `share-unknown`, `share-in-use`, and `files-missing` before a first version is complete.
*/
export async function verify(library: Library, key: Uint8Array, signal: AbortSignal): Promise<Verified> {
	const records = [await library.find(key, 'sharing'), await library.find(key, 'receiving')].filter(record => record !== undefined);
	if (records.length === 0) {
		throw new ExpectedError('share-unknown', 'This computer has no share with that key.', {hint: 'See “ferry list” for those it has.'});
	}

	const all = [];
	for (const record of records) {
		all.push(await verifyRecord(library, record, {signal}).catch((error: unknown) => {
			throw inUse(error);
		}));
	}

	const cause = all.find(({problems}) => problems.length > 0)?.cause;
	return {
		files: all.reduce((sum, {files}) => sum + files, 0),
		bytes: all.reduce((sum, {bytes}) => sum + bytes, 0),
		problems: all.flatMap(({problems}) => problems),
		elsewhere: all.flatMap(({elsewhere}) => elsewhere),
		...(cause && {cause}),
	};
}

export type VerifyOptions = {
	readonly signal: AbortSignal;
	/** Called after each entry with what has been read so far. */
	readonly onProgress?: (verified: Verified) => void;
};

/** As `verify`, for one direction of a share. */
export async function verifyRecord(library: Library, record: ShareRecord, {signal, onProgress}: VerifyOptions): Promise<Verified> {
	const total = {
		files: 0, bytes: 0, problems: [] as Problem[], elsewhere: [] as Elsewhere[], cause: causeOf(record),
	};
	const share = await holdShare(library, {key: Buffer.from(record.key, 'hex'), ...passive(record)});
	try {
		const read = async (block: number): Promise<Uint8Array> => {
			const bytes = await share.core.get(block, {wait: false});
			if (!bytes) {
				throw incomplete();
			}

			return bytes;
		};

		// What was received is not looked for behind a link of the user's.
		const obstacles = record.directory === null ? undefined : new Obstacles(record.directory, () => false);
		const {commit, block} = await newestComplete(newestHere(record, share.core.length), read);
		for await (const entry of chosenEntries(() => readPages(commit.root, block, read), record)) {
			signal.throwIfAborted();
			const place = placeOf(entry.path, record, share.known);
			const isBehind = obstacles?.areAbove(entry.path) === true;
			const problem = place === undefined || isBehind ? 'missing' : await compare(entry, place, signal);
			if (isBehind || (obstacles && entry.kind === 'directory' && problem === 'kind')) {
				total.cause ??= 'in-the-way';
			}

			total.files += entry.kind === 'file' ? 1 : 0;
			total.bytes += entry.kind === 'file' ? entry.size : 0;
			const placedAs = record.direction === 'receiving' ? share.known.get(entry.path)?.placedAs : undefined;
			if (placedAs !== undefined && problem === undefined) {
				total.elsewhere.push({path: entry.path, placedAs});
			}

			if (problem) {
				forgetSignature(share.known, entry.path);
				total.problems.push({path: entry.path, problem});
			}

			onProgress?.(total);
		}
	} catch (error) {
		throw await ownDamage(error, share);
	} finally {
		await share.close();
	}

	return total;
}

/** What is known before anything is compared. */
function causeOf({direction, directory, complete}: ShareRecord): DifferenceCause | undefined {
	if (direction === 'sharing' || directory === null) {
		return undefined;
	}

	return look(directory) === undefined ? 'folder-away' : (complete ? undefined : 'unfinished');
}

/** What was recorded of a file that is not what it should be proves nothing any more: the next get looks at its content. */
function forgetSignature(known: KnownFiles, path: string): void {
	const row = known.get(path);
	if (row?.signature) {
		known.set(path, {placedAs: row.placedAs, signature: undefined});
	}
}

/** What of the share is meant to be here: what was chosen and can be created. */
async function * chosenEntries(readAll: () => AsyncIterable<{readonly entries: readonly Entry[]}>, record: ShareRecord): AsyncGenerator<SharedEntry, void> {
	const isChosen = chooser(record.only, record.selection);
	const gate = new PathGate({
		platform: process.platform, caseSensitive: true, normalizationSensitive: true, isDataDirectory: name => isDataDirectory(path.join(record.directory ?? '', name)),
	});
	const isAdmitted = (entry: Entry): entry is SharedEntry => entry.kind !== 'withheld' && (record.direction === 'sharing' || gate.admit(entry.path, entry.kind).safe);
	// Where a link leads can be told only when all links are known.
	for await (const {entries} of readAll()) {
		for (const entry of entries) {
			isAdmitted(entry);
		}
	}

	for await (const {entries} of readAll()) {
		yield * entries.filter(entry => isAdmitted(entry)).filter(entry => isChosen(entry.path)
			&& (record.direction === 'sharing' || entry.kind !== 'symlink' || linkStaysInside(entry.path, entry.target, path => gate.isSymlink(path))));
	}
}

/** The block of the last commit that counts: of what others share, newer versions than the one that is here may have been heard of. */
function newestHere({direction, commit}: ShareRecord, length: number): number | undefined {
	return direction === 'receiving' && commit !== null ? commit : (length > 0 ? length - 1 : undefined);
}

async function newestComplete(newest: number | undefined, read: (block: number) => Promise<Uint8Array>): Promise<{commit: Commit; block: number}> {
	for (let block = newest; block !== undefined;) {
		const commit = decodeCommit(await read(block));
		if (commit.complete) {
			return {commit, block};
		}

		// Older than the one that names it, or a hostile feed could go round in circles.
		block = commit.previous !== undefined && commit.previous < block ? commit.previous : undefined;
	}

	throw incomplete();
}

async function compare(entry: SharedEntry, place: string, signal: AbortSignal): Promise<Problem['problem'] | undefined> {
	const found = look(place);
	if (!found) {
		return 'missing';
	}

	if (entry.kind === 'symlink') {
		return found.isSymbolicLink() ? (linkAt(place, entry.target) === 'identical' ? undefined : 'target') : 'kind';
	}

	if (entry.kind === 'directory') {
		return found.isDirectory() ? undefined : 'kind';
	}

	if (!found.isFile()) {
		return 'kind';
	}

	try {
		return found.size === entry.size && Buffer.compare(await hashFile(place, signal), entry.sha256!) === 0 ? undefined : 'content';
	} catch (error) {
		if (systemErrorCode(error) === '') {
			throw error;
		}

		return 'missing';
	}
}

/** What the files are compared with is a database that only one process has at a time. */
function inUse(error: unknown): unknown {
	return error instanceof ExpectedError && error.code === 'share-in-use'
		? new ExpectedError('share-in-use', error.message, {
			hint: 'What they are compared with is open there. If that is a dashboard, v verifies the share in it; else stop it, verify, and start it again: it goes on where it stopped.', cause: error,
		})
		: error;
}

function incomplete(): ExpectedError {
	return new ExpectedError('files-missing', 'No version of this share is complete here yet.', {hint: 'Let “ferry get” with its key finish first.'});
}

