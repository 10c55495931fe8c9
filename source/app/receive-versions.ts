import {Buffer} from 'node:buffer';
import path from 'node:path';
import type {Commit} from '../feed/commit.ts';
import type {Entry} from '../feed/entry.ts';
import type {ReadableIndex} from '../feed/read-index.ts';
import type {DirectoryMaker} from '../folder/make-directories.ts';
import {removeParts} from '../folder/remove-parts.ts';
import {syncFiles} from '../folder/sync-files.ts';
import type {Library} from '../library/library.ts';
import type {ShareRecord} from '../library/record.ts';
import {peersOf} from '../transfer/rest-peer.ts';
import type {ExistingPolicy} from './collision.ts';
import {earlierIndex} from './earlier-index.ts';
import type {OnEvent} from './events.ts';
import type {Expected} from './expected-of.ts';
import {fewChanges, withParents, type FewChanges} from './few-changes.ts';
import {finishFolder, type Finished} from './finish-folder.ts';
import type {HeldShare} from './held-share.ts';
import {removeUnpicked} from './let-go.ts';
import {mirrorFolder} from './mirror-folder.ts';
import {sampleProgress} from './progress.ts';
import {partDirectories, partsOf} from './part-directories.ts';
import type {ReceivePlan} from './receive-plan.ts';
import {Receiver} from './receiver.ts';
import {
	keepGone, removeEntries, removeGone,
} from './remove-gone.ts';
import {removeReplaced, removeUnfinished, type RemoveReplacedOptions} from './remove-replaced.ts';
import {hasRestarted} from './restarted.ts';
import {UnpickedBytes} from './unpicked-bytes.ts';
import {untilThereIsRoom} from './wait-for-room.ts';

export type ReceiveVersionsOptions = {
	readonly library: Library;
	readonly key: Uint8Array;
	readonly record: ShareRecord;
	readonly share: HeldShare;
	readonly plan: ReceivePlan;
	readonly directories: DirectoryMaker;
	readonly existing: ExistingPolicy;
	readonly isChosen: (path: string) => boolean;
	readonly replacesEdited: boolean;
	/** What a newer version doesn't have any more is removed here as well. */
	readonly isLive: boolean;
	/** Whatever the share doesn't have is removed here. */
	readonly isMirror: boolean;
	/** The length of the feed after which nothing is followed. */
	readonly atMost: number | undefined;
	readonly waitForRoom: (error: unknown) => Promise<void>;
	/** Called when a version stands and is recorded, before that is told. */
	readonly onComplete: () => void;
	readonly signal: AbortSignal;
	readonly onEvent: OnEvent;
};

/** Brings the destination from one version of a share to the next. */
export class ReceiveVersions {
	readonly receiver: Receiver;
	readonly #options: ReceiveVersionsOptions;
	readonly #directory: string;
	/** The block of the commit of the version that was last complete here. */
	#complete: number | null;
	/** The block of the commit that was planned last. */
	#planned: number | null = null;
	#unpicked: ShareRecord['unpicked'];
	#hasTidied = false;
	readonly #told = new Set<string>();
	/** A whole version has been finished in this process. */
	#isSettled = false;
	#withheld = 0;

	private constructor(options: ReceiveVersionsOptions, recheck: boolean) {
		const {share, record, plan, waitForRoom, signal, onEvent} = options;
		this.#options = options;
		this.#directory = record.directory!;
		this.#complete = record.commit;
		this.#unpicked = record.unpicked;
		this.receiver = new Receiver({
			...share,
			plan,
			place: {
				directory: this.#directory,
				blocks: share.blocks,
				known: share.known,
				replacesEdited: options.replacesEdited,
				directories: options.directories,
				transaction(work) {
					share.database.transaction(work);
				},
				refuse(file, reason) {
					plan.refuse(file, reason);
				},
				onRenamed(file, placedAs) {
					onEvent({type: 'kept-both', path: file.path, placedAs});
				},
			},
			recheck,
			atMost: options.atMost,
			waitForRoom,
			onVersion: async (commit, block) => this.#makeWay(commit, block),
			onPlanned: () => {
				this.#tidy();
			},
			signal,
		});
	}

	static async open(options: ReceiveVersionsOptions): Promise<ReceiveVersions> {
		return new ReceiveVersions(options, await hasRestarted(options.share.core));
	}

