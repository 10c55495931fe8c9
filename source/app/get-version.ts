import {Buffer} from 'node:buffer';
import path from 'node:path';
import {ExpectedError} from '../base/errors.ts';
import {saveMemory} from '../base/save-memory.ts';
import type {FileEntry} from '../feed/entry.ts';
import type {Library} from '../library/library.ts';
import type {ShareRecord} from '../library/record.ts';
import {KnownFiles} from '../storage/known-files.ts';
import {openSqlite} from '../storage/open-sqlite.ts';
import type {AppContext} from './app-context.ts';
import {checkExtents} from './check-extents.ts';
import {resolveChoice, type FileChoice} from './choice.ts';
import {chooser} from './choose-files.ts';
import {destinationError} from './destination-error.ts';
import {fetchVersion, isHere} from './fetch-version.ts';
import {findGone} from './find-gone.ts';
import type {GetOptions} from './get-options.ts';
import {chooseDirectory, offerOf, type Offer} from './offer.ts';
import {sampleProgress} from './progress.ts';
import {receiveRecord, recordToContinue} from './receive-record.ts';
import {refuseOwnDestination, refuseReceived} from './refuse-own-data.ts';
import {availability, type ReadOptions} from './share-reader.ts';
import {VersionSource} from './version-source.ts';
import type {VersionWish} from './version-wish.ts';
import {VersionWriter} from './version-writer.ts';
import {roomWaiter, untilThereIsRoom} from './wait-for-room.ts';

export type GetVersionOptions = Pick<GetOptions, 'directory' | 'only' | 'existing' | 'timeout' | 'confirm' | 'signal' | 'onEvent'> & {
	readonly version: VersionWish;
};

/**
Receives an old version of a share into a directory of its own; what else is received of the share stays as it is.

What nobody has any more is named before anything is written. Interrupted at any moment, the same call goes on where it stopped.

@throws ExpectedError `content-gone` when something of it can't be had, after the rest is in place; `version-missing`, `no-peer`, `feed-malformed`
*/
export async function getVersion(context: AppContext, key: Uint8Array, options: GetVersionOptions): Promise<void> {
	const source = await VersionSource.open(context, key, options.version, readOptions(options));
	try {
		await new VersionSession({
			context, key, options, source,
		}).run();
	} catch (error) {
		options.signal.throwIfAborted();
		throw destinationError(error);
	} finally {
		await source.close();
	}
}

type SessionOptions = {
	readonly context: AppContext;
	readonly key: Uint8Array;
	readonly options: GetVersionOptions;
	readonly source: VersionSource;
};

class VersionSession {
	readonly #context: AppContext;
	/** Where it is remembered until it is here. */
	readonly #library: Library;
	readonly #key: Uint8Array;
	readonly #options: GetVersionOptions;
	readonly #source: VersionSource;
	readonly #gone = new Set<string>();

	constructor({context, key, options, source}: SessionOptions) {
		this.#context = context;
		this.#library = context.library.ofVersion(source.version.commit.version);
		this.#key = key;
		this.#options = options;
		this.#source = source;
	}

