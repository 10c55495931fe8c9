import {Buffer} from 'node:buffer';
import path from 'node:path';
import process from 'node:process';
import {ExpectedError, systemErrorCode} from '../base/errors.ts';
import {PathGate} from '../base/path-gate.ts';
import type {Commit} from '../feed/commit.ts';
import {bootId} from '../folder/boot-id.ts';
import {DirectoryMaker} from '../folder/make-directories.ts';
import {probeNames} from '../folder/probe-names.ts';
import {syncFiles} from '../folder/sync-files.ts';
import type {Library} from '../library/library.ts';
import type {ShareRecord} from '../library/record.ts';
import {encodeShareKey} from '../link/share-key.ts';
import {chooser} from './choose-files.ts';
import type {ExistingPolicy} from './collision.ts';
import type {Connections} from './connections.ts';
import {chooseDirectory, type Offer, offerOf} from './offer.ts';
import type {OnEvent} from './events.ts';
import {finishFolder} from './finish-folder.ts';
import {firstCommit, orAborted} from './first-commit.ts';
import {holdShare, type HeldShare} from './held-share.ts';
import {sampleProgress} from './progress.ts';
import {ReceivePlan} from './receive-plan.ts';
import {Receiver} from './receiver.ts';
import {serveUntilStopped, watchPeers} from './serve.ts';
import {roomWaiter} from './wait-for-room.ts';

export type GetOptions = {
	/** Where the entries go; undefined: a new directory in the current one, named after the share. */
	readonly directory?: string | undefined;
	/** Globs; empty: everything. */
	readonly only: readonly string[];
	readonly existing: ExistingPolicy;
	/** Go on serving when everything is here. */
	readonly stay: boolean;
	/** Milliseconds to look for peers; undefined: for ever. */
	readonly timeout?: number | undefined;
	/** Asked before anything is written, unless this continues an earlier get. */
	readonly confirm: (offer: Offer) => Promise<boolean>;
	readonly signal: AbortSignal;
	readonly onEvent: OnEvent;
};

/** How long a get that has everything looks for a newer version before it says so. */
const lookForNewer = 5000;
/** How long it waits for peers to hear that everything is here. */
const longestFarewell = 3000;

/**
Receives a share. Resolves when every file of a complete version is whole, synced and under its name, and with `stay` when the signal is aborted after that.

Interrupted at any moment, the same call goes on where it stopped.
*/
export async function get(library: Library, connect: () => Promise<Connections>, key: Uint8Array, options: GetOptions): Promise<void> {
	const {signal, onEvent} = options;
	const record = await recordToContinue(library, key, options);
	let receiver: Receiver | undefined;
	let plan: ReceivePlan | undefined;
	let directories: DirectoryMaker | undefined;
	let destination = record?.directory ?? path.resolve(options.directory ?? '.');
	const waitForRoom = roomWaiter({
		places: () => [destination, library.directory],
		needed: () => plan ? Math.max(0, plan.total.bytes - plan.received) : 0,
		signal,
		onEvent,
	});
	const share = await holdShare(library, {
		key,
		direction: 'receiving',
		keepHistory: false,
		waitForRoom,
		hooks: {
			prepare(file) {
				directories?.makeParents(file.path);
			},
			onChanged(file) {
				share.slices.remove(file, plan?.extentsOf(file) ?? []);
				receiver?.withdraw(plan?.extentsOf(file) ?? []);
			},
			onBroken(index) {
				receiver?.withdraw([{block: index, offset: 0, length: 1}]);
			},
			onStored(indexes) {
				receiver?.stored(indexes);
			},
			onFailed(error) {
				receiver?.fail(destinationError(error));
			},
		},
	});
	let isStarted = record !== undefined;
	try {
		const connections = await connect();
		const stopWatching = watchPeers(share.core, onEvent);
		onEvent({type: 'searching', key: encodeShareKey(key)});
		const joined = connections.join({core: share.core}, {announce: true});
		const {commit, block} = await firstCommit(share.core, {timeout: options.timeout, signal});
		if (!record) {
			destination = options.directory === undefined ? chooseDirectory(commit.name, key) : path.resolve(options.directory);
		}

		const isChosen = chooser(options.only);
		const offer = await orAborted(offerOf({
			commit, block, core: share.core, directory: destination, isChosen, isContinued: isStarted,
		}), signal);
		onEvent({
			type: 'found', name: commit.name, kind: commit.kind, files: offer.files, bytes: offer.bytes, reading: !commit.complete, directory: destination,
		});
		if (!isStarted && !await options.confirm(offer)) {
			throw new ExpectedError('declined', 'Nothing was received.', {hint: 'Run the same command again to be asked again.'});
		}

		signal.throwIfAborted();
		const newRecord = recordOf(key, commit, destination, options, record);
		await library.save(newRecord);
		isStarted = true;

		const modes = new Map<string, number>();
		directories = new DirectoryMaker(destination, directory => modes.get(directory) ?? 0o777);
		const {gate, recheck} = await prepareDestination(share, directories, destination);
		share.slices.blockSize = commit.blockSize;
		plan = new ReceivePlan({
			directory: destination,
			blockSize: commit.blockSize,
			gate,
			existing: options.existing,
			isChosen,
			onDirectory(entry) {
				modes.set(entry.path, entry.mode);
			},
			slices: share.slices,
			known: share.known,
			promised: new Set(),
			hasBlock: index => share.core.core.bitfield.get(index),
			onEvent,
			signal,
		});
		const currentPlan = plan;
		receiver = new Receiver({
			core: share.core,
			blocks: share.blocks,
			slices: share.slices,
			plan,
			place: {
				directory: destination,
				blocks: share.blocks,
				known: share.known,
				transaction(work) {
					share.database.transaction(work);
				},
				onRenamed(file, placedAs) {
					onEvent({type: 'kept-both', path: file.path, placedAs});
				},
			},
			recheck,
			waitForRoom,
			signal,
		});
		if (record?.complete) {
			await newerVersion(share, signal);
		}

		const stopSampling = sampleProgress(() => currentPlan.received, bytesPerSecond => {
			onEvent({
				type: 'receiving', files: currentPlan.done.files, bytes: currentPlan.received, totalFiles: Math.max(currentPlan.total.files, offer.files), totalBytes: Math.max(currentPlan.total.bytes, offer.bytes), bytesPerSecond, peers: share.core.peers.length,
			});
		});
		let received: Commit;
		try {
			received = await receiver.run();
			await finishFolder(receiver.entries(), {
				directory: destination, directories, gate, existing: options.existing, isChosen, refuse: plan.refuse.bind(plan), onEvent,
			});
			await syncFiles([destination], destination);
		} finally {
			stopSampling();
		}

		await library.save({
			...newRecord, complete: true, version: received.version, files: plan.total.files, bytes: plan.total.bytes,
		});
		onEvent({
			type: 'received', version: received.version, files: plan.total.files, bytes: plan.total.bytes, transferred: sum(receiver.peers), peers: receiver.peers, directory: destination, notCreated: plan.refused.size,
		});
		const delivered = {
			version: received.version, files: plan.total.files, bytes: plan.total.bytes, isEverything: plan.total.files + plan.refused.size >= received.totals.files,
		};
		await orAborted(Promise.race([connections.replication.sayDelivered(share.core, delivered), afterwards(longestFarewell)]), signal);
		if (options.stay) {
			await serveUntilStopped(share.core, {signal, onEvent});
		}

		stopWatching();
		await joined.leave();
	} catch (error) {
		throw signal.aborted ? signal.reason : destinationError(error);
	} finally {
		await share.close();
		if (!isStarted) {
			await library.remove(key, 'receiving');
		}
	}
}

