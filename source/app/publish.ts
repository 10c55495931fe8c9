import {isDeepStrictEqual} from 'node:util';
import {mergeSorted} from '../base/merge-sorted.ts';
import {TimeSlice} from '../base/time-slice.ts';
import type {Commit} from '../feed/commit.ts';
import {comparePaths} from '../feed/compare-paths.ts';
import type {Entry, FileEntry} from '../feed/entry.ts';
import {isSameFile} from '../feed/same-file.ts';
import {WithheldPaths} from '../feed/withheld-paths.ts';
import {BlockHasher} from '../storage/block-hasher.ts';
import {isSameSignature} from '../storage/stored-file.ts';
import type {LeftOutReason} from './events.ts';
import {FeedContent} from './feed-content.ts';
import {entryOf, isWithheld, type FoundEntry} from './found-entry.ts';
import {readSource, type FoundFile, type Reading} from './read-source.ts';
import {repack} from './repack.ts';
import {longestBurst} from './pending-changes.ts';
import {
	isList, isPartial, unchanged, type PublishOptions,
} from './publish-options.ts';
import type {SourceFeed} from './source-feed.ts';
import {VersionTotals} from './version-totals.ts';
import {isUnrested, whenRested, type Unrested} from './when-rested.ts';

/** The version that the feed ends in now, and whether it is a new one. */
export type Published = {readonly commit: Commit; readonly isNew: boolean};

/**
Brings the feed up to date with the folder: what did not change is recognised without reading it, the rest is read and appended in batches while receivers already fetch, and the last commit makes it a version.
*/
export async function publish(feed: SourceFeed, options: PublishOptions): Promise<Published> {
	const hasher = new BlockHasher(feed.blockSize);
	try {
		return await new Publication(feed, options, hasher).run();
	} finally {
		await hasher.close();
	}
}

/** One pass over what was found, side by side with the index of the last version. */
class Publication {
	readonly #feed: SourceFeed;
	readonly #options: PublishOptions;
	readonly #previous: Commit | undefined;
	readonly #reading: Reading;
	readonly #totals: VersionTotals;
	/** Files of which a part has been appended in this pass. */
	readonly #parts = new Set<string>();
	readonly #content: FeedContent;
	readonly #withheld = new WithheldPaths();
	readonly #unrested: Unrested[] = [];
	readonly #postponed = new Set<string>();
	/** What has been looked at; what need not be is so from the start. */
	readonly #progress: {files: number; bytes: number};

