import type Hypercore from 'hypercore';
import {changeTimePrecision} from '../base/change-time.ts';
import {joinRanges} from '../base/join-ranges.ts';
import {encodeCommit, decodeCommit, type Commit} from '../feed/commit.ts';
import {comparePaths} from '../feed/compare-paths.ts';
import type {Entry, Extent, FileEntry} from '../feed/entry.ts';
import {writeIndex, type IndexChange} from '../feed/write-index.ts';
import type {Root} from '../folder/roots.ts';
import type {KnownFiles} from '../storage/known-files.ts';
import type {OldBlocks} from '../storage/old-blocks.ts';
import {readLeaf} from '../storage/open-feed.ts';
import {blockCount, coveredBytes, type SliceMap} from '../storage/slice-map.ts';
import {isSameSignature, type Signature, type StoredFile} from '../storage/stored-file.ts';
import type {Database} from '../storage/database.ts';
import {sayWhatIsHere} from '../transfer/say-what-is-here.ts';
import {FeedDelta} from './feed-delta.ts';
import {FeedIndex} from './feed-index.ts';
import {Pack} from './pack.ts';
import {SourceFile, type SourceFolder} from './source-file.ts';

const mebibyte = 1024 * 1024;

/** Batches start small, so that receivers have something to fetch at once, and grow up to this many bytes of file content. */
const largestBatch = 32 * mebibyte;
/** Of those in memory, so many: what was hashed on its own thread takes none. */
const mostMemory = 8 * mebibyte;
/** Entries are bounded too: a hundred thousand empty files have no bytes. */
const mostChanges = 5000;
/** A slow disk must not keep receivers waiting for a batch to fill up; what a file may have to rest before it is read (base/rest-from.ts) is no waiting. */
const longestWait = 1000 + changeTimePrecision;

export type SourceFeedOptions = {
	readonly core: Hypercore;
	readonly database: Database;
	readonly known: KnownFiles;
	readonly slices: SliceMap<StoredFile>;
	readonly blockSize: number;
	/** Blocks are in the database, where they stay whatever becomes of the files. */
	readonly keepHistory: boolean;
	/** What is shared. */
	readonly roots: readonly Root[];
};

/**
The feed that this machine writes: stages what a scan found and appends it in batches of [data blocks][index pages][commit], so that every length that is ever signed ends in a commit.
*/
export class SourceFeed {
	readonly core: Hypercore;
	readonly known: KnownFiles;
	/** What it says of its files. */
	readonly index: FeedIndex;
	/** What it knows of earlier versions of them. */
	readonly delta: FeedDelta;
	readonly #database: Database;
	readonly #slices: SliceMap<StoredFile>;
	readonly #blockSize: number;
	readonly #keepHistory: boolean;
	readonly #folder: SourceFolder;
	/** Files with bytes, by their paths. */
	readonly #held = new Map<string, SourceFile>();
	#commit: Commit | undefined;
	#lastComplete: number | undefined;
	/** By path: files that are packed anew come after those that the scan found. */
	readonly #changes = new Map<string, IndexChange>();
	#isDirty = false;
	/** What is to be recorded of files: what they looked like and hold; undefined: nothing any more. */
	readonly #looks = new Map<string, {readonly signature: Signature; readonly sha256: Uint8Array | undefined; readonly extents: number} | undefined>();
	#pack: Pack;
	/** Extents that a file has left. */
	#orphans: Extent[] = [];
	/** Blocks that can't be put together although their files are there. */
	readonly #broken = new Set<number>();
	#batchBytes = mebibyte;
	#lastFlush = Date.now();

	constructor({core, database, known, slices, blockSize, keepHistory, roots}: SourceFeedOptions) {
		this.core = core;
		this.known = known;
		this.index = new FeedIndex(core);
		this.delta = new FeedDelta({
			core, database, index: this.index, blockSize,
		});
		this.#database = database;
		this.#slices = slices;
		this.#blockSize = blockSize;
		this.#keepHistory = keepHistory;
		this.#folder = {roots, known};
		this.#pack = new Pack(core.length, blockSize);
	}

	/** The newest commit, complete or not. */
	get commit(): Commit | undefined {
		return this.#commit;
	}

	get blockSize(): number {
		return this.#blockSize;
	}

	/** Whether blocks are kept in the database: then their bytes are needed. */
	get keepsHistory(): boolean {
		return this.#keepHistory;
	}

	get pack(): Pack {
		return this.#pack;
	}

	/** Reads the newest commit; the feed always ends in one. */
	async load(): Promise<void> {
		const {length} = this.core;
		if (length > 0) {
			this.#commit = decodeCommit(await this.index.record(length - 1));
			this.#lastComplete = this.#commit.complete ? length - 1 : this.#commit.previous;
		}
	}

