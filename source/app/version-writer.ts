import {Buffer} from 'node:buffer';
import path from 'node:path';
import {isNoPart} from '../base/is-part.ts';
import type {PathGate} from '../base/path-gate.ts';
import {partName} from '../base/relative-path.ts';
import {TimeSlice} from '../base/time-slice.ts';
import type {Entry, FileEntry} from '../feed/entry.ts';
import {briefly, DirectoryMaker} from '../folder/make-directories.ts';
import {PartFile} from '../folder/part-file.ts';
import {
	exists, freeName, look, placeFile, removePart, setAttributes,
} from '../folder/place-file.ts';
import {type NameRules, probeNames} from '../folder/probe-names.ts';
import {syncFiles} from '../folder/sync-files.ts';
import {lockDestination} from '../library/lock-destination.ts';
import {signatureOf} from '../storage/stored-file.ts';
import {choosePlace, type Place} from './choose-place.ts';
import {hasContent} from './content-hasher.ts';
import {destinationGate} from './destination-gate.ts';
import {finishFolder} from './finish-folder.ts';
import {ownDirectories} from './own-directories.ts';
import type {NotCreatedReason} from './reason-text.ts';
import {SkippedFiles} from './skipped-files.ts';
import {syncReached} from './sync-reached.ts';
import type {VersionWriterOptions} from './version-writer-options.ts';
import {untilThereIsRoom} from './wait-for-room.ts';

/** A file of the version that is being written. */
export type WrittenFile = {readonly entry: FileEntry; readonly place: Place; readonly partPlace: string; readonly part: PartFile};

/** Syncing many files costs little more than syncing one: so many, or so many milliseconds' worth of them, are placed together. */
const mostAtOnce = 1000;
const longestWait = 1000;

/**
Writes the files of an old version, each from its start to its end, under temporary names until they are whole and synced.

Killed at any moment, what stands is either a part that another run goes on with, or a file that is recorded or has the content it should have.
*/
export class VersionWriter {
	/** Files that stand, and of all that was begun the bytes that are on this disk. */
	readonly done = {files: 0, bytes: 0};
	received = 0;
	readonly skipped = new SkippedFiles();
	readonly refused = new Set<string>();
	readonly #options: VersionWriterOptions;
	readonly #directories: DirectoryMaker;
	readonly #gate: PathGate;
	readonly #modes = new Map<string, number>();
	readonly #promised = new Set<string>();
	readonly #settled = new Set<string>();
	readonly #open = new Set<WrittenFile>();
	#whole: WrittenFile[] = [];
	#lastPlaced = performance.now();
	readonly #letDestinationGo: () => void;

	private constructor(options: VersionWriterOptions, names: NameRules) {
		this.#options = options;
		this.#letDestinationGo = lockDestination(options.directory, options.share);
		this.#directories = new DirectoryMaker(options.directory, name => this.#modes.get(name) ?? 0o777, ownDirectories(options.known), briefly);
		this.#gate = destinationGate(options.directory, names);
	}

	/** Makes the destination and takes it, and learns how its file system treats names. @throws ExpectedError `destination-in-use` */
	static async open(options: VersionWriterOptions): Promise<VersionWriter> {
		const {directory, waitForRoom} = options;
		const names = await untilThereIsRoom(async () => {
			new DirectoryMaker(directory, () => 0o777).make('');
			return probeNames(directory);
		}, waitForRoom);
		return new VersionWriter(options, names);
	}

	/**
	Begins with an entry, in order of the paths.

	@returns A file to be written from `part.position` on; undefined when there is nothing to write.
	*/
	async begin(entry: Entry): Promise<WrittenFile | undefined> {
		const {isChosen, share, waitForRoom} = this.#options;
		if (entry.kind === 'directory') {
			this.#modes.set(entry.path, entry.mode);
		}

		if (entry.kind === 'withheld' || !isChosen(entry.path) || this.#settled.has(entry.path)) {
			return undefined;
		}

		const verdict = this.#gate.admit(entry.path, entry.kind);
		if (!verdict.safe) {
			this.#refuse(entry.path, verdict.problem);
			return undefined;
		}

		if (entry.kind !== 'file') {
			return undefined;
		}

		if (this.#directories.isBlocked(entry.path)) {
			this.#refuse(entry.path, 'in-the-way');
			return undefined;
		}

		const place = await untilThereIsRoom(async () => choosePlace(entry, {
			...this.#options, replacesEdited: true, hasContent, promised: this.#promised,
		}, {time: 0, peer: undefined}), waitForRoom);
		if (place === 'skip' || place === 'later') {
			if (place === 'skip') {
				this.skipped.add(entry);
			}

			this.#settled.add(entry.path);
			return undefined;
		}

		const partPlace = path.join(path.dirname(place.target), partName(share, entry.path));
		if (place.signature) {
			this.#settled.add(entry.path);
			removePart(partPlace);
			this.#count(entry);
			this.received += entry.size;
			return undefined;
		}

		return untilThereIsRoom(async () => {
			const part = await this.#openPart(entry, partPlace);
			if (!part) {
				return undefined;
			}

			const file = {
				entry, place, partPlace, part,
			};
			this.#open.add(file);
			this.received += part.position;
			return file;
		}, waitForRoom);
	}

