import {Wake} from '../base/wake.ts';
import {checkLength, decodeCommit, type Commit} from '../feed/commit.ts';
import type {Entry, Extent} from '../feed/entry.ts';
import {malformed} from '../feed/malformed.ts';
import {readPages} from '../feed/read-index.ts';
import {wantedBytes} from '../storage/slice-map.ts';
import {isOutOfRoom} from '../storage/sqlite-error.ts';
import {Ranges} from '../transfer/ranges.ts';
import {tendPeers} from '../transfer/tend-peers.ts';
import {Adopter} from './adopter.ts';
import {clearBlocks, clearIncomplete, clearUnused} from './clear-blocks.ts';
import type {Incoming} from './conflict-name.ts';
import {feedConflict} from './feed-conflict.ts';
import {getBlock} from './get-block.ts';
import {outstandingBlocks} from './planned-blocks.ts';
import {planIndex} from './plan-index.ts';
import type {ReceiverOptions} from './receiver-options.ts';
import {RoomOrNewer} from './room-or-newer.ts';
import {nameOf, Senders} from './senders.ts';
import {SettleFiles} from './settle-files.ts';
import type {Version} from './versions.ts';

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
	readonly #room: RoomOrNewer;
	readonly #settling: SettleFiles;
	#followed = 0;
	/** The length that is being planned, or was. */
	#begun = 0;
	#incoming: Incoming = {time: 0, peer: undefined};
	#commit: Commit | undefined;
	#known: Version | undefined;

	constructor(options: ReceiverOptions) {
		this.#options = options;
		this.#looking = options.signal;
		this.#ranges = new Ranges(options.core);
		this.#adopter = new Adopter({...options, onError: this.fail});
		this.senders = new Senders(index => wantedBytes(options.slices.at(index)));
		this.#room = new RoomOrNewer({
			...options,
			planned: () => this.#begun,
			onGivenUp: () => {
				this.#ranges.clear();
				this.#wake.ring();
			},
		});
		this.#settling = new SettleFiles({
			...options,
			ranges: this.#ranges,
			adopter: this.#adopter,
			waitForRoom: this.#room.wait,
			check: () => {
				this.#wake.throwIfFailed();
			},
			ring: this.stored,
		});
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

	/** For a write that found the disk full. @throws its error when a newer version may not need it. */
	async waitForRoom(error: unknown): Promise<void> {
		await this.#room.wait(error);
	}

	get #length(): number {
		const {core, atMost} = this.#options;
		return Math.min(core.length, atMost ?? Infinity);
	}

	async #run(): Promise<Commit> {
		const {plan, slices} = this.#options;
		for (;;) {
			const hasGivenUp = await this.#room.settled();
			await this.#follow();
			if (hasGivenUp) {
				this.#ranges.add(outstandingBlocks(plan.files, slices.blockSize));
			}

			const pause = await this.#advance();
			if (pause === undefined) {
				continue;
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

			if (this.#length === this.#followed && !(this.#settling.waiting > 0 && pause <= 0)) {
				this.#looking.throwIfAborted();
				await this.#wake.wait(this.#settling.waiting > 0 ? Math.max(pause, 0) : Infinity);
			}
		}
	}

	/** @returns how long placing is to wait; undefined when there is no room for it, and something newer to follow. */
	async #advance(): Promise<number | undefined> {
		try {
			await this.#settling.takeNews();
			const {pause} = this.#settling;
			if (pause <= 0) {
				await this.#settling.place(this.#incoming);
			}

			return pause;
		} catch (error) {
			if (isOutOfRoom(error) && this.#room.isNewer) {
				return undefined;
			}

			throw error;
		}
	}

	async #follow(): Promise<void> {
		const {core, plan, slices} = this.#options;
		const length = this.#length;
		if (length === this.#followed) {
			return;
		}

		checkLength(length);
		this.#begun = length;
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
		if (commit.complete) {
			this.#options.onPlanned();
		}
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