	/** The extents of a file with this content in the newest index. */
	async findContent(sha256: Uint8Array): Promise<readonly Extent[] | undefined> {
		return this.index.findContent(this.#commit, sha256, this.known.withContent(sha256));
	}

	/** What the feed has of the file that stood at a path before, whose newest entry this is. */
	async oldBlocks(before: FileEntry): Promise<OldBlocks> {
		return this.delta.oldBlocks(before, this.#lastComplete);
	}

	/** Records that the content of an entry stands, as the feed already says, in the user's file of this signature. */
	hold(entry: FileEntry, signature: Signature): void {
		this.#looks.set(entry.path, {signature, sha256: entry.sha256, extents: entry.extents.length});
		this.#hold(entry, signature);
	}

	/** The content of an entry stands in the file that is recorded for it. */
	holdAgain(entry: FileEntry): void {
		if (!this.#held.has(entry.path)) {
			this.#hold(entry, undefined);
		}
	}

	/** Stages a new or changed entry. The extents of a file that is still being read grow from call to call. */
	stage(entry: Entry, signature?: Signature): void {
		this.#change(entry);
		if (entry.kind === 'file' && signature) {
			const held = this.#held.get(entry.path);
			if (held && !isSameSignature(held.signature, signature)) {
				this.release(entry.path);
			}

			this.hold(entry, signature);
		}
	}

	/** Stages the removal of an entry. */
	remove(path: string): void {
		this.#change({kind: 'removed', path});
		this.release(path);
		this.#looks.set(path, undefined);
	}

	/** Takes a file's bytes out of service. */
	release(path: string): void {
		const held = this.#held.get(path);
		if (held) {
			this.#slices.remove(held, held.extents);
			this.#held.delete(path);
			this.orphan(held.extents);
			held.leave();
		}
	}

	/** Says that a file has left these extents; `clearOrphans` stops offering those that nothing else uses. */
	orphan(extents: readonly Extent[]): void {
		if (!this.#keepHistory) {
			this.#orphans.push(...extents);
		}
	}

	/** A block that can't be put together although no file in it seems to have changed: what stands in it must be packed anew. */
	markBroken(block: number): void {
		this.#broken.add(block);
	}

	/** Files that lost a neighbour in a shared block, which can't be put together without it: they must be packed anew. */
	async stranded(): Promise<StoredFile[]> {
		const files = new Set<StoredFile>();
		for (const block of new Set([...this.#broken, ...this.#orphanBlocks()])) {
			if (this.#broken.has(block) || !await this.#isWhole(block)) {
				for (const {owner} of this.#slices.at(block)) {
					files.add(owner);
				}
			}
		}

		this.#broken.clear();
		return [...files].toSorted((a, b) => comparePaths(a.path, b.path));
	}

	/** Whether anything has changed since the last version. */
	get isDirty(): boolean {
		return this.#isDirty;
	}

	/** Whether the staged batch should be appended now. */
	get isFull(): boolean {
		return this.#pack.bytes >= this.#batchBytes
			|| this.#pack.memory >= mostMemory
			|| this.#changes.size >= mostChanges
			|| (this.#changes.size + this.#pack.bytes > 0 && Date.now() - this.#lastFlush > longestWait);
	}

	/** Appends what is staged, with the index pages it changes and a commit. */
	async append(commit: Omit<Commit, 'format' | 'blockSize' | 'time' | 'root' | 'previous'>): Promise<void> {
		const blocks = this.#pack.finish();
		const {length} = this.core;
		const changes = [...this.#changes.values()].toSorted((a, b) => comparePaths(a.path, b.path));
		const {root, pages} = await writeIndex({root: this.#commit?.root, limit: length}, changes, async block => this.index.record(block), length + blocks.length);
		const next: Commit = {
			...commit, format: 1, blockSize: this.#blockSize, time: Date.now(), root, previous: this.#lastComplete,
		};
		await this.core.append([...blocks, ...pages, encodeCommit(next)]);
		this.remember();
		this.#commit = next;
		if (next.complete) {
			this.#isDirty = false;
			this.#lastComplete = this.core.length - 1;
		}

		this.#changes.clear();
		this.#pack = new Pack(this.core.length, this.#blockSize);
		this.#batchBytes = Math.min(this.#batchBytes * 2, largestBatch);
		this.#lastFlush = Date.now();
	}

	/** Records what the files on disk looked like when they were read. After the append: a file whose entry is not recorded is read again, but one that is recorded before its entry is there would be taken for what the feed had before. */
	remember(): void {
		this.#database.transaction(() => {
			for (const [path, look] of this.#looks) {
				if (look) {
					this.known.set(path, {placedAs: undefined, ...look});
				} else {
					this.known.remove(path);
				}

				this.delta.setExtents(path, look?.extents ?? 0);
			}

			this.delta.remember();
		});
		for (const path of this.#looks.keys()) {
			this.#held.get(path)?.remembered();
		}

		this.#looks.clear();
	}

	/** Stops offering blocks that no file holds any more. Only after every file has been looked at, or a block that a copy shares would go. */
	async clearOrphans(): Promise<void> {
		const blocks = [...new Set(this.#orphanBlocks())].filter(block => !this.#slices.has(block));
		this.#orphans = [];
		for (const {start, end} of joinRanges(blocks.map(block => ({start: block, end: block + 1})))) {
			await this.core.clear(start, end);
			this.delta.forget(start, end);
		}

		if (blocks.length > 0) {
			sayWhatIsHere(this.core);
		}
	}

	#hold({path, extents}: FileEntry, signature: Signature | undefined): void {
		// An empty file has nothing to offer.
		if (extents.length > 0) {
			const file = this.#held.get(path) ?? new SourceFile(this.#folder, path);
			this.#slices.remove(file, file.extents);
			file.holds(extents, signature);
			this.#slices.add(file, extents);
			this.#held.set(path, file);
		}
	}

	#change(change: IndexChange): void {
		this.#isDirty = true;
		this.#changes.set(change.path, change);
	}

	* #orphanBlocks(): Generator<number, void> {
		for (const extent of this.#orphans) {
			for (let index = 0; index < blockCount(extent, this.#blockSize); index++) {
				yield extent.block + index;
			}
		}
	}

	async #isWhole(block: number): Promise<boolean> {
		const leaf = await readLeaf(this.core, block);
		return leaf !== null && coveredBytes(this.#slices.at(block)) === leaf.size;
	}
}
