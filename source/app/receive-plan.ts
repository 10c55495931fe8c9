import type {BlockRange} from '../base/join-ranges.ts';
import type {PathGate} from '../base/path-gate.ts';
import type {
	DirectoryEntry, Entry, Extent, FileEntry,
} from '../feed/entry.ts';
import {look, removePart} from '../folder/place-file.ts';
import type {SliceMap} from '../storage/slice-map.ts';
import type {Slice} from '../storage/slice.ts';
import type {StoredFile} from '../storage/stored-file.ts';
import {checkExtents} from './check-extents.ts';
import {IndexBounds} from './index-bounds.ts';
import {noNews, type PlanNews} from './plan-news.ts';
import {outstandingBlocks, sharedBlocks} from './planned-blocks.ts';
import {choosePlace, type ChoosePlaceOptions, type Place} from './choose-place.ts';
import {untilThereIsRoom} from './wait-for-room.ts';
import {WantedBlocks} from './wanted-blocks.ts';
import {
	countBlocks, growth, ReceivedFile, withoutHash, type FileProgress,
} from './received-file.ts';

export type ReceivePlanOptions = ChoosePlaceOptions & {
	readonly blockSize: number;
	/** What tells this share from others, in the names of its part files. */
	readonly share: string;
	/** Makes what judges the paths of one index. */
	readonly newGate: () => PathGate;
	readonly isChosen: (path: string) => boolean;
	/** A directory of the share, before anything in it; its path is not checked. */
	readonly onDirectory: (entry: DirectoryEntry) => void;
	readonly slices: SliceMap<StoredFile>;
	/** Whether a block of the feed is here. */
	readonly hasBlock: (index: number) => boolean;
	readonly waitForRoom: (error: unknown) => Promise<void>;
};

/**
What has to happen on this machine for a version of the share: for each chosen file where it goes, which of its blocks are missing, and when it is complete.

It takes entries as the index grows, as often as they come; a file that another version has changed starts again.
*/
export class ReceivePlan {
	/** Chosen files, and those of them that are complete under their names. */
	readonly total = {files: 0, bytes: 0};
	readonly done = {files: 0, bytes: 0};
	readonly wanted: WantedBlocks;
	/** Paths that can't be created here. */
	readonly refused = new Set<string>();
	/** Bytes of chosen files that are on this disk. */
	received = 0;
	readonly #options: ReceivePlanOptions;
	readonly #files = new Map<string, ReceivedFile>();
	readonly #skipped = new Set<string>();
	#news: PlanNews = noNews();
	#pass = 0;
	#gate: PathGate;
	readonly #bounds = new IndexBounds();

	constructor(options: ReceivePlanOptions) {
		this.#options = options;
		this.wanted = new WantedBlocks(options.blockSize);
		this.#gate = options.newGate();
	}

	/** What judges the paths of the newest index. */
	get gate(): PathGate {
		return this.#gate;
	}

	/** Whether every chosen file is complete under its name. */
	get isDone(): boolean {
		return this.done.files === this.total.files;
	}

	/** Whether this file still belongs to the plan: another version may have replaced it. */
	has(file: ReceivedFile): boolean {
		return this.#files.get(file.path) === file;
	}

	/** Where a file's bytes stand in the feed. */
	extentsOf({path}: StoredFile): readonly Extent[] {
		return this.#files.get(path)?.entry.extents ?? [];
	}

	/** How far the file at a path is. One that is not planned yet waits. */
	progressOf(path: string): FileProgress {
		const isSkipped = (): boolean => this.#skipped.has(path) || !this.#options.isChosen(path);
		return this.#files.get(path)?.progress ?? {state: isSkipped() ? 'skipped' : 'waiting', received: 0};
	}

