import {Buffer} from 'node:buffer';
import {isDeepStrictEqual} from 'node:util';
import {mergeSorted} from '../base/merge-sorted.ts';
import type {Commit} from '../feed/commit.ts';
import {comparePaths} from '../feed/compare-paths.ts';
import type {Entry, FileEntry} from '../feed/entry.ts';
import type {Found} from '../folder/scan.ts';
import {isSameSignature} from '../storage/stored-file.ts';
import type {LeftOutReason, ShareKind} from './events.ts';
import {KnownContent} from './known-content.ts';
import {readSource, type FoundFile, type Reading} from './read-source.ts';
import type {SourceFeed} from './source-feed.ts';

/** What a scan finds that belongs into the share. */
export type FoundEntry = Exclude<Found, {kind: 'left-out' | 'ignored'}>;

export type PublishOptions = {
	/** In order of the paths. */
	readonly found: AsyncIterable<FoundEntry>;
	/** What the walk that came before the reading found. */
	readonly expected: Commit['expected'] & {readonly leftOut: number};
	readonly name: string;
	readonly kind: ShareKind;
	readonly signal: AbortSignal;
	/** Called as reading goes on, with what has been read or recognised so far. */
	readonly onProgress: (progress: {readonly files: number; readonly bytes: number}) => void;
	readonly onLeftOut: (path: string, reason: LeftOutReason) => void;
	/** A file of the last version is not what it was. */
	readonly onSourceChanged: (path: string, change: 'changed' | 'gone') => void;
};

/** The version that the feed ends in now, and whether it is a new one. */
export type Published = {readonly commit: Commit; readonly isNew: boolean};

/**
Brings the feed up to date with the folder: what did not change is recognised without reading it, the rest is read and appended in batches while receivers already fetch, and the last commit makes it a version.
*/
export async function publish(feed: SourceFeed, options: PublishOptions): Promise<Published> {
	const previous = feed.commit;
	const isFollowUp = previous?.complete === true;
	const totals = {
		files: 0, directories: 0, symlinks: 0, bytes: 0, leftOut: options.expected.leftOut,
	};
	const progress = {files: 0, bytes: 0};
	const parts = new Set<string>();
	const describe = (complete: boolean) => ({
		kind: options.kind,
		name: options.name,
		version: isFollowUp ? previous.version + 1 : (previous?.version ?? 1),
		complete,
		totals: {...totals},
		expected: complete ? {files: totals.files, bytes: totals.bytes} : {files: options.expected.files, bytes: options.expected.bytes},
	});
	const reading: Reading = {
		feed,
		content: await contentOf(feed),
		async appendPart(growing, file) {
			parts.add(growing.path);
			feed.stage(growing, file);
			await feed.append(describe(false));
		},
		onBytes(bytes) {
			progress.bytes += bytes;
			options.onProgress(progress);
		},
		signal: options.signal,
	};

	const take = async (before: Entry | undefined, found: FoundEntry): Promise<void> => {
		const entry = found.kind === 'file' ? await takeFile(before, found) : takeOther(before, found);
		if (entry) {
			totals[totalOf[entry.kind]]++;
			totals.bytes += entry.kind === 'file' ? entry.size : 0;
		}
	};

	const takeOther = (before: Entry | undefined, found: Exclude<FoundEntry, {kind: 'file'}>): Entry => {
		const entry = entryOf(found);
		if (!isDeepStrictEqual(before, entry)) {
			if (isFollowUp && before?.kind === 'file') {
				options.onSourceChanged(found.path, 'gone');
			}

			leave(before);
			feed.stage(entry);
		}

		return entry;
	};

	const takeFile = async (before: Entry | undefined, found: FoundFile): Promise<Entry | undefined> => {
		const signature = feed.known.get(found.path)?.signature;
		if (before?.kind === 'file' && before.sha256 && signature && isSameSignature(found, signature)) {
			if (!feed.holds(found.path, signature)) {
				feed.hold(before, {
					path: found.path, place: found.place, state: 'whole', signature, missing: 0,
				});
			}

			reading.onBytes(before.size);
			return before;
		}

		const result = await readSource(found, reading, before?.kind === 'file' && !before.sha256 ? before : undefined);
		if ('leftOut' in result) {
			totals.leftOut++;
			options.onLeftOut(found.path, result.leftOut);
			drop(before, found.path);
			return undefined;
		}

		reading.content.add(result.entry);
		if (isSameFile(before, result.entry)) {
			feed.hold(result.entry, result.file);
		} else {
			if (isFollowUp && before?.kind === 'file') {
				options.onSourceChanged(found.path, 'changed');
			}

			leave(before);
			feed.stage(result.entry, result.file);
		}

		return result.entry;
	};

	/** The blocks of an entry that is being replaced are not this path's any more. */
	const leave = (before: Entry | undefined): void => {
		if (before?.kind === 'file') {
			feed.release(before.path);
			feed.orphan(before.extents);
		}
	};

	const drop = (before: Entry | undefined, path: string): void => {
		leave(before);
		if (before !== undefined || parts.has(path)) {
			feed.remove(path);
		}
	};

	for await (const [before, found] of mergeSorted(feed.entries(), options.found, (a, b) => comparePaths(a.path, b.path))) {
		options.signal.throwIfAborted();
		if (found) {
			await take(before, found);
		} else {
			drop(before, before.path);
			if (isFollowUp && before.kind === 'file') {
				options.onSourceChanged(before.path, 'gone');
			}
		}

		progress.files = totals.files;
		options.onProgress(progress);
		if (feed.isFull) {
			await feed.append(describe(false));
		}
	}

	await repack(feed, reading);
	const isNew = feed.isDirty || !isFollowUp || previous.name !== options.name || previous.kind !== options.kind || previous.totals.leftOut !== totals.leftOut;
	if (isNew) {
		await feed.append(describe(true));
	} else {
		feed.remember();
	}

	await feed.clearOrphans();
	return {commit: feed.commit!, isNew};
}

const totalOf = {file: 'files', directory: 'directories', symlink: 'symlinks'} as const;

async function contentOf(feed: SourceFeed): Promise<KnownContent> {
	const content = new KnownContent();
	for await (const entry of feed.entries()) {
		content.add(entry);
	}

	return content;
}

/** Packs files anew that share a block with one that has changed: without it the block can't be put together. */
async function repack(feed: SourceFeed, reading: Reading): Promise<void> {
	for (const file of await feed.stranded()) {
		const {size, mtimeMs, ctimeMs, inode} = file.signature!;
		const result = await readSource({
			kind: 'file', path: file.path, place: file.place, size, mtimeMs, ctimeMs, inode, mode: 0,
		}, {...reading, content: new KnownContent(), onBytes: alreadyCounted});
		// One that changed just now is found by the next publish.
		if ('entry' in result) {
			feed.stage(result.entry, result.file);
		}
	}
}

function alreadyCounted(): void {
	// These bytes were read before.
}

function isSameFile(before: Entry | undefined, after: FileEntry): boolean {
	return before?.kind === 'file'
		&& before.sha256 !== undefined
		&& Buffer.compare(before.sha256, after.sha256!) === 0
		&& isDeepStrictEqual({...before, sha256: undefined}, {...after, sha256: undefined});
}

function entryOf(found: Exclude<FoundEntry, {kind: 'file'}>): Entry {
	const mtime = Math.floor(found.mtimeMs);
	return found.kind === 'symlink'
		? {
			kind: 'symlink', path: found.path, mtime, target: found.target,
		}
		: {
			kind: 'directory', path: found.path, mtime, mode: found.mode,
		};
}
