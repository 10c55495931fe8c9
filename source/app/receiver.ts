import type Hypercore from 'hypercore';
import {Wake} from '../base/wake.ts';
import {checkLength, decodeCommit, type Commit} from '../feed/commit.ts';
import type {Entry, Extent} from '../feed/entry.ts';
import {malformed} from '../feed/malformed.ts';
import {readPages} from '../feed/read-index.ts';
import type {InPlaceBlocks} from '../storage/in-place-blocks.ts';
import {blocksOf, wantedBytes, type SliceMap} from '../storage/slice-map.ts';
import type {StoredFile} from '../storage/stored-file.ts';
import {Ranges} from '../transfer/ranges.ts';
import {tendPeers} from '../transfer/tend-peers.ts';
import {Adopter} from './adopter.ts';
import {clearBlocks, clearIncomplete, clearUnused} from './clear-blocks.ts';
import type {Incoming} from './conflict-name.ts';
import type {ContentHasher} from './content-hasher.ts';
import {feedConflict} from './feed-conflict.ts';
import {fillFiles} from './fill-files.ts';
import {getBlock} from './get-block.ts';
import {isSound} from './is-sound.ts';
import {outstandingBlocks} from './planned-blocks.ts';
import {PlacingQueue} from './placing-queue.ts';
import {placeFiles, type PlaceOptions} from './place-files.ts';
import type {ReceivePlan} from './receive-plan.ts';
import type {ReceivedFile} from './received-file.ts';
import {planIndex} from './plan-index.ts';
import {nameOf, Senders} from './senders.ts';
import type {Version} from './versions.ts';
import {untilThereIsRoom} from './wait-for-room.ts';

export type ReceiverOptions = {
	readonly core: Hypercore;
	readonly blocks: InPlaceBlocks;
	readonly slices: SliceMap<StoredFile>;
	readonly plan: ReceivePlan;
	readonly hasher: ContentHasher;
	readonly place: PlaceOptions;
	/** The machine went down since the last run: bytes that were not synced are looked at again. */
	readonly recheck: boolean;
	/** The length of the feed after which nothing is followed; undefined: the newest commit is. */
	readonly atMost: number | undefined;
	readonly waitForRoom: (error: unknown) => Promise<void>;
	/** Called before a version is planned. */
	readonly onVersion: (commit: Commit, block: number) => Promise<void>;
	readonly signal: AbortSignal;
};

/** A file that is wrong every time was not damaged on this disk. */
const mostRestarts = 2;

/**
Follows a feed until a complete version of it stands in the destination.

The newest commit is always the last block. Each time the feed grows, the plan takes the pages of the index that are new, asks for the blocks that are missing, and places what is complete.
*/
export class Receiver {
	/** Who sent what. */
	readonly senders: Senders;
	/** The block of the commit since which only changes were planned; undefined: a whole index was. */
	basis: number | undefined;
	readonly #options: ReceiverOptions;
	readonly #ranges: Ranges;
	readonly #adopter: Adopter;
	readonly #wake = new Wake();
	/** Aborted when peers are not looked for any more. */
	#looking: AbortSignal;
	readonly #seen = new Set<number>();
	readonly #placing = new PlacingQueue();
	#followed = 0;
	#incoming: Incoming = {time: 0, peer: undefined};
	#commit: Commit | undefined;
	#known: Version | undefined;

	constructor(options: ReceiverOptions) {
		this.#options = options;
		this.#looking = options.signal;
		this.#ranges = new Ranges(options.core);
		this.#adopter = new Adopter({...options, onError: this.fail});
		this.senders = new Senders(index => wantedBytes(options.slices.at(index)));
	}

	/** The block of the newest commit that was planned. */
	get block(): number {
		return this.#followed - 1;
	}