	/** Every block that is still missing, and perhaps some beside it, as few ranges. */
	outstanding(): BlockRange[] {
		return outstandingBlocks(this.#files.values(), this.#options.blockSize);
	}

	/** The blocks in which small files stand side by side. */
	sharedBlocks(): Set<number> {
		return sharedBlocks(this.#files.values(), this.#options.blockSize);
	}

	/** What became known since the last call. */
	takeNews(): PlanNews {
		const news = this.#news;
		this.#news = noNews();
		return news;
	}

	/** Begins a pass over an index; after a whole one, `dropUnseen` can tell what is not in it. What was a file in the last version may be a directory in this one. */
	beginPass({isWhole}: {readonly isWhole: boolean}): void {
		this.#pass++;
		if (isWhole) {
			this.#gate = this.#options.newGate();
			this.#bounds.beginIndex();
		}
	}

	/**
	Takes one entry of the index.

	@param limit - the block of the commit: nothing of a file can stand behind it.
	@throws ExpectedError `feed-malformed`
	*/
	async take(entry: Entry, limit: number): Promise<void> {
		const {isChosen, onDirectory} = this.#options;
		this.#bounds.add(entry);
		if (entry.kind === 'directory') {
			// Also one that was not chosen: something in it may be.
			onDirectory(entry);
		}

		if (!isChosen(entry.path)) {
			return;
		}

		// The string that is here already: each index brings its own, and a gate keeps them.
		const path = this.#files.get(entry.path)?.path ?? entry.path;
		const verdict = this.#gate.admit(path, entry.kind);
		this.#bounds.checkImplied(this.#gate.implied);
		if (!verdict.safe) {
			this.refuse(entry.path, verdict.problem);
		} else if (entry.kind === 'file' && !this.#skipped.has(entry.path)) {
			checkExtents(entry, this.#options.blockSize, limit);
			await this.#takeFile(entry);
			this.#bounds.checkPieces(this.total);
		}
	}

	/** Says, once, that something of the share is not created here. */
	refuse(path: string, reason: string): void {
		if (!this.refused.has(path)) {
			this.refused.add(path);
			this.#options.onEvent({type: 'not-created', path, reason});
		}
	}

	/** A block has arrived and is written: counts it for each file that got its bytes. */
	stored(written: ReadonlyArray<Slice<StoredFile>>): void {
		const owners = new Set<ReceivedFile>();
		for (const {owner, length} of written) {
			const file = this.#files.get(owner.path);
			if (file === owner && file.state === 'part') {
				file.received += length;
				this.received += length;
				owners.add(file);
			}
		}

		for (const file of owners) {
			// A block that was cleared and came again was not missing.
			file.missing = Math.max(0, file.missing - 1);
			this.#checkComplete(file);
		}
	}

	/** A file's own copy of its bytes has been filled in as far as they are here. */
	filled(file: ReceivedFile): void {
		file.needsFilling = false;
		this.#checkComplete(file);
	}

	/** A file stands, complete and synced, under its name. */
	placed(file: ReceivedFile): void {
		this.done.files++;
		this.done.bytes += file.entry.size;
		file.entry = withoutHash(file.entry);
	}

	/** A file has to start again: what was here of it is not what it should be. */
	restart(file: ReceivedFile): void {
		this.#forget(file);
		removePart(file.place);
		this.#add(file.entry, {replace: file.replace, placedAs: file.placedAs, signature: undefined}, file.restarts + 1);
		this.wanted.closeShared();
	}

	/** After a pass over a whole index: files that are not in it any more. */
	dropUnseen(): void {
		for (const file of this.#files.values()) {
			if (file.pass !== this.#pass) {
				this.#forget(file);
				if (file.state === 'part') {
					removePart(file.place);
					this.#options.onEvent({type: 'gone', path: file.path});
				}
			}
		}
	}

	async #takeFile(entry: FileEntry): Promise<void> {
		const file = this.#files.get(entry.path);
		if (file) {
			file.pass = this.#pass;
			const grown = growth(file.entry, entry, this.#options.blockSize);
			if (grown) {
				this.#extend(file, {...entry, path: file.path, extents: grown.length === 0 ? file.entry.extents : entry.extents}, grown);
				return;
			}

			this.#forget(file);
			removePart(file.partPlace);
		}

		const place = await untilThereIsRoom(async () => choosePlace(entry, this.#options), this.#options.waitForRoom);
		if (place === 'skip') {
			this.#skipped.add(entry.path);
		} else if (place !== 'later') {
			this.#add(entry, place);
		}
	}

	#add(entry: FileEntry, {replace, placedAs, signature}: Omit<Place, 'target'>, restarts = 0): void {
		const file = new ReceivedFile({
			entry: {...entry, extents: []}, share: this.#options, replace, placedAs, isWhole: signature !== undefined, pass: this.#pass,
		});
		file.restarts = restarts;
		this.#files.set(entry.path, file);
		this.total.files++;
		this.total.bytes += entry.size;
		if (signature) {
			file.entry = entry;
			this.#bounds.changeExtents(entry.extents.length);
			file.received = entry.size;
			this.received += entry.size;
			this.#options.slices.add(file, entry.extents);
			removePart(file.partPlace);
			this.placed(file);
			return;
		}

		this.#extend(file, entry, entry.extents);
	}

	#extend(file: ReceivedFile, entry: FileEntry, grown: readonly Extent[]): void {
		const position = file.entry.extents.reduce((sum, {length}) => sum + length, 0);
		this.total.bytes += entry.size - file.entry.size;
		this.#bounds.changeExtents(entry.extents.length - file.entry.extents.length);
		file.entry = entry;
		if (file.state === 'whole') {
			file.entry = withoutHash(entry);
			return;
		}

		const {slices, hasBlock, blockSize} = this.#options;
		slices.add(file, grown, position);
		const {missing, here} = countBlocks(grown, blockSize, hasBlock);
		file.missing += missing;
		this.wanted.add(grown, entry.size < blockSize);

		file.received += here;
		this.received += here;
		if (here > 0) {
			file.needsFilling ||= look(file.place)?.isFile() !== true;
			this.#news.toFill.push(file);
		}

		this.#checkComplete(file);
	}

	#forget(file: ReceivedFile): void {
		this.#options.slices.remove(file, file.entry.extents);
		this.#files.delete(file.path);
		this.#news.obsolete.push(...file.entry.extents);
		this.#bounds.changeExtents(-file.entry.extents.length);
		this.received -= file.received;
		this.total.files--;
		this.total.bytes -= file.entry.size;
		if (file.state === 'whole') {
			this.done.files--;
			this.done.bytes -= file.entry.size;
		}
	}

	#checkComplete(file: ReceivedFile): void {
		if (file.missing === 0 && !file.needsFilling && file.entry.sha256) {
			this.#news.complete.push(file);
		}
	}
}