	async run(): Promise<void> {
		const lock = this.#library.lock(this.#key, 'receiving');
		let isKept = true;
		try {
			const record = await recordToContinue(this.#library, this.#key, this.#options);
			isKept = record !== undefined;
			const choice = resolveChoice(this.#options, record);
			const directory = await this.#directory(record);
			const offer = await this.#offer(directory, choice, record);
			await this.#source.spareHere();
			if (!record && !await this.#options.confirm(offer)) {
				throw new ExpectedError('declined', 'Nothing was received.', {hint: 'Run the same command again to be asked again.'});
			}

			isKept = true;
			await this.#receive(offer, choice, record);
			isKept = this.#gone.size > 0;
			this.#endWithGone(directory);
		} finally {
			lock.release();
			if (!isKept) {
				await this.#library.remove(this.#key, 'receiving');
			}
		}
	}

	async #directory(record: ShareRecord | undefined): Promise<string> {
		const {library} = this.#context;
		const {commit} = this.#source.version;
		const given = record?.directory ?? this.#options.directory;
		const directory = given === undefined ? chooseDirectory(commit.name, this.#key, ` (version ${commit.version})`) : path.resolve(given);
		refuseOwnDestination(library.directory, directory);
		refuseReceived(await library.find(this.#key, 'receiving'), directory);
		return directory;
	}

	async #offer(directory: string, choice: FileChoice, record: ShareRecord | undefined): Promise<Offer> {
		const {version: {commit, block}, read} = this.#source;
		const {onEvent} = this.#options;
		saveMemory(commit.totals.files);
		const isChosen = chooser(choice.only, choice.selection);
		await this.#findGone(isChosen);
		const offer = await offerOf({
			commit, block, read, directory, isChosen: path => isChosen(path) && !this.#gone.has(path), isContinued: record !== undefined, mayBeNothing: this.#gone.size > 0,
		});
		if (this.#gone.size > 0 && offer.files === 0) {
			throw new ExpectedError('content-gone', `Nothing of version ${commit.version} can be had: nobody who can be reached has it any more.`, {hint});
		}

		const {name, kind, files, bytes, reading} = offer;
		onEvent({
			type: 'found', name, kind, files, bytes, reading, directory,
		});
		return {...offer, version: commit.version, ...(this.#gone.size > 0 && {gone: this.#gone.size})};
	}

	/** Names what can't be had. */
	async #findGone(isChosen: (path: string) => boolean): Promise<void> {
		const source = this.#source;
		const {commit: {blockSize}, block} = source.version;
		const elsewhere = async function * (): AsyncGenerator<FileEntry, void, void> {
			for await (const entry of source.entries()) {
				if (entry.kind === 'file' && isChosen(entry.path)) {
					checkExtents(entry, blockSize, block);
					if (!await isHere(source, entry)) {
						yield entry;
					}
				}
			}
		};

		const first = await elsewhere().next();
		if (first.done) {
			return;
		}

		try {
			for (const {path} of await this.#goneOf(elsewhere)) {
				this.#lose(path);
			}
		} catch (error) {
			if (!(source.here && error instanceof ExpectedError && error.code === 'no-peer')) {
				throw error;
			}

			// Some of it is here: what others might have is gone then.
			await source.leavePeers();
			for await (const {path} of elsewhere()) {
				this.#lose(path);
			}
		}
	}

	/** Those of some files that no peer can give, in their own blocks or in others. */
	async #goneOf(files: () => AsyncGenerator<FileEntry, void, void>): Promise<readonly FileEntry[]> {
		const source = this.#source;
		const {core, signal} = await source.peers();
		const {patience} = availability(readOptions(this.#options), signal, () => new Error('never'));
		const options = {
			blockSize: source.version.commit.blockSize, patience, signal, waitsForPeers: source.here === undefined,
		};
		const missing = await findGone(core, files, options);
		const gone = new Map(missing.map(file => [file.path, file]));
		const moved = await source.sameInNewest(missing);
		const goneAsWell = new Set(await findGone(core, async function * () {
			yield * moved;
		}, options));
		for (const file of moved) {
			if (!goneAsWell.has(file)) {
				source.move(file);
				gone.delete(file.path);
			}
		}

		return [...gone.values()];
	}

	#lose(path: string): void {
		this.#gone.add(path);
		this.#options.onEvent({type: 'content-gone', path});
	}

	async #receive(offer: Offer, choice: FileChoice, record: ShareRecord | undefined): Promise<void> {
		const {existing, signal, onEvent} = this.#options;
		const {commit} = this.#source.version;
		const {directory} = offer;
		const isChosen = chooser(choice.only, choice.selection);
		const waitForRoom = roomWaiter({
			destination: () => directory, dataDirectory: this.#library.directory, needed: () => Math.max(0, offer.bytes - (writer?.received ?? 0)), signal, onEvent,
		});
		let writer: VersionWriter | undefined;
		await untilThereIsRoom(async () => this.#library.save(receiveRecord(this.#key, commit, {
			...this.#options, ...choice, directory, unpicked: 'none',
		}, record)), waitForRoom);
		const sql = openSqlite(path.join(this.#library.directoryOf(this.#key, 'receiving'), 'files.sqlite'), false);
		let stop: (() => void) | undefined;
		try {
			writer = await VersionWriter.open({
				directory, existing, waitForRoom, signal, onEvent,
				share: `${Buffer.from(this.#key).toString('hex')}/${commit.version}`,
				known: new KnownFiles(sql),
				isChosen: path => isChosen(path) && !this.#gone.has(path),
			});
			const {done, refused, skipped} = writer;
			stop = sampleProgress(() => writer!.received, bytesPerSecond => {
				onEvent({
					type: 'receiving',
					files: done.files,
					bytes: writer!.received,
					totalFiles: offer.files - skipped.total.files,
					totalBytes: offer.bytes - skipped.total.bytes,
					bytesPerSecond,
					peers: 0,
				});
			});
			const peers = await fetchVersion(this.#source, {
				...readOptions(this.#options), writer, onGone: path => {
					this.#lose(path);
				},
			});
			stop();
			stop = undefined;
			writer.close();
			onEvent({
				type: 'received', version: commit.version, ...done, transferred: peers.reduce((sum, {bytes}) => sum + bytes, 0), peers, directory, notCreated: refused.size,
			});
		} finally {
			stop?.();
			writer?.close();
			sql.close();
		}
	}

	#endWithGone(directory: string): void {
		const {size} = this.#gone;
		if (size > 0) {
			const {version} = this.#source.version.commit;
			const [files, them] = size === 1 ? ['One file', 'it'] : [`${size.toLocaleString('en-US')} files`, 'them'];
			throw new ExpectedError('content-gone', `${files} of version ${version} can’t be had: nobody who can be reached has ${them} any more. The others are in “${directory}”.`, {hint});
		}
	}
}

const hint = 'Old versions stay with those who have received them, who may come online later, and where “ferry share” has --keep-history: the same command goes on then.';

function readOptions({timeout, signal, onEvent}: GetVersionOptions): ReadOptions {
	return {timeout, signal, onEvent};
}
