import {ExpectedError} from '../base/errors.ts';
import {joinRanges, type BlockRange} from '../base/join-ranges.ts';
import type {Entry, FileEntry} from '../feed/entry.ts';
import {malformed} from '../feed/malformed.ts';
import {findEntry, readUnder} from '../feed/read-index.ts';
import type {ReadRecord} from '../feed/read-page.ts';
import {blockCount} from '../storage/slice-map.ts';
import {checkExtents} from './check-extents.ts';
import type {Version} from './versions.ts';

/** A file of a version. Without a SHA-256 its sharer is still reading it. */
export type FoundFile = {readonly entry: FileEntry; readonly version: Version};

/**
Finds a file of a version.

@param path - undefined: the only one there is.
@throws ExpectedError `entry-missing`, also when there are several and none was named, and `feed-malformed`.
*/
export async function findFile(get: ReadRecord, version: Version, path: string | undefined): Promise<FoundFile> {
	const {commit, block} = version;
	const entry = path === undefined ? await onlyFile(get, version) : await findEntry(commit.root, block, get, withoutSlashes(path));
	if (entry?.kind !== 'file') {
		throw entry ? noFile(entry) : missing();
	}

	if (commit.complete && !entry.sha256) {
		throw malformed('A file of a complete version has no SHA-256.');
	}

	checkExtents(entry, commit.blockSize, block);
	return {entry, version};
}

/** The blocks that a file stands in. */
export function blocksOfFile({entry, version: {commit}}: FoundFile): BlockRange[] {
	return joinRanges(entry.extents.map(extent => ({start: extent.block, end: extent.block + blockCount(extent, commit.blockSize)})));
}

/** A path as an index has it. */
export function withoutSlashes(path = ''): string {
	return path.replaceAll(/^(?:\.?\/)+|\/+$/gv, '');
}

/** What is asked for is not in the share. */
export function missing(): ExpectedError {
	return new ExpectedError('entry-missing', 'The share has no such file.', {hint: 'List what it has with “ferry ls” and its key.'});
}

/** What is asked for is in the share, and nothing that has content of its own. */
function noFile({path, kind}: Exclude<Entry, FileEntry>): ExpectedError {
	const {what, hint} = noFiles[kind];
	return new ExpectedError('entry-missing', `“${path}” is ${what}, not a file.`, {hint});
}

const noFiles: Readonly<Record<Exclude<Entry, FileEntry>['kind'], {readonly what: string; readonly hint: string}>> = {
	directory: {what: 'a folder', hint: 'List what is in it with “ferry ls”, or get it with “ferry get --only” and this path.'},
	symlink: {what: 'a link', hint: 'See with “ferry ls” where it leads, and name that.'},
	withheld: {what: 'what its sharer can’t read now', hint: 'Try again later: it may come back.'},
};

/** Nobody has a file any more. */
export function contentGone({entry, version}: FoundFile): ExpectedError {
	return new ExpectedError('content-gone', `“${entry.path}” of version ${version.commit.version} is gone: nobody who can be reached has it any more.`, {
		hint: 'Old versions stay with those who have received them, who may come online later, and where “ferry share” has --keep-history.',
	});
}

async function onlyFile(get: ReadRecord, {commit, block}: Version): Promise<FileEntry | undefined> {
	if (Math.max(commit.totals.files, commit.expected.files) > 1) {
		throw new ExpectedError('entry-missing', 'This share has more than one file.', {hint: 'Name one: “ferry cat” takes its path after the key, and “ferry ls” lists them all.'});
	}

	for await (const entry of readUnder(commit.root, block, get, '')) {
		if (entry.kind === 'file') {
			return entry;
		}
	}

	return undefined;
}
