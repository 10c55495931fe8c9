import path from 'node:path';
import {ExpectedError} from '../base/errors.ts';
import {saveMemory} from '../base/save-memory.ts';
import {decodeCommit, type Commit} from '../feed/commit.ts';
import type {DirectoryMaker} from '../folder/make-directories.ts';
import {recordDefaults, type ShareRecord} from '../library/record.ts';
import {orAborted} from '../base/or-aborted.ts';
import type {AppContext} from './app-context.ts';
import {beginReceiving} from './begin-receiving.ts';
import {
	all, isSameChoice, resolveChoice, type FileChoice, type LetGo,
} from './choice.ts';
import {chooser} from './choose-files.ts';
import type {Connections} from './connections.ts';
import {continueGet, type ContinuedGet} from './continue-get.ts';
import {decideLetGo} from './decide-let-go.ts';
import {destinationError} from './destination-error.ts';
import {expectedOf, type Expected} from './expected-of.ts';
import {sayDelivered} from './farewell.ts';
import {firstCommit} from './first-commit.ts';
import {getBlock} from './get-block.ts';
import type {GetOptions} from './get-options.ts';
import {holdShare, type HeldShare} from './held-share.ts';
import {chooseDirectory, offerOf} from './offer.ts';
import {whileLooking} from './look-for-peers.ts';
import {isEverything} from './is-everything.ts';
import {joinReceiving} from './join-receiving.ts';
import {newerVersion} from './newer-version.ts';
import {ownDamage} from './own-damage.ts';
import {PeerAccess} from './peer-access.ts';
import {receiveHooks} from './receive-hooks.ts';
import type {ReceivePlan} from './receive-plan.ts';
import {ReceiveVersions} from './receive-versions.ts';
import {keptVersion, receiveRecord} from './receive-record.ts';
import {refuseOwnDestination} from './refuse-own-data.ts';
import {reportUploads} from './serve.ts';
import {limitChanges, limitsIn} from './share-limits.ts';
import {takeDestinationWhenFree} from './take-destination.ts';
import {untilDestinationIsBack} from './until-destination-is-back.ts';
import {untilNewerOrAway} from './until-newer-or-away.ts';
import {roomWaiter, untilThereIsRoom} from './wait-for-room.ts';

/**
Receives a share. Resolves when every file of a complete version is whole, synced and under its name, and with `stay` when the signal is aborted after that.

Interrupted at any moment, the same call goes on where it stopped.
*/
export async function get(context: AppContext, key: Uint8Array, options: GetOptions): Promise<void> {
	for (let turn = options; await getOnce(context, key, turn) === 'away';) {
		// Everything is looked at again, and nobody asked.
		turn = {...options, confirm: async () => true};
	}
}

