import path from 'node:path';
import {ExpectedError} from '../base/errors.ts';
import {saveMemory} from '../base/save-memory.ts';
import type {Commit} from '../feed/commit.ts';
import type {DirectoryMaker} from '../folder/make-directories.ts';
import {syncFiles} from '../folder/sync-files.ts';
import type {ShareRecord} from '../library/record.ts';
import {orAborted} from '../base/or-aborted.ts';
import type {AppContext} from './app-context.ts';
import {beginReceiving} from './begin-receiving.ts';
import {chooser} from './choose-files.ts';
import type {Connections} from './connections.ts';
import {destinationError} from './destination-error.ts';
import type {OnEvent} from './events.ts';
import {sayDelivered} from './farewell.ts';
import {everything, type FileSelection} from './file-selection.ts';
import {finishFolder} from './finish-folder.ts';
import {firstCommit} from './first-commit.ts';
import {holdShare, type HeldShare} from './held-share.ts';
import {chooseDirectory, offerOf, type Offer} from './offer.ts';
import {whileLooking} from './look-for-peers.ts';
import {newerVersion} from './newer-version.ts';
import type {OpenShare} from './open-share.ts';
import {PeerAccess} from './peer-access.ts';
import {sampleProgress} from './progress.ts';
import type {ReceivePlan} from './receive-plan.ts';
import {receiveRecord, recordToContinue, type Wish} from './receive-record.ts';
import {Receiver} from './receiver.ts';
import {refuseOwnDestination} from './refuse-own-data.ts';
import {hasRestarted} from './restarted.ts';
import {serveUntilStopped, watchPeers} from './serve.ts';
import {roomWaiter, untilThereIsRoom} from './wait-for-room.ts';
import {warnWhenUnreachable} from './warn-when-unreachable.ts';

export type GetOptions = Wish & {
	/** Go on serving when everything is here. */
	readonly stay: boolean;
	/** Milliseconds to look for peers; undefined: for ever. */
	readonly timeout?: number | undefined;
	/** Asked before anything is written, unless this continues an earlier get: false for no. */
	readonly confirm: (offer: Offer) => Promise<boolean | Acceptance>;
	/** Called when the feed is open, for those who look at it. */
	readonly onOpen?: (share: OpenShare) => void;
	readonly signal: AbortSignal;
	readonly onEvent: OnEvent;
};

/** A yes to an offer that says more. */
export type Acceptance = {
	/** Another directory than the one that was offered. */
	readonly directory?: string | undefined;
	readonly selection: FileSelection;
};

/**
Receives a share. Resolves when every file of a complete version is whole, synced and under its name, and with `stay` when the signal is aborted after that.

Interrupted at any moment, the same call goes on where it stopped.
*/
export async function get(context: AppContext, key: Uint8Array, options: GetOptions): Promise<void> {
	const {library} = context;
	const record = await recordToContinue(library, key, options);
	const session = new GetSession(context, key, options, record);
	try {
		await session.run();
	} catch (error) {
		options.signal.throwIfAborted();
		throw destinationError(error);
	} finally {
		await session.close();
		if (!await library.find(key, 'receiving')) {
			// Nothing was begun: nothing stays behind.
			await library.remove(key, 'receiving');
		}
	}
}

/** One get, from looking for the share to the farewell. */
class GetSession {
	readonly #context: AppContext;
	readonly #key: Uint8Array;
	readonly #options: GetOptions;
	#record: ShareRecord | undefined;
	#directory: string;
	#selection: FileSelection;
	#isChosen: (path: string) => boolean;
	readonly #access: PeerAccess;
	#share: HeldShare | undefined;
	#directories: DirectoryMaker | undefined;
	#plan: ReceivePlan | undefined;
	#receiver: Receiver | undefined;
	readonly #waitForRoom: (error: unknown) => Promise<void>;
	#leave: (() => Promise<void>) | undefined;

