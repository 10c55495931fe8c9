import {ExpectedError} from '../base/errors.ts';
import {dateText} from '../base/format.ts';
import {decodeCommit, type Commit} from '../feed/commit.ts';
import {malformed} from '../feed/malformed.ts';
import type {ReadableIndex} from '../feed/read-index.ts';
import type {ReadRecord} from '../feed/read-page.ts';
import type {VersionWish} from './version-wish.ts';

/** A commit and its block. */
export type Version = {readonly commit: Commit; readonly block: number};

/**
The complete commits of a feed, the newest first. Each names the one before it, by a block that comes before its own: so there is an end to it.

@param newest - The last commit of the feed; one that is not complete is left out.
@throws ExpectedError `feed-malformed`, and what `read` throws.
*/
export async function * versionsOf(newest: Version, read: ReadRecord): AsyncGenerator<Version, void, void> {
	if (newest.commit.complete) {
		yield newest;
	}

	for (let version = newest; version.commit.previous !== undefined;) {
		version = await previousOf(version, read);
		yield version;
	}
}

/**
Finds a version; without a wish the newest one that is complete.

@throws ExpectedError `version-missing` that says which versions there are, `feed-malformed`, and what `read` throws.
*/
export async function findVersion(newest: Version, wish: VersionWish | undefined, read: ReadRecord): Promise<Version> {
	let later: Version | undefined;
	for await (const version of versionsOf(newest, read)) {
		if (isWished(version.commit, wish)) {
			return version;
		}

		if (wish && 'version' in wish && version.commit.version < wish.version) {
			throw notThere(wish.version, version, later);
		}

		later = version;
	}

	throw tooOld(wish, later);
}

/** The index of a version. */
export function indexOf({commit, block}: Version, read: ReadRecord): ReadableIndex {
	return {root: commit.root, limit: block, read};
}

async function previousOf({commit, block}: Version, read: ReadRecord): Promise<Version> {
	const previous = commit.previous!;
	if (previous >= block) {
		throw malformed('The previous version of a commit does not come before it.');
	}

	const before = decodeCommit(await read(previous));
	if (!before.complete) {
		throw malformed('The previous version of a commit is not complete.');
	}

	// A commit that is not complete yet may still be part of the version it will be.
	if (before.version >= commit.version) {
		throw malformed('The versions of the feed are not in order.');
	}

	return {commit: before, block: previous};
}

function isWished({version, time}: Commit, wish: VersionWish | undefined): boolean {
	return !wish || ('version' in wish ? version === wish.version : time <= wish.until);
}

/** A number between two versions, or after the newest one. */
function notThere(wished: number, earlier: Version, later: Version | undefined): ExpectedError {
	const there = later ? `: version ${later.commit.version} follows version ${earlier.commit.version}` : ` yet; the newest is version ${earlier.commit.version}`;
	return missing(`There is no version ${wished}${there}.`);
}

/** What comes before the oldest version. */
function tooOld(wish: VersionWish | undefined, oldest: Version | undefined): ExpectedError {
	if (!oldest) {
		return missing('No version of this share is complete yet; it is still being read for the first time.');
	}

	const {version, time} = oldest.commit;
	return missing(wish && 'version' in wish
		? `There is no version ${wish.version}; the oldest is version ${version}.`
		: `There was no version at that time; the oldest is version ${version}, of ${dateText(time)}.`);
}

function missing(sentence: string): ExpectedError {
	return new ExpectedError('version-missing', sentence, {hint: 'See “ferry log” with its key for the versions there are.'});
}