/** The earlier get that this one goes on with. Into another directory a complete one starts anew; one that is under way would lose what it has. */
async function recordToContinue(library: Library, key: Uint8Array, {directory}: GetOptions): Promise<ShareRecord | undefined> {
	const record = await library.find(key, 'receiving');
	if (!record?.directory || directory === undefined || path.resolve(directory) === record.directory) {
		return record;
	}

	if (record.complete) {
		await library.remove(key, 'receiving');
		return undefined;
	}

	throw new ExpectedError('usage', `This share is already being received into “${record.directory}”.`, {
		hint: 'Get it without a directory to go on there, or run “ferry remove” with its key first: the files that are there stay.',
	});
}

function recordOf(key: Uint8Array, commit: Commit, directory: string, options: GetOptions, record: ShareRecord | undefined): ShareRecord {
	return {
		format: 1,
		key: Buffer.from(key).toString('hex'),
		direction: 'receiving',
		kind: commit.kind,
		name: commit.name,
		roots: [],
		directory,
		only: options.only,
		existing: options.existing,
		keepHistory: false,
		created: record?.created ?? Date.now(),
		version: record?.version ?? 0,
		complete: false,
		files: commit.expected.files,
		bytes: commit.expected.bytes,
	};
}

/** Makes the destination and finds out how its file system takes names, and whether the machine went down since the last run. */
async function prepareDestination(share: HeldShare, directories: DirectoryMaker, destination: string): Promise<{gate: PathGate; recheck: boolean}> {
	directories.make('');
	const gate = new PathGate({platform: process.platform, ...probeNames(destination)});
	const boot = await bootId();
	const before = await share.core.getUserData('boot');
	await share.core.setUserData('boot', boot);
	return {gate, recheck: before !== null && Buffer.from(before).toString() !== boot};
}

/** Gives a peer a moment to tell of a version that is newer than the complete one here. */
async function newerVersion({core}: HeldShare, signal: AbortSignal): Promise<void> {
	await orAborted(Promise.race([core.update({wait: true}), new Promise<void>(resolve => {
		core.once('append', resolve);
	}), afterwards(lookForNewer)]), signal);
}

function destinationError(error: unknown): unknown {
	const code = systemErrorCode(error);
	return error instanceof ExpectedError || !/^E[A-Z]+$/v.test(code)
		? error
		: new ExpectedError('destination-unusable', `The destination can’t be written (${code}).`, {
			hint: 'Check that it is there and may be written to, then run the same command again: it goes on where it stopped.',
			cause: error,
		});
}

function sum(peers: ReadonlyArray<{readonly bytes: number}>): number {
	return peers.reduce((total, {bytes}) => total + bytes, 0);
}

async function afterwards(milliseconds: number): Promise<void> {
	return new Promise<void>(resolve => {
		setTimeout(resolve, milliseconds).unref();
	});
}
