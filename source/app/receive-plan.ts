import type {Extent, FileEntry, SharedEntry} from '../feed/entry.ts';
import {look} from '../folder/place-file.ts';
import type {Slice} from '../storage/slice.ts';
import type {StoredFile} from '../storage/stored-file.ts';
import {Admission} from './admission.ts';
import {checkExtents} from './check-extents.ts';
import type {Incoming} from './conflict-name.ts';
import {LeavingFiles} from './leaving-files.ts';
import {noNews, type PlanNews} from './plan-news.ts';
import {choosePlace, type Place} from './choose-place.ts';
import type {NotCreatedReason} from './reason-text.ts';
import type {ReceivePlanOptions} from './receive-plan-options.ts';
import {SkippedFiles} from './skipped-files.ts';
import {untilThereIsRoom} from './wait-for-room.ts';
import {WantedBlocks} from './wanted-blocks.ts';
import {
	countBlocks, countFile, countNewMissing, countSlices, growth, ReceivedFile, takeAttributes, wholeBlocksOf, withoutHash, type FileProgress,
} from './received-file.ts';

/**
What has to happen on this machine for a version of the share: for each chosen file where it goes, which of its blocks are missing, and when it is complete.

It takes entries as the index grows, as often as they come; a file that another version has changed starts again.
*/
export class ReceivePlan {
	/** Chosen files, and those of them that are complete under their names. */
	readonly total = {files: 0, bytes: 0};
	readonly done = {files: 0, bytes: 0};
	readonly wanted: WantedBlocks;
	readonly admission: Admission;
	readonly skipped = new SkippedFiles();
	/** Bytes of chosen files that are on this disk. */
	received = 0;
	readonly #options: ReceivePlanOptions;
	readonly #files = new Map<string, ReceivedFile>();
	readonly #leaving: LeavingFiles;
	#news: PlanNews = noNews();
	#pass = 0;
	#incoming: Incoming = {time: 0, peer: undefined};

	constructor(options: ReceivePlanOptions) {
		this.#options = options;
		this.wanted = new WantedBlocks(options.blockSize);
		this.admission = new Admission(options);
		this.#leaving = new LeavingFiles(options, this.#abandon);
	}

	get isDone(): boolean {
		return this.done.files === this.total.files;
	}

	/** Whether this file still belongs to the plan: another version may have replaced it. */
	has(file: ReceivedFile): boolean {
		return this.#files.get(file.path) === file;
	}

	/** How far the file at a path is. One that is not planned yet waits. */
	progressOf(path: string): FileProgress {
		return this.#files.get(path)?.progress ?? {state: this.skipped.has(path) || !this.#options.isChosen(path) ? 'skipped' : 'waiting', received: 0};
	}

	get files(): Iterable<ReceivedFile> {
		return this.#files.values();
	}

	/** What became known since the last call. */
	takeNews(): PlanNews {
		const news = this.#news;
		this.#news = noNews();
		return news;
	}

	/** Begins a pass over an index; after a whole one, `dropUnseen` can tell what is not in it. */
	beginPass({isWhole, incoming}: {readonly isWhole: boolean; readonly incoming: Incoming}): void {
		this.#pass++;
		this.#incoming = incoming;
		this.admission.beginIndex({isWhole});
	}