/** @returns `away` when the destination of a share that is followed was away for a while, and is back. */
async function getOnce(context: AppContext, key: Uint8Array, options: GetOptions): Promise<'away' | undefined> {
	const {library} = context;
	const session = new GetSession(context, key, await continueGet(context, key, options));
	try {
		await session.run();
		return undefined;
	} catch (error) {
		options.signal.throwIfAborted();
		if (await session.isBackAgain()) {
			return 'away';
		}

		throw destinationError(await session.explain(error));
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
	#choice: FileChoice;
	#unpicked: LetGo = 'none';
	#live: boolean | undefined;
	/** The block of the commit of the version that is here and stays. */
	readonly #keptVersion: number | undefined;
	#isChosen: (path: string) => boolean;
	readonly #access: PeerAccess;
	#share: HeldShare | undefined;
	#directories: DirectoryMaker | undefined;
	#plan: ReceivePlan | undefined;
	#versions: ReceiveVersions | undefined;
	readonly #waitForRoom: (error: unknown) => Promise<void>;
	readonly #closing = new AbortController();
	#leave: (() => Promise<void>) | undefined;
	#letDestinationGo: (() => void) | undefined;

	constructor(context: AppContext, key: Uint8Array, {record, options}: ContinuedGet) {
		this.#context = context;
		this.#key = key;
		this.#options = options;
		this.#record = record;
		this.#directory = record?.directory ?? path.resolve(options.directory ?? '.');
		this.#choice = resolveChoice(options, record);
		this.#live = options.live;
		this.#keptVersion = options.keepsVersion && record ? keptVersion(record) : undefined;
		this.#isChosen = chooser(this.#choice.only, this.#choice.selection);
		this.#access = new PeerAccess({
			library: context.library, key, direction: 'receiving', record, onEvent: options.onEvent,
		});
		this.#waitForRoom = roomWaiter({
			destination: () => this.#directory,
			dataDirectory: context.library.directory,
			needed: () => this.#plan ? Math.max(0, this.#plan.total.bytes - this.#plan.received) : 0,
			signal: AbortSignal.any([options.signal, this.#closing.signal]),
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
		const {expected, commit} = await whileLooking(share.core, this.#options, async looking => this.#offer(share, looking));
		const isRenewal = this.#record?.complete && this.#keptVersion === undefined;
		await this.#begin(share, commit);
		await (isRenewal && newerVersion(share.core, signal));

		const versions = this.#versions!;
		const goesOn = stay || this.#isLive;
		const stop = goesOn ? reportUploads(share.core, onEvent) : undefined;
		try {
			await whileLooking(share.core, this.#options, async looking => this.#receive(versions, connections, {expected, looking}));
			if (goesOn) {
				for (;;) {
					await untilNewerOrAway(share.core, versions.receiver.block + 1, {
						isLive: this.#isLive, directories: this.#directories!, signal, onEvent,
					});
					this.#letDestinationGo = await takeDestinationWhenFree(this.#directory, share.core, signal);
					await this.#receive(versions, connections, {expected: {files: 0, bytes: 0}, looking: signal});
				}
			}
		} catch (error) {
			// What is complete here is so whether or not a newer version was on its way.
			if (!signal.aborted || !this.#record?.complete) {
				throw error;
			}
		} finally {
			stop?.();
		}
	}

	/** Of a share that is followed: whether what ended it was that its destination is away; it is waited for. */
	async isBackAgain(): Promise<boolean> {
		const directories = this.#directories;
		if (!this.#isLive || !directories || directories.isRootThere()) {
			return false;
		}

		await untilDestinationIsBack(directories, {...this.#options, directory: this.#directory});
		return true;
	}

	/** Whose fault it was. */
	readonly explain = async (error: unknown): Promise<unknown> => ownDamage(error, this.#share);

	/** Leaves the network and lets the share go. */
	async close(): Promise<void> {
		this.#closing.abort();
		await this.#leave?.();
		await this.#share?.close();
		this.#letDestinationGo?.();
	}

	async #hold(): Promise<HeldShare> {
		return untilThereIsRoom(async () => holdShare(this.#context.library, {
			key: this.#key,
			direction: 'receiving',
			keepHistory: false,
			waitForRoom: async error => this.#versions ? this.#versions.receiver.waitForRoom(error) : this.#waitForRoom(error),
			hooks: receiveHooks(() => ({
				share: this.#share, directories: this.#directories, plan: this.#plan, receiver: this.#versions?.receiver,
			})),
		}), this.#waitForRoom);
	}

	async #join({core}: HeldShare): Promise<Connections> {
		const limits = limitsIn({...recordDefaults, ...this.#record, ...limitChanges(this.#options.limits?.() ?? {})});
		const {connections, leave} = await joinReceiving(this.#context, {core, access: this.#access, limits}, this.#options.onEvent);
		this.#leave = leave;
		return connections;
	}

	async #offer(share: HeldShare, looking: AbortSignal): Promise<{readonly expected: Expected; readonly commit: Commit}> {
		const {directory, confirm, signal, timeout, onEvent} = this.#options;
		const kept = this.#keptVersion;
		const {commit, block} = kept === undefined
			? await firstCommit(share.core, {timeout, signal: looking})
			: {commit: decodeCommit(await getBlock(share.core, kept, looking)), block: kept};
		saveMemory(commit.expected.files);
		if (!this.#record) {
			this.#directory = directory === undefined ? chooseDirectory(commit.name, this.#key) : path.resolve(directory);
		}

		const read = async (index: number): Promise<Uint8Array> => getBlock(share.core, index, looking);
		const offer = await orAborted(offerOf({
			commit, block, read, directory: this.#directory, isChosen: this.#isChosen, isContinued: this.#record !== undefined,
			// Nothing of a later version may match what was chosen.
			onCommit: this.#record ? undefined : this.#options.onCommit,
			mayBeNothing: this.#record !== undefined && isSameChoice(this.#record, this.#choice),
		}), signal);
		const {name, kind, files, bytes, reading} = offer;
		onEvent({
			type: 'found', name, kind, files, bytes, reading, directory: this.#directory,
		});
		const answer = this.#record && !this.#options.mirror ? true : await confirm(offer);
		if (!answer) {
			throw new ExpectedError('declined', 'Nothing was received.', {hint: 'Run the same command again to be asked again.'});
		}

		signal.throwIfAborted();
		if (answer !== true) {
			this.#directory = path.resolve(answer.directory ?? this.#directory);
			this.#choice = {only: this.#choice.only, selection: answer.selection};
			this.#live = answer.live ?? this.#live;
			this.#isChosen = chooser(this.#choice.only, answer.selection);
		}

		this.#unpicked = await decideLetGo(share, {commit, block}, {
			...this.#options, directory: this.#directory, earlier: this.#record, choice: this.#choice, looking,
		});

		const expected = await orAborted(expectedOf({commit, block, read}, {
			directory: this.#directory, isChosen: this.#isChosen, isEverything: isSameChoice(this.#choice, all), counted: answer === true ? offer : undefined,
		}), signal);
		return {expected, commit};
	}

	/** From here on something stands on disk: as soon as the destination is known to be usable, where an interrupted get goes on. */
	async #begin(share: HeldShare, commit: Commit): Promise<void> {
		refuseOwnDestination(this.#context.library.directory, this.#directory);
		// Following a share takes no edit away, unless both are to be equal.
		const replacesEdited = this.#options.mirror === true || (this.#options.existing === 'overwrite' && !(this.#options.live ?? this.#record?.live));
		const {directories, plan, letDestinationGo} = await beginReceiving(share, commit, {
			...this.#options, directory: this.#directory, isChosen: this.#isChosen, replacesEdited, isMirror: this.#options.mirror === true, waitForRoom: this.#waitForRoom, earlier: this.#record,
			letsGo: () => this.#record?.unpicked !== 'none',
		});
		this.#letDestinationGo = letDestinationGo;
		this.#directories = directories;
		this.#record = receiveRecord(this.#key, commit, {
			...this.#options, ...this.#choice, directory: this.#directory, unpicked: this.#unpicked, live: this.#live,
		}, this.#record);
		await untilThereIsRoom(async () => this.#context.library.save(this.#record!), this.#waitForRoom);
		this.#plan = plan;
		this.#versions = await ReceiveVersions.open({
			library: this.#context.library,
			key: this.#key,
			record: this.#record,
			share,
			plan,
			directories,
			existing: this.#options.existing,
			replacesEdited,
			isChosen: this.#isChosen,
			isLive: this.#isLive,
			isMirror: this.#options.mirror === true,
			atMost: this.#keptVersion === undefined ? undefined : this.#keptVersion + 1,
			waitForRoom: this.#waitForRoom,
			onComplete: () => this.#letDestinationGo?.(),
			signal: this.#options.signal,
			onEvent: this.#options.onEvent,
		});
	}

	get #isLive(): boolean {
		return this.#record?.live === true || this.#options.mirror === true;
	}

	async #receive(versions: ReceiveVersions, connections: Connections, {expected, looking}: {readonly expected: Expected; readonly looking: AbortSignal}): Promise<void> {
		const {version, totals} = await versions.next(expected, looking);
		this.#record = {...this.#record!, complete: true, unpicked: 'none'};
		const {total: {files, bytes}, admission: {refusals}} = this.#plan!;
		await sayDelivered(connections, this.#share!.core, {
			version, files, bytes, isEverything: isEverything({
				choice: this.#choice, files, refusedFiles: refusals.files.size, totals,
			}),
		}, this.#options.signal);
	}
}