	constructor(context: AppContext, key: Uint8Array, options: GetOptions, record: ShareRecord | undefined) {
		this.#context = context;
		this.#key = key;
		this.#options = options;
		this.#record = record;
		this.#directory = record?.directory ?? path.resolve(options.directory ?? '.');
		this.#selection = record?.selection ?? options.selection ?? everything;
		this.#isChosen = chooser(options.only, this.#selection);
		this.#access = new PeerAccess({
			library: context.library, key, direction: 'receiving', record, onEvent: options.onEvent,
		});
		this.#waitForRoom = roomWaiter({
			places: () => [this.#directory, context.library.directory],
			needed: () => this.#plan ? Math.max(0, this.#plan.total.bytes - this.#plan.received) : 0,
			signal: options.signal,
			onEvent: options.onEvent,
		});
	}

	async run(): Promise<void> {
		const {signal, onEvent, stay} = this.#options;
		// The network takes a moment to be reached: meanwhile the share is opened. Failing is reported by the call that needs it.
		this.#context.connect().catch(() => undefined);
		const share = await this.#hold();
		this.#share = share;
		this.#options.onOpen?.({...share, access: this.#access, plan: () => this.#plan});
		const connections = await this.#join(share);
		const {offer, commit} = await whileLooking(share.core, this.#options, async looking => this.#offer(share, looking));
		const isRenewal = this.#record?.complete;
		await this.#begin(share, commit);
		await (isRenewal && newerVersion(share.core, signal));

		const received = await whileLooking(share.core, this.#options, async looking => this.#receive(share, offer, looking));
		const {total: {files, bytes}, refused} = this.#plan!;
		await sayDelivered(connections, share.core, {
			version: received.version, files, bytes, isEverything: files + refused.size >= received.totals.files,
		}, signal);
		if (stay) {
			await serveUntilStopped(share.core, {signal, onEvent});
		}
	}

	/** Leaves the network and lets the share go. */
	async close(): Promise<void> {
		await this.#leave?.();
		await this.#share?.close();
	}

	async #hold(): Promise<HeldShare> {
		return untilThereIsRoom(async () => holdShare(this.#context.library, {
			key: this.#key,
			direction: 'receiving',
			keepHistory: false,
			waitForRoom: this.#waitForRoom,
			hooks: {
				prepare: file => {
					this.#directories?.makeParents(file.path);
				},
				onChanged: file => {
					const extents = this.#plan?.extentsOf(file) ?? [];
					this.#share?.slices.remove(file, extents);
					this.#receiver?.withdraw(extents);
				},
				onBroken: index => {
					this.#receiver?.drop(index);
				},
				onStored: written => {
					this.#receiver?.stored(written);
				},
				onFailed: error => {
					this.#receiver?.fail(destinationError(error));
				},
			},
		}), this.#waitForRoom);
	}

	async #join(share: HeldShare): Promise<Connections> {
		const {onEvent} = this.#options;
		const stopWatching = watchPeers(share.core, onEvent);
		onEvent({type: 'searching'});
		const connections = await this.#context.connect();
		const stopWarning = warnWhenUnreachable(connections, onEvent);
		const {leave} = connections.join({core: share.core, access: this.#access}, {announce: true});
		this.#leave = async () => {
			stopWarning();
			stopWatching();
			await leave();
		};

		return connections;
	}

	async #offer(share: HeldShare, looking: AbortSignal): Promise<{readonly offer: Offer; readonly commit: Commit}> {
		const {directory, confirm, signal, timeout, onEvent} = this.#options;
		const {commit, block} = await firstCommit(share.core, {timeout, signal: looking});
		saveMemory(commit.expected.files);
		if (!this.#record) {
			this.#directory = directory === undefined ? chooseDirectory(commit.name, this.#key) : path.resolve(directory);
		}

		const offer = await orAborted(offerOf({
			commit, block, core: share.core, directory: this.#directory, isChosen: this.#isChosen, isContinued: this.#record !== undefined, looking,
		}), signal);
		const {name, kind, files, bytes, reading} = offer;
		onEvent({
			type: 'found', name, kind, files, bytes, reading, directory: this.#directory,
		});
		const answer = this.#record ? true : await confirm(offer);
		if (!answer) {
			throw new ExpectedError('declined', 'Nothing was received.', {hint: 'Run the same command again to be asked again.'});
		}

		signal.throwIfAborted();
		if (answer !== true) {
			this.#directory = path.resolve(answer.directory ?? this.#directory);
			this.#selection = answer.selection;
			this.#isChosen = chooser(this.#options.only, answer.selection);
		}

		return {offer, commit};
	}

	/** From here on something stands on disk: as soon as the destination is known to be usable, where an interrupted get goes on. */
	async #begin(share: HeldShare, commit: Commit): Promise<void> {
		refuseOwnDestination(this.#context.library.directory, this.#directory);
		const {directories, plan} = await beginReceiving(share, commit, {
			...this.#options, directory: this.#directory, isChosen: this.#isChosen, waitForRoom: this.#waitForRoom,
		});
		this.#directories = directories;
		this.#record = receiveRecord(this.#key, commit, {...this.#options, directory: this.#directory, selection: this.#selection}, this.#record);
		await untilThereIsRoom(async () => this.#context.library.save(this.#record!), this.#waitForRoom);
		this.#plan = plan;
	}

	async #receive(share: HeldShare, offer: Offer, looking: AbortSignal): Promise<Commit> {
		const {signal, onEvent} = this.#options;
		const plan = this.#plan!;
		const receiver = new Receiver({
			...share,
			plan,
			place: {
				directory: this.#directory,
				blocks: share.blocks,
				known: share.known,
				transaction(work) {
					share.database.transaction(work);
				},
				onRenamed(file, placedAs) {
					onEvent({type: 'kept-both', path: file.path, placedAs});
				},
			},
			recheck: await hasRestarted(share.core),
			waitForRoom: this.#waitForRoom,
			looking,
			signal,
		});
		this.#receiver = receiver;
		const stopSampling = sampleProgress(() => plan.received, bytesPerSecond => {
			onEvent({
				type: 'receiving',
				files: plan.done.files,
				bytes: plan.received,
				totalFiles: Math.max(plan.total.files, offer.files),
				totalBytes: Math.max(plan.total.bytes, offer.bytes),
				bytesPerSecond,
				peers: share.core.peers.length,
			});
		});
		let commit: Commit;
		try {
			commit = await receiver.run();
			await untilThereIsRoom(async () => this.#finish(receiver, plan, share), this.#waitForRoom);
		} finally {
			stopSampling();
		}

		const {files, bytes} = plan.total;
		await untilThereIsRoom(async () => this.#context.library.update(this.#key, 'receiving', {
			complete: true, version: commit.version, files, bytes,
		}), this.#waitForRoom);
		const transferred = receiver.peers.reduce((sum, peer) => sum + peer.bytes, 0);
		onEvent({
			type: 'received', version: commit.version, files, bytes, transferred, peers: receiver.peers, directory: this.#directory, notCreated: plan.refused.size,
		});
		return commit;
	}

	async #finish(receiver: Receiver, plan: ReceivePlan, {known}: HeldShare): Promise<void> {
		const {existing, onEvent} = this.#options;
		await finishFolder(receiver.entries(), {
			directory: this.#directory,
			directories: this.#directories!,
			known,
			gate: plan.gate,
			existing,
			isChosen: this.#isChosen,
			refuse(name, reason) {
				plan.refuse(name, reason);
			},
			onEvent,
		});
		await syncFiles([this.#directory], this.#directory);
	}
}