	/** Adds bytes to a file that was begun. */
	async write({part}: WrittenFile, bytes: Uint8Array): Promise<void> {
		await untilThereIsRoom(async () => {
			part.write(bytes);
		}, this.#options.waitForRoom);
		this.received += bytes.byteLength;
	}

	/** All bytes of a file have been written. @returns Whether they are what they should be; else it is to be begun again. */
	async finish(file: WrittenFile): Promise<boolean> {
		const {entry, part, partPlace} = file;
		const sha256 = part.finish();
		this.#open.delete(file);
		if (part.position !== entry.size || Buffer.compare(sha256, entry.sha256!) !== 0) {
			this.received -= part.position;
			removePart(partPlace);
			return false;
		}

		this.#settled.add(entry.path);
		setAttributes(partPlace, entry);
		this.#whole.push(file);
		if (this.#whole.length >= mostAtOnce || performance.now() - this.#lastPlaced >= longestWait) {
			await this.place();
		}

		return true;
	}

	/** A file that was begun can't be had. */
	drop(file: WrittenFile): void {
		file.part.close();
		this.#open.delete(file);
		this.#settled.add(file.entry.path);
		this.received -= file.part.position;
		removePart(file.partPlace);
	}

	/** Syncs the files that are whole, and gives them their names. */
	async place(): Promise<void> {
		const {directory, waitForRoom} = this.#options;
		const whole = this.#whole;
		this.#whole = [];
		if (whole.length > 0) {
			const options = {directory, placeOf: ({partPlace}: WrittenFile) => partPlace, isReached: ({entry}: WrittenFile) => this.#reaches(entry)};
			const files = await untilThereIsRoom(async () => syncReached(whole, options), waitForRoom);
			const slice = new TimeSlice();
			const targets = new Map<WrittenFile, string>();
			for (const file of files) {
				const target = await untilThereIsRoom(async () => this.#name(file), waitForRoom);
				if (target !== undefined) {
					targets.set(file, target);
				}

				await slice.next();
			}

			this.#directories.lookAgain();
			const standing = [...targets].filter(([{entry}]) => this.#reaches(entry));
			await syncFiles([...new Set(standing.map(([{partPlace}]) => path.dirname(partPlace)))], directory);
			for (const [{entry}, target] of standing) {
				this.#record(entry, target);
			}
		}

		this.#lastPlaced = performance.now();
	}

	/** Every file stands: links, and what is to be said of directories, follow. */
	async complete(entries: AsyncIterable<Entry>): Promise<void> {
		await this.place();
		await untilThereIsRoom(async () => finishFolder(entries, {
			...this.#options, directories: this.#directories, gate: this.#gate, isMirror: false,
			refuse: (name, reason) => {
				this.#refuse(name, reason);
			},
		}), this.#options.waitForRoom);
		await syncFiles([this.#options.directory], this.#options.directory);
	}

	/** Closes what is open, and lets the destination go. */
	close(): void {
		for (const {part} of this.#open) {
			part.close();
		}

		this.#open.clear();
		this.#letDestinationGo();
	}

	/** Whether nothing of the user's stands in the way of a file; else that is said. */
	#reaches({path: name}: FileEntry): boolean {
		const isReached = this.#directories.reach(name);
		if (!isReached) {
			this.#refuse(name, 'in-the-way');
		}

		return isReached;
	}

	async #openPart(entry: FileEntry, place: string): Promise<PartFile | undefined> {
		if (!this.#reaches(entry)) {
			return undefined;
		}

		try {
			return await PartFile.open(place, entry.size);
		} catch (error) {
			if (!isNoPart(error)) {
				throw error;
			}

			this.#refuse(entry.path, 'part-in-the-way');
			return undefined;
		}
	}

	/** @returns undefined when something of the user's has come to stand in the way. */
	#name({entry, partPlace, place}: WrittenFile): string | undefined {
		if (!this.#reaches(entry)) {
			return undefined;
		}

		let {target} = place;
		while (!placeFile(partPlace, target, place.replace && target === place.target)) {
			target = freeName(place.target, exists);
		}

		return target;
	}

	#record(entry: FileEntry, target: string): void {
		const {directory, known, onEvent} = this.#options;
		const name = path.relative(directory, target).split(path.sep).join('/');
		const placedAs = name === entry.path ? undefined : name;
		if (placedAs !== undefined && known.get(entry.path)?.placedAs !== placedAs) {
			onEvent({type: 'kept-both', path: entry.path, placedAs});
		}

		known.set(entry.path, {placedAs, signature: signatureOf(look(target)!), sha256: entry.sha256});
		this.#count(entry);
	}

	#count({size}: FileEntry): void {
		this.done.files++;
		this.done.bytes += size;
	}

	#refuse(name: string, reason: NotCreatedReason): void {
		if (!this.refused.has(name)) {
			this.refused.add(name);
			this.#options.onEvent({type: 'not-created', path: name, reason});
		}
	}
}
