import {isDeepStrictEqual} from 'node:util';
import {ExpectedError} from '../base/errors.ts';
import type {Commit} from '../feed/commit.ts';
import type {IgnoreRules} from '../folder/ignore-rules.ts';
import type {ResolvedRoots} from '../folder/roots.ts';
import type {Library} from '../library/library.ts';
import type {LeftOutReason, OnEvent} from './events.ts';
import type {FoundEntry} from './found-entry.ts';
import type {LeftOut} from './left-out.ts';
import {onlyKnown} from './only-known.ts';
import type {SourceChanges} from './pending-changes.ts';
import {sampleProgress} from './progress.ts';
import {publish, type Published} from './publish.ts';
import type {FoundChange, PublishOptions} from './publish-options.ts';
import type {RootWitness} from './root-witness.ts';
import type {SourceFeed} from './source-feed.ts';
import {walk, type Walk, type WalkOptions} from './walk.ts';
import {untilThereIsRoom} from './wait-for-room.ts';
import {walkChanges} from './walk-changes.ts';
import type {WatchSource} from './watch-source.ts';

export type PublishOnceOptions = {
	readonly roots: ResolvedRoots;
	readonly loadRules: () => Promise<IgnoreRules>;
	readonly name: string;
	readonly library: Library;
	readonly source: WatchSource;
	readonly leftOut: LeftOut;
	readonly root: RootWitness;
	readonly isFirst: boolean;
	/** A record that can't be written because the disk is full waits in it. */
	readonly waitForRoom: (error: unknown) => Promise<void>;
	readonly signal: AbortSignal;
	readonly onEvent: OnEvent;
};

/** Looks at what may have changed, and brings the feed up to date with it. */
export async function publishOnce(feed: SourceFeed, changes: SourceChanges, options: PublishOnceOptions): Promise<Published> {
	const {roots, name, signal, onEvent} = options;
	const onLeftOut = (path: string, reason: LeftOutReason): void => {
		if (options.leftOut.add(path, reason)) {
			onEvent({type: 'left-out', path, reason});
		}
	};

	const looking = {
		roots: roots.roots,
		rules: await options.loadRules(),
		exclude: [options.library.directory],
		onDirectory: options.source.onDirectory,
		mountPoints: options.source.mountPoints,
		signal,
		onLeftOut,
	};
	const news = await lookAt(feed, changes, {...options, looking});
	await rememberMountPoints(feed, options);
	const {expected} = news;
	let progress = {files: 0, bytes: 0};
	const stop = sampleProgress(() => progress.bytes, bytesPerSecond => {
		onEvent({
			type: 'reading', ...progress, totalFiles: expected.files, totalBytes: expected.bytes, bytesPerSecond,
		});
	});
	try {
		return await publish(feed, {
			...news,
			name,
			kind: roots.kind,
			signal,
			onProgress(now) {
				progress = now;
			},
			onLeftOut,
			postpone: options.source.postpone,
			onSourceChanged(path, change) {
				onEvent({type: 'source-changed', path, change});
			},
		});
	} finally {
		stop();
	}
}

/** Before anything in them is shared: without, the next run would take a disk that is out for an empty folder. */
async function rememberMountPoints({core}: SourceFeed, {library, source, waitForRoom}: PublishOnceOptions): Promise<void> {
	const {names} = source.mountPoints;
	const record = await library.find(core.key, 'sharing');
	if (record && !isDeepStrictEqual(record.mountPoints, names)) {
		await untilThereIsRoom(async () => library.update(core.key, 'sharing', {mountPoints: names}), waitForRoom);
	}
}

type News = Pick<PublishOptions, 'found' | 'expected'>;

async function lookAt(feed: SourceFeed, changes: SourceChanges, {looking, leftOut, source, root, isFirst, roots, onEvent}: PublishOnceOptions & {readonly looking: WalkOptions}): Promise<News> {
	const {isSame, accept} = root.begin();
	if (changes !== 'everything' && isSame()) {
		const changed = await walkChanges(changes, {...looking, leftOut, isWatched: source.isWatched});
		if (changed && isSame()) {
			const found = source.isFollowing ? changed : await Promise.all(changed.map(async change => onlyKnownAt(feed, change)));
			return {found, expected: {...await expectedWith(feed, found), leftOut: leftOut.count}};
		}
	}

	const start = performance.now();
	leftOut.beginAgain();
	const {found, ...counts} = await walk(looking);
	source.scanned(performance.now() - start);
	if (isFirst || !isSame()) {
		refuseEmpty(feed, {...counts, leftOut: leftOut.countWithout('away')}, {roots, isFirst});
	}

	accept();
	if (isFirst) {
		onEvent({type: 'scanned', ...counts});
	}

	if (isFirst || source.isFollowing) {
		return {found: found(), expected: {files: counts.files, bytes: counts.bytes, leftOut: counts.leftOut}};
	}

	const known = (): AsyncIterable<FoundEntry> => onlyKnown(feed.index.entries(feed.commit), found());
	return {found: known(), expected: {...await sumOf(known()), leftOut: counts.leftOut}};
}

async function onlyKnownAt({index, commit}: SourceFeed, change: FoundChange): Promise<FoundChange> {
	const found: FoundEntry[] = [];
	for await (const entry of onlyKnown(index.entriesAt(commit, change.path, change), change.found)) {
		found.push(entry);
	}

	return {...change, found};
}

async function sumOf(found: AsyncIterable<FoundEntry>): Promise<Commit['expected']> {
	let files = 0;
	let bytes = 0;
	for await (const entry of found) {
		if (entry.kind === 'file') {
			files++;
			bytes += entry.size;
		}
	}

	return {files, bytes};
}

/** What is left of a folder whose disk is not there is an empty directory: shared so, receivers would take everything for deleted. */
function refuseEmpty({commit}: SourceFeed, found: Omit<Walk, 'found'>, {roots: {kind, roots}, isFirst}: Pick<PublishOnceOptions, 'roots' | 'isFirst'>): void {
	const isEmpty = found.files + found.directories + found.symlinks + found.leftOut + found.ignored === 0;
	if (kind === 'folder' && isEmpty && commit && commit.totals.files > 0) {
		const {place} = roots[0]!;
		throw new ExpectedError('path-missing', isFirst
			? `The folder “${place}” is empty, but had ${commit.totals.files.toLocaleString('en-US')} files when it was shared last.`
			: `Instead of the folder “${place}” there is an empty one, which is not taken for all of it deleted; if it is meant, put any file into it.`, {
			hint: 'Is its disk there? If it is meant to be empty, put any file into it, or forget the share with “ferry remove” and its key.',
		});
	}
}

/** What the share will hold when these changes are in it. */
async function expectedWith({commit, index}: SourceFeed, changes: readonly FoundChange[]): Promise<Commit['expected']> {
	let {files, bytes} = commit!.totals;
	for (const change of changes) {
		for await (const before of index.entriesAt(commit, change.path, change)) {
			if (before.kind === 'file') {
				files--;
				bytes -= before.size;
			}
		}

		for (const found of change.found) {
			if (found.kind === 'file') {
				files++;
				bytes += found.size;
			}
		}
	}

	return {files, bytes};
}