	constructor(feed: SourceFeed, options: PublishOptions, hasher: BlockHasher) {
		this.#feed = feed;
		this.#options = options;
		this.#previous = feed.commit;
		this.#totals = new VersionTotals(isPartial(options) ? feed.commit?.totals : undefined, options.expected.leftOut);
		this.#content = new FeedContent(feed);
		this.#progress = unchanged(options);
		this.#reading = {
			hasher,
			content: this.#content,
			feed,
			signal: options.signal,
			appendPart: async (growing, signature) => {
				this.#parts.add(growing.path);
				feed.stage(growing, signature);
				await this.#append(false);
			},
			onBytes: bytes => {
				this.#progress.bytes += bytes;
				this.#report();
			},
		};
	}

	async run(): Promise<Published> {
		const feed = this.#feed;
		const slice = new TimeSlice();
		for await (const [before, found] of this.#pairs()) {
			this.#options.signal.throwIfAborted();
			await slice.next();
			if (before && isPartial(this.#options)) {
				this.#totals.count(before, -1);
			}

			if (found) {
				this.#totals.count(found.kind === 'file' ? await this.#takeFile(before, found) : this.#takeOther(before, found));
			} else {
				this.#drop(before, before.path);
				this.#sayChanged(before, 'gone');
			}

			await this.#goOn();
		}

		await this.#takeUnrested();
		this.#totals.grow(await repack(feed, this.#reading, this.#postponed));
		const isNew = this.#isNew();
		if (isNew) {
			await this.#append(true);
		} else {
			feed.remember();
		}

		await feed.clearOrphans();
		return {commit: feed.commit!, isNew};
	}

	/** What the last version has, beside what was found. */
	async * #pairs(): AsyncGenerator<[before: Entry | undefined, found: FoundEntry] | [before: Entry, found: undefined], void> {
		const {found} = this.#options;
		const {index} = this.#feed;
		if (!isList(found)) {
			yield * mergeSorted(index.entries(this.#previous), found, byPath);
			return;
		}

		for (const change of found) {
			yield * mergeSorted(index.entriesAt(this.#previous, change.path, change), change.found, byPath);
		}
	}

	async #goOn(): Promise<void> {
		this.#report();
		if (this.#feed.isFull) {
			await this.#append(false);
		}
	}

	async #append(isComplete: boolean): Promise<void> {
		await this.#feed.append(this.#describe(isComplete));
		this.#content.appended();
	}

	/** Whether the last version is being followed up; otherwise the first one is being finished. */
	get #isFollowUp(): boolean {
		return this.#previous?.complete === true;
	}

	#takeOther(before: Entry | undefined, found: Exclude<FoundEntry, {kind: 'file'}>): Entry {
		const entry = entryOf(found);
		this.#withheld.add(entry);
		// A file of which a part has been appended stands in the index meanwhile.
		if (!isDeepStrictEqual(before, entry) || this.#parts.has(entry.path)) {
			this.#sayChanged(before, 'gone');
			this.#leave(before);
			this.#feed.stage(entry);
		}

		return entry;
	}

	/** Undefined when the file is gone, or comes later. */
	async #takeFile(before: Entry | undefined, found: FoundFile): Promise<Entry | undefined> {
		if (before?.kind === 'file' && before.sha256 && this.#recognise(before, found)) {
			this.#reading.onBytes(before.size);
			this.#progress.files++;
			return before;
		}

		if (this.#options.postpone && isUnrested(found)) {
			this.#unrested.push({before, found});
			return undefined;
		}

		return this.#readFile(before, found);
	}

	/** What was changed a moment ago comes last, and what is still being written then is left to the next version. */
	async #takeUnrested(): Promise<void> {
		// A first version would lack such a file altogether, so it waits a little.
		const patience = (): number => this.#isFollowUp ? 0 : longestBurst;
		for await (const {before, found, isRestless} of whenRested(this.#unrested, {patience, signal: this.#options.signal})) {
			const isPostponed = isRestless && (this.#isFollowUp || this.#totals.files > 0) && this.#options.postpone!(found.path);
			this.#totals.count(isPostponed ? this.#postpone(before, found) : await this.#readFile(before, found));
			await this.#goOn();
		}
	}

	/** The last version's entry stays; a new file is not there yet, of which the first version tells. */
	#postpone(before: Entry | undefined, {path}: FoundFile): Entry | undefined {
		this.#postponed.add(path);
		this.#progress.files++;
		if (!this.#isFollowUp || before?.kind === 'withheld') {
			return this.#withhold(before, path, 'changing');
		}

		if (before?.kind === 'file' && this.#feed.known.get(path)?.signature) {
			this.#feed.holdAgain(before);
		}

		return before;
	}

	#withhold(before: Entry | undefined, path: string, reason: LeftOutReason): Entry {
		this.#totals.countLeftOut();
		this.#options.onLeftOut(path, reason);
		this.#feed.release(path);
		return this.#takeOther(before, {kind: 'withheld', path});
	}

	/** Undefined when the file is gone. */
	async #readFile(before: Entry | undefined, found: FoundFile): Promise<Entry | undefined> {
		const result = await readSource(found, this.#reading, before?.kind === 'file' ? before : undefined);
		this.#progress.files++;
		if ('leftOut' in result) {
			if (isWithheld(result.leftOut)) {
				return this.#withhold(before, found.path, result.leftOut);
			}

			this.#totals.countLeftOut();
			this.#options.onLeftOut(found.path, result.leftOut);
			this.#drop(before, found.path);
			return undefined;
		}

		this.#content.add(result.entry);
		if (isSameFile(before, result.entry)) {
			this.#feed.hold(result.entry, result.signature);
		} else {
			this.#sayChanged(before, 'changed');
			this.#leave(before);
			this.#feed.stage(result.entry, result.signature);
		}

		return result.entry;
	}

	/** Whether the file is the one that was read for the last version; then it is held again. */
	#recognise(before: FileEntry, found: FoundFile): boolean {
		const feed = this.#feed;
		const signature = feed.known.get(found.path)?.signature;
		if (!signature || !isSameSignature(found, signature)) {
			return false;
		}

		feed.holdAgain(before);
		return true;
	}

	/** The blocks of an entry that is being replaced are not this path's any more. */
	#leave(before: Entry | undefined): void {
		if (before?.kind === 'file') {
			this.#feed.release(before.path);
			this.#feed.orphan(before.extents);
			this.#content.leave(before);
		}
	}

	#drop(before: Entry | undefined, path: string): void {
		this.#leave(before);
		if (before !== undefined || this.#parts.has(path)) {
			this.#feed.remove(path);
		}
	}

	/** Nobody was promised what an unfinished version holds. */
	#sayChanged(before: Entry | undefined, change: 'changed' | 'gone'): void {
		if (this.#isFollowUp && before?.kind === 'file' && !this.#withheld.covers(before.path)) {
			this.#options.onSourceChanged(before.path, change);
		}
	}

	#report(): void {
		this.#options.onProgress({...this.#progress});
	}

	#isNew(): boolean {
		const {name, kind} = this.#options;
		const previous = this.#previous;
		return this.#feed.isDirty || previous?.complete !== true || previous.name !== name || previous.kind !== kind || previous.totals.leftOut !== this.#totals.leftOut;
	}

	#describe(complete: boolean): Parameters<SourceFeed['append']>[0] {
		const {kind, name, expected: {files, bytes}} = this.#options;
		const totals = this.#totals.sums;
		const version = this.#previous?.version ?? 0;
		return {
			kind,
			name,
			version: this.#isFollowUp ? version + 1 : Math.max(version, 1),
			complete,
			totals,
			expected: complete ? {files: totals.files, bytes: totals.bytes} : {files, bytes},
		};
	}
}

function byPath(a: Entry | FoundEntry, b: Entry | FoundEntry): number {
	return comparePaths(a.path, b.path);
}