	/**
	Receives the newest version, when it is not the one that is here already. Resolves when it stands, whole and synced, in the destination.

	@param expected - what it comes to as far as that is known before its index is read to the end.
	@param looking - aborted when peers are not looked for any more.
	*/
	async next(expected: Expected, looking: AbortSignal): Promise<Commit> {
		const {plan, share, library, key, waitForRoom, onEvent} = this.#options;
		const stopSampling = sampleProgress(() => plan.received, bytesPerSecond => {
			onEvent({
				type: 'receiving',
				files: plan.done.files,
				bytes: plan.received,
				totalFiles: Math.max(plan.total.files, expected.files - plan.skipped.total.files),
				totalBytes: Math.max(plan.total.bytes, expected.bytes - plan.skipped.total.bytes),
				bytesPerSecond,
				peers: peersOf(share.core).length,
			});
		});
		let commit: Commit;
		let withheld: number;
		let unpicked: UnpickedBytes;
		try {
			commit = await this.receiver.run(looking);
			while (await this.#mirror()) {
				await this.receiver.run(looking);
			}

			unpicked = new UnpickedBytes(this.receiver.senders.takeBeyond(), this.#options.isChosen);
			({withheld} = await untilThereIsRoom(async () => this.#finish(commit, unpicked), waitForRoom));
		} finally {
			stopSampling();
		}

		this.#complete = this.receiver.block;
		const {files, bytes} = plan.total;
		await untilThereIsRoom(async () => library.update(key, 'receiving', {
			complete: true, version: commit.version, commit: this.#complete, unpicked: 'none', files, bytes,
		}), waitForRoom);
		this.#unpicked = 'none';
		this.#options.onComplete();
		const beyond = unpicked.total;
		const peers = this.receiver.senders.take();
		onEvent({
			type: 'received',
			version: commit.version,
			files,
			bytes,
			transferred: peers.reduce((sum, peer) => sum + peer.bytes, 0),
			...(beyond > 0 && {beyond}),
			peers,
			directory: this.#directory,
			notCreated: plan.admission.refusals.paths.size,
			...(withheld > 0 && {withheld}),
		});
		return commit;
	}

	/** Before a version is planned: folders in whose place it has a file would be in its way. */
	async #makeWay(commit: Commit, block: number): Promise<void> {
		this.#options.directories.lookAgain();
		this.#options.directories.checkRoot();
		const planned = this.#planned;
		this.#planned = block;
		// Of a version that never became complete something may stand here as well.
		for (const earlier of this.#options.isLive ? new Set([this.#complete, planned]) : []) {
			const before = await earlierIndex(this.#options.share.core, earlier);
			if (before) {
				await removeReplaced(before, this.#indexOf(commit, block), this.#removing);
			}
		}

		if (this.#options.isLive && planned === null && block !== this.#complete) {
			await removeUnfinished(this.#indexOf(commit, block), this.#removing);
		}
	}

	async #finish(commit: Commit, unpicked: UnpickedBytes): Promise<Finished> {
		const {isLive, isChosen, directories} = this.#options;
		// What is not found in another folder is not gone.
		directories.checkRoot();
		const before = await this.#completeIndex();
		const after = this.#indexOf(commit, this.receiver.block);
		const few = await this.#fewChanges(before, after);
		if (few) {
			await removeEntries(few.removed.filter(name => isChosen(name)).map(name => ({path: name, kind: 'file'})), this.#removing);
			const {withheld} = await this.#finishEntries(unpicked.among(withParents(few.changed, after)));
			return {withheld: this.#withheld + withheld};
		}

		if (isLive) {
			await removeGone(after, this.#removing);
		} else if (before) {
			await keepGone(after, this.#removing);
		}

		if (this.#unpicked === 'delete') {
			await removeUnpicked(before ? [before, after] : [after], this.#removing);
		}

		const finished = await this.#finishEntries(unpicked.among(this.receiver.entries()));
		this.#withheld = finished.withheld;
		this.#isSettled = true;
		return finished;
	}

	async #finishEntries(entries: AsyncIterable<Entry>): Promise<Finished> {
		const {directories, plan, share} = this.#options;
		const finished = await finishFolder(entries, {
			...this.#options,
			directory: this.#directory,
			directories,
			known: share.known,
			gate: plan.admission.gate,
			refuse(name, reason) {
				plan.admission.refusals.refuse(name, reason, 'symlink');
			},
		});
		await syncFiles([this.#directory], this.#directory);
		return finished;
	}

	/** What a version has changed since the one that is complete here, if that is all that has happened in this process, and little. */
	async #fewChanges(before: ReadableIndex | undefined, after: ReadableIndex): Promise<FewChanges | undefined> {
		const {isLive, isMirror} = this.#options;
		const isNext = this.#isSettled && this.#complete !== null && this.receiver.basis === this.#complete;
		return before && isNext && isLive && !isMirror && this.#unpicked === 'none' ? fewChanges(before, after) : undefined;
	}

	/** Once, and before anything waits for the room it takes: what an earlier run left of files that this version doesn't have. */
	#tidy(): void {
		if (!this.#hasTidied) {
			this.#hasTidied = true;
			const {plan, share} = this.#options;
			this.#removeParts(partDirectories(plan, share.known), partsOf(plan));
		}
	}

	#removeParts(inside: Iterable<string>, isKept?: (place: string) => boolean): void {
		const {directories, share} = this.#options;
		for (const name of inside) {
			if (directories.leadsTo(`${name}/`)) {
				removeParts(path.join(this.#directory, name), Buffer.from(share.core.discoveryKey).toString('hex'), isKept);
			}
		}
	}

	/** @returns whether something has to be put there again. */
	async #mirror(): Promise<boolean> {
		const {isMirror, plan, share, directories, signal, onEvent} = this.#options;
		if (!isMirror) {
			return false;
		}

		// Nothing is deleted in another folder.
		directories.checkRoot();

		const edited = await mirrorFolder(this.receiver.entries(), {
			directory: this.#directory, known: share.known, refused: plan.admission.refusals.paths, told: this.#told, signal, onEvent,
		});
		for (const entry of edited) {
			plan.renew(entry);
		}

		return edited.length > 0;
	}

	get #removing(): RemoveReplacedOptions {
		const {plan, share} = this.#options;
		return {
			...this.#options,
			directory: this.#directory,
			known: share.known,
			giveUp: (isThere, directories) => {
				plan.giveUp(({path, state}) => state === 'part' && isThere(path));
				this.#removeParts(directories);
			},
		};
	}

	#indexOf({root}: Commit, limit: number): ReadableIndex {
		return {root, limit, read: this.receiver.record};
	}

	async #completeIndex(): Promise<ReadableIndex | undefined> {
		return earlierIndex(this.#options.share.core, this.#complete);
	}
}