	/** Begins with what has changed since a pass over a whole index, in which nothing was refused. */
	beginChanges(removed: readonly string[], incoming: Incoming): void {
		this.#incoming = incoming;
		this.admission.beginChanges(removed);
		for (const file of removed.flatMap(path => this.#files.get(path) ?? [])) {
			this.#drop(file);
		}
	}

	/**
	Takes one entry of the index.

	@param limit - the block of the commit: nothing of a file can stand behind it.
	@throws ExpectedError `feed-malformed`
	*/
	async take(entry: SharedEntry, limit: number): Promise<void> {
		this.admission.bounds.add(entry);
		if (entry.kind === 'directory') {
			// Also one that was not chosen: something in it may be.
			this.#options.onDirectory(entry);
		}

		if (!this.#options.isChosen(entry.path)) {
			await this.#leaving.letGo(entry, limit);
			return;
		}

		// The string that is here already: each index brings its own, and a gate keeps them.
		const path = this.#files.get(entry.path)?.path ?? entry.path;
		if (this.admission.admits(path, entry) && entry.kind === 'file' && !this.skipped.takes(entry)) {
			checkExtents(entry, this.#options.blockSize, limit);
			await this.#takeFile(wholeBlocksOf(entry, this.#options.blockSize));
			this.admission.bounds.checkPieces(this.total);
		}
	}

	/** A block has arrived and is written: counts it for each file that got its bytes. */
	stored(written: ReadonlyArray<Slice<StoredFile>>): void {
		const {owners, bytes} = countSlices(written, ({path}) => this.#files.get(path));
		this.received += bytes;
		for (const file of owners) {
			this.#checkComplete(file);
		}
	}

	/** A file's own copy of its bytes has been filled in as far as they are here. */
	filled(file: ReceivedFile): void {
		file.needsFilling = false;
		this.#checkComplete(file);
	}

	/** What stood at this path until now is about to be replaced. */
	leave(path: string): void {
		this.#leaving.leave(path);
	}

	/** A version is complete: what it doesn't have is not needed to put it together any more. */
	leaveAll(): void {
		this.#leaving.leaveAll();
	}

	/** A file stands, complete and synced, under its name. */
	placed(file: ReceivedFile): void {
		countFile(this.done, file, 1);
		file.entry = withoutHash(file.entry);
	}

	/** A file has to start again: what was here of it is not what it should be. */
	restart(file: ReceivedFile): void {
		this.#options.removePart(file);
		this.#again(file, file.entry, {replace: file.replace, placedAs: file.placedAs, restarts: file.restarts + 1});
	}

	/** A file that is not any more what was received, or has another name, is to be put in its place again, whatever stands there. */
	renew(entry: FileEntry): void {
		const file = this.#files.get(entry.path);
		if (file) {
			this.#again(file, entry, {replace: true, placedAs: undefined, restarts: 0});
		}
	}

	/** A file can't be created here after all. */
	refuse(file: ReceivedFile, reason: NotCreatedReason): void {
		if (this.has(file)) {
			this.#forget(file);
			this.admission.refusals.refuse(file.path, reason, 'file');
		}
	}

	/** After a pass over a whole index: files that are not in it any more. */
	dropUnseen(): void {
		this.giveUp(({pass}) => pass !== this.#pass);
	}

	/** Files that are not wanted any more. */
	giveUp(isGone: (file: ReceivedFile) => boolean): void {
		for (const file of this.#files.values()) {
			if (isGone(file)) {
				this.#drop(file);
			}
		}
	}

	#drop(file: ReceivedFile): void {
		this.#forget(file);
		if (file.state === 'part') {
			this.#options.removePart(file);
			if (!this.admission.refusals.paths.has(file.path)) {
				this.#options.onEvent({type: 'gone', path: file.path});
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
			this.#options.removePart(file);
		}

		const place = await untilThereIsRoom(async () => choosePlace(entry, this.#options, this.#incoming), this.#options.waitForRoom);
		if (place === 'skip') {
			this.skipped.add(entry);
		} else if (place !== 'later') {
			await this.#leaving.take(entry.path, place);
			this.#add(entry, place);
		}
	}

	#again(file: ReceivedFile, entry: FileEntry, {replace, placedAs, restarts}: Pick<Place, 'replace' | 'placedAs'> & {readonly restarts: number}): void {
		this.#forget(file);
		// It is no source of its own content.
		this.#leaving.leave(file.path);
		this.#add(entry, {replace, placedAs, signature: undefined}, restarts);
		this.wanted.closeShared();
	}

	#add(entry: FileEntry, {replace, placedAs, signature}: Omit<Place, 'target'>, restarts = 0): void {
		const file = new ReceivedFile({
			entry: {...entry, extents: []}, share: this.#options, replace, placedAs, isWhole: signature !== undefined, pass: this.#pass,
		});
		file.restarts = restarts;
		this.#files.set(entry.path, file);
		countFile(this.total, {entry}, 1);
		if (signature) {
			file.entry = entry;
			this.admission.bounds.changeExtents(entry.extents.length);
			file.received = entry.size;
			this.received += entry.size;
			this.#options.slices.add(file, entry.extents);
			this.wanted.touch(entry.extents);
			if (countBlocks(entry.extents, this.#options.blockSize, this.#options.hasBlock).missing > 0) {
				this.#news.standing.push(file);
			}

			this.#options.removePart(file);
			this.placed(file);
		} else {
			this.#extend(file, entry, entry.extents);
		}
	}

	#extend(file: ReceivedFile, entry: FileEntry, grown: readonly Extent[]): void {
		const position = file.entry.extents.reduce((sum, {length}) => sum + length, 0);
		this.total.bytes += entry.size - file.entry.size;
		this.admission.bounds.changeExtents(entry.extents.length - file.entry.extents.length);
		if (file.state === 'whole') {
			takeAttributes(file, entry, this.#options.known);
			return;
		}

		const {slices, hasBlock, blockSize} = this.#options;
		file.missing += countNewMissing(file.entry.extents, grown, blockSize, hasBlock);
		file.entry = entry;
		slices.add(file, grown, position);
		const {here} = countBlocks(grown, blockSize, hasBlock);
		this.wanted.add(grown, entry.size < blockSize);
		file.received += here;
		this.received += here;
		if (here > 0) {
			// What a file that was begun already gets on top is in other files, or in it at another place.
			file.needsFilling ||= position > 0 || this.#leaving.has(file.path) || look(file.place)?.isFile() !== true;
			this.#news.toFill.push(file);
		}

		this.#checkComplete(file);
	}

	#forget(file: ReceivedFile): void {
		this.#files.delete(file.path);
		if (file.state === 'whole') {
			countFile(this.done, file, -1);
			this.#leaving.keep(file);
		} else {
			this.#options.slices.remove(file, file.entry.extents);
			this.#abandon(file.entry.extents);
		}

		this.admission.bounds.changeExtents(-file.entry.extents.length);
		this.received -= file.received;
		countFile(this.total, file, -1);
	}

	readonly #abandon = (extents: readonly Extent[]): void => {
		this.#news.obsolete.push(...extents);
		this.wanted.touch(extents);
	};

	#checkComplete(file: ReceivedFile): void {
		if (file.isComplete) {
			this.#news.complete.push(file);
		}
	}
}