	/**
	Resolves with the commit of the version whose chosen files are all in place. Called again, with that of the next one.

	@param looking - aborted when peers are not looked for any more.
	*/
	async run(looking: AbortSignal): Promise<Commit> {
		const {core, signal} = this.#options;
		// Who can't write asks nobody any more, and would wait for records in vain.
		this.#looking = AbortSignal.any([looking, this.#wake.failed]);
		const onAbort = (): void => {
			this.#wake.fail(signal.reason);
		};

		core.on('append', this.stored);
		core.on('conflict', this.#onConflict);
		core.on('download', this.senders.onDownload);
		signal.addEventListener('abort', onAbort);
		looking.addEventListener('abort', this.stored);
		const stopTending = tendPeers(core);
		try {
			return await this.#run();
		} finally {
			stopTending();
			signal.removeEventListener('abort', onAbort);
			looking.removeEventListener('abort', this.stored);
			core.off('append', this.stored);
			core.off('conflict', this.#onConflict);
			core.off('download', this.senders.onDownload);
			this.#ranges.clear();
		}
	}

	/** Every entry of the version that was received, in order. */
	async * entries(): AsyncGenerator<Entry, void> {
		for await (const {entries} of readPages(this.#commit?.root, this.#followed - 1, this.record)) {
			yield * entries;
		}
	}

	/** A block has been written and recorded, or several: the plan knows it already. */
	readonly stored = (): void => {
		this.#wake.ring();
	};

	/** A block can't be put together: it is not offered from now on. */
	drop(index: number): void {
		this.#inBackground(async () => clearBlocks([index], this.#options));
	}

	/** These blocks can't be read any more: they are not offered from now on, unless another file has them. */
	withdraw(extents: readonly Extent[]): void {
		this.#inBackground(async () => clearUnused(extents, this.#options));
	}

	/** Something that makes going on impossible. */
	readonly fail = (error: unknown): void => {
		this.#wake.fail(error);
	};

	get #length(): number {
		const {core, atMost} = this.#options;
		return Math.min(core.length, atMost ?? Infinity);
	}

	async #run(): Promise<Commit> {
		const {plan} = this.#options;
		for (;;) {
			await this.#follow();
			await this.#settle();
			const pause = plan.received < plan.total.bytes ? this.#placing.pause : 0;
			if (pause <= 0) {
				await this.#place();
			}

			this.#wake.throwIfFailed();
			if (this.#commit?.complete && plan.isDone) {
				plan.leaveAll();
				await clearUnused(plan.takeNews().obsolete, this.#options);
				await clearIncomplete(plan.wanted.takeTouched(), this.#options);
				await this.#adopter.settled();
				this.#wake.throwIfFailed();
				return this.#commit;
			}

			if (this.#length === this.#followed && !(this.#placing.size > 0 && pause <= 0)) {
				this.#looking.throwIfAborted();
				await this.#wake.wait(this.#placing.size > 0 ? Math.max(pause, 0) : Infinity);
			}
		}
	}

	async #follow(): Promise<void> {
		const {core, plan, slices} = this.#options;
		const length = this.#length;
		if (length === this.#followed) {
			return;
		}

		checkLength(length);
		const block = length - 1;
		const commit = decodeCommit(await this.record(block));
		if (commit.blockSize !== slices.blockSize) {
			throw malformed('The block size of the feed changes from one commit to the next.');
		}

		const skip = (page: number): boolean => {
			const isKnown = this.#seen.has(page);
			this.#seen.add(page);
			return isKnown;
		};

		await this.#options.onVersion(commit, block);
		const [connected] = core.peers;
		this.#incoming = {time: commit.time, peer: this.senders.lastRecord ?? (connected && nameOf(connected))};
		const onPlanned = (): void => {
			this.#ranges.add(plan.wanted.take());
			this.#wake.throwIfFailed();
		};

		this.basis = await planIndex(commit, block, {
			plan, known: this.#known, read: this.record, skip, incoming: this.#incoming, onPlanned,
		});
		plan.wanted.closeShared();
		onPlanned();
		this.#known = commit.complete ? {commit, block} : undefined;
		this.#commit = commit;
		this.#followed = length;
	}

	async #settle(): Promise<void> {
		const {plan, slices} = this.#options;
		const {toFill, complete, standing, obsolete} = plan.takeNews();
		this.#adopter.add(standing);
		if (obsolete.length > 0) {
			this.#ranges.clear();
			await clearUnused(obsolete, this.#options);
			this.#ranges.add(outstandingBlocks(plan.files, slices.blockSize));
		}

		await this.#fill(toFill);
		this.#placing.add([...complete, ...plan.takeNews().complete]);
	}

	async #place(): Promise<void> {
		const {plan, place, waitForRoom} = this.#options;
		const files = this.#placing.take().filter(file => file.state === 'part' && plan.has(file));
		if (files.length === 0) {
			return;
		}

		for (const {path} of files) {
			plan.leave(path);
		}

		const start = performance.now();
		const damaged = await untilThereIsRoom(async () => placeFiles(files, place, async (file, found) => isSound(file, found, this.#options), this.#incoming), waitForRoom);
		for (const file of files) {
			if (!damaged.includes(file) && plan.has(file)) {
				plan.placed(file);
			}
		}

		for (const file of damaged) {
			await this.#restart(file);
		}

		this.#placing.took(performance.now() - start);
	}

	async #fill(files: readonly ReceivedFile[]): Promise<void> {
		const {plan, recheck} = this.#options;
		const toFill = files.filter(file => (file.needsFilling || recheck) && plan.has(file));
		if (toFill.length === 0) {
			return;
		}

		const check = (): void => {
			this.#wake.throwIfFailed();
		};

		const lost = await fillFiles(toFill, {...this.#options, check});
		for (const file of toFill) {
			if (lost.has(file)) {
				await this.#restart(file);
			} else {
				plan.filled(file);
			}
		}
	}

	async #restart(file: ReceivedFile): Promise<void> {
		const {blocks, plan, slices} = this.#options;
		blocks.release(file);
		if (file.restarts === mostRestarts) {
			throw malformed(`The SHA-256 of the file ${JSON.stringify(file.path)} is not that of its blocks.`);
		}

		await clearBlocks(blocksOf(file.entry.extents, slices.blockSize), this.#options);
		plan.restart(file);
		this.#ranges.add(plan.wanted.take());
		this.#wake.ring();
	}

	readonly #onConflict = (): void => {
		this.#wake.fail(feedConflict());
	};

	/** A record block, as soon as somebody has it. */
	readonly record = async (block: number): Promise<Uint8Array> => getBlock(this.#options.core, block, this.#looking);

	#inBackground(work: () => Promise<void>): void {
		work().catch(this.fail);
	}
}
