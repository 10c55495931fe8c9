import {ExpectedError} from '../base/errors.ts';
import {mapAhead} from '../base/map-ahead.ts';
import type {ReadRecord} from '../feed/read-page.ts';
import {isSameContent} from '../feed/same-entry.ts';
import type {AppContext} from './app-context.ts';
import {changesBetween, type EntryChange} from './entry-changes.ts';
import type {ReadOptions} from './share-reader.ts';
import {openVersions} from './share-versions.ts';
import {versionsOf, type Version} from './versions.ts';

/** So many files, with so many bytes. */
export type Amount = {readonly files: number; readonly bytes: number};

/** What became of a share from one version to the next. */
export type ChangeCounts = {
	readonly added: Amount;
	/** With the bytes of those whose content is another one, as they are now. */
	readonly changed: Amount;
	readonly removed: Amount;
	/** Folders and links that were added, changed or removed. */
	readonly others: number;
};

/** A version of a share. What it changed is missing when the one before it can't be had any more. */
export type LoggedVersion = {
	readonly version: number;
	/** Milliseconds since 1970. */
	readonly time: number;
	readonly files: number;
	readonly bytes: number;
} & Partial<ChangeCounts>;

export type LogOptions = ReadOptions & {
	/** So many at most; undefined: all of them. */
	readonly limit?: number | undefined;
};

/** Versions that are compared at a time: pages that have to come from far away are waited for together. */
const atATime = 8;
/** Pages of each that are asked for ahead: they may be large. */
const parallel = 4;

/**
The versions of a share, the newest first.

@throws ExpectedError `no-peer`, `content-gone`, `feed-malformed`, and whatever the signal was aborted with.
*/
export async function * logVersions(context: AppContext, key: Uint8Array, {limit = Number.POSITIVE_INFINITY, ...options}: LogOptions): AsyncGenerator<LoggedVersion, void> {
	const {reader, newest} = await openVersions(context, key, undefined, options);
	try {
		const steps = stepsOf(versionsOf(newest, reader.get), limit);
		for await (const {version, problem} of mapAhead(steps, async step => describe(step, reader.get), atATime)) {
			yield version;
			if (problem) {
				throw problem;
			}
		}
	} finally {
		await reader.close();
	}
}

/** A version, and the one before it: undefined when there is none, or it is out of reach. */
type Step = {readonly version: Version; readonly before: Version | undefined; readonly problem?: ExpectedError};

/** Ends with the first problem. */
async function * stepsOf(versions: AsyncGenerator<Version, void, void>, limit: number): AsyncGenerator<Step, void, void> {
	let next = await versions.next();
	for (let number = 0; !next.done && number < limit; number++) {
		const version = next.value;
		try {
			next = await versions.next();
		} catch (error) {
			yield {version, before: undefined, problem: outOfReach(error)};
			return;
		}

		yield {version, before: next.done ? undefined : next.value};
	}
}

async function describe({version, before, problem}: Step, read: ReadRecord): Promise<{readonly version: LoggedVersion; readonly problem?: ExpectedError | undefined}> {
	if (problem) {
		return {version: logged(version), problem};
	}

	try {
		const counts = before ? await countChanges(changesBetween(before, version, read, {parallel})) : everythingIn(version);
		return {version: {...logged(version), ...counts}};
	} catch (error) {
		return {version: logged(version), problem: outOfReach(error)};
	}
}

/** Adds up what became of entries. */
export async function countChanges(changes: AsyncIterable<EntryChange> | Iterable<EntryChange>): Promise<ChangeCounts> {
	const [added, changed, removed] = [{files: 0, bytes: 0}, {files: 0, bytes: 0}, {files: 0, bytes: 0}];
	let others = 0;
	for await (const each of changes) {
		if (each.entry.kind === 'file') {
			const amount = {added, changed, removed}[each.change];
			amount.files++;
			amount.bytes += each.change === 'changed' && isSameContent(each.before, each.entry) ? 0 : each.entry.size;
		} else {
			others++;
		}
	}

	return {
		added, changed, removed, others,
	};
}

/** Of the first version everything is new: nothing has to be read for that. */
export function everythingIn({commit: {totals}}: Version): ChangeCounts {
	const none = {files: 0, bytes: 0};
	return {
		added: {files: totals.files, bytes: totals.bytes}, changed: none, removed: none, others: totals.directories + totals.symlinks,
	};
}

function logged({commit: {version, time, totals}}: Version): LoggedVersion {
	return {
		version, time, files: totals.files, bytes: totals.bytes,
	};
}

/** The error, when it says that nobody has something; any other is thrown. */
function outOfReach(error: unknown): ExpectedError {
	if (error instanceof ExpectedError && (error.code === 'no-peer' || error.code === 'content-gone')) {
		return error;
	}

	throw error;
}
