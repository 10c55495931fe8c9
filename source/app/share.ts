import {Buffer} from 'node:buffer';
import path from 'node:path';
import crypto from 'hypercore-crypto';
import {ExpectedError} from '../base/errors.ts';
import {Wake} from '../base/wake.ts';
import {loadIgnoreRules, type IgnoreRules} from '../folder/ignore-rules.ts';
import {resolveRoots, type ResolvedRoots} from '../folder/roots.ts';
import {recordDefaults, type ShareRecord} from '../library/record.ts';
import {encodeShareKey} from '../link/share-key.ts';
import type {AccessRequest} from '../transfer/replicate.ts';
import type {AppContext} from './app-context.ts';
import type {OnEvent} from './events.ts';
import {waitForGoodbye} from './farewell.ts';
import {holdShare} from './held-share.ts';
import {LeftOut} from './left-out.ts';
import type {OpenShare} from './open-share.ts';
import {PeerAccess} from './peer-access.ts';
import type {SourceChanges} from './pending-changes.ts';
import type {Published} from './publish.ts';
import {publishWhenThere} from './publish-when-there.ts';
import {refuseOwnData} from './refuse-own-data.ts';
import {reportUploads, watchPeers} from './serve.ts';
import {SourceFeed} from './source-feed.ts';
import {warnWhenUnreachable} from './warn-when-unreachable.ts';
import {WatchSource} from './watch-source.ts';
import {roomWaiter, untilThereIsRoom} from './wait-for-room.ts';

export type ShareOptions = {
	/** Undefined: the folder's own name. */
	readonly name?: string | undefined;
	readonly ignoreFile?: string | undefined;
	/** Files called `.gitignore` are followed, too. */
	readonly gitignore: boolean;
	/** False: nothing is left out by rules. */
	readonly ignore: boolean;
	/** Ends when the first receiver has everything. */
	readonly once: boolean;
	readonly keepHistory: boolean;
	/** Changes become new versions as they happen. False: when a peer comes upon one. */
	readonly watch: boolean;
	/** New peers wait for the user's word: `onRequest`. Undefined: as before. */
	readonly asksFirst?: boolean | undefined;
	readonly onRequest?: (request: AccessRequest, access: PeerAccess) => void;
	/** A peer that has asked is gone. */
	readonly onRequestGone?: (peer: string) => void;
	/** Whether a dashboard goes on with it by itself the next time; undefined: as before. */
	readonly resumes?: boolean;
	/** Called when the feed is open, for those who look at it. */
	readonly onOpen?: (share: OpenShare) => void;
	readonly signal: AbortSignal;
	readonly onEvent: OnEvent;
};

/**
Shares paths and serves them until the signal is aborted, or with `once` until the first receiver has everything.

The same paths continue the same feed: what did not change is not read again. What changes meanwhile becomes a new version.
*/
export async function share({library, connect}: AppContext, paths: readonly string[], options: ShareOptions): Promise<void> {
	const {signal, onEvent} = options;
	const roots = await resolveRoots(paths);
	refuseOwnData(library.directory, roots);
	const loadRules = async (): Promise<IgnoreRules> => loadIgnoreRules({ignoreFile: options.ignoreFile, gitignore: options.gitignore, enabled: options.ignore});
	await loadRules();
	const record = await library.findShared(roots.roots);
	if (record && options.keepHistory && !record.keepHistory) {
		throw new ExpectedError('usage', 'These paths are already shared without --keep-history.', {
			hint: 'Leave the option out, or run “ferry remove” with the share’s key first: then they get a new key.',
		});
	}

	const keyPair = record ? undefined : crypto.keyPair();
	const key = keyPair?.publicKey ?? Buffer.from(record!.key, 'hex');
	const keepHistory = record?.keepHistory ?? options.keepHistory;
	const wake = new Wake();
	const name = options.name ?? record?.name ?? roots.name;
	const ignoreFile = options.ignoreFile === undefined ? undefined : path.resolve(options.ignoreFile);
	const source = new WatchSource({
		roots, ignoreFile, watch: options.watch, wake, signal, onEvent,
	});
	let feed: SourceFeed | undefined;
	const waitForRoom = roomWaiter({
		places: () => [library.directory], needed: () => undefined, signal, onEvent,
	});
	const held = await untilThereIsRoom(async () => holdShare(library, {
		key,
		direction: 'sharing',
		keyPair,
		keepHistory,
		waitForRoom,
		hooks: {
			prepare() {
				throw new Error('A shared file is never written');
			},
			onChanged(file) {
				source.fileChanged(file.path);
			},
			onBroken(index) {
				feed?.markBroken(index);
				source.noteEverything();
			},
			onStored() {
				// What is appended was there before.
			},
			onFailed(error) {
				wake.fail(error);
			},
		},
	}), waitForRoom);
	const stopWatching = watchPeers(held.core, onEvent);
	const stopReporting = reportUploads(held.core, onEvent);
	let stopWarning: (() => void) | undefined;
	let leave: (() => Promise<void>) | undefined;
	const onAbort = (): void => {
		onEvent({type: 'stopping'});
		wake.fail(signal.reason);
	};

	signal.addEventListener('abort', onAbort, {once: true});
	try {
		signal.throwIfAborted();
		const saved = recordOf(roots, {
			key: Buffer.from(key).toString('hex'), name, keepHistory,
			ignore: options.ignore,
			gitignore: options.gitignore,
			ignoreFile: ignoreFile ?? null,
			...(options.resumes !== undefined && {paused: !options.resumes}),
			...(options.asksFirst !== undefined && {asksFirst: options.asksFirst}),
		}, record);
		await untilThereIsRoom(async () => library.save(saved), waitForRoom);
		const shareKey = encodeShareKey(key);
		const access = new PeerAccess({
			library, key, direction: 'sharing', record: saved, onEvent, onRequest: options.onRequest, onRequestGone: options.onRequestGone,
		});
		options.onOpen?.({...held, access, plan: () => undefined});
		onEvent({type: 'feed', key: shareKey, name});
		feed = new SourceFeed({
			...held, blockSize: held.slices.blockSize, keepHistory, roots: roots.roots,
		});
		await feed.load();
		held.slices.blockSize = feed.blockSize;
		let latest: Published | undefined;
		const connections = await connect();
		stopWarning = warnWhenUnreachable(connections, onEvent);
		const {announced, leave: leaveTopic} = connections.join({
			core: held.core,
			access,
			onDelivered(peer, {version, files, bytes, isEverything}) {
				onEvent({
					type: 'delivered', peer, version, files, bytes,
				});
				if (options.once && isEverything && latest && version >= latest.commit.version) {
					wake.fail(deliveredOnce);
				}
			},
		}, {announce: true});
		leave = leaveTopic;
		announce(announced, () => {
			onEvent({type: 'announced', key: shareKey});
		}, wake);
		const leftOut = new LeftOut();
		for (let changes: SourceChanges = 'everything'; ; changes = await source.next()) {
			const isFirst = latest === undefined;
			latest = await publishWhenThere(feed, changes, {
				roots, loadRules, name, library, source, leftOut, isFirst, signal, onEvent,
			});
			if (isFirst || latest.isNew) {
				const {version, totals} = latest.commit;
				await untilThereIsRoom(async () => library.update(key, 'sharing', {
					version, complete: true, files: totals.files, bytes: totals.bytes,
				}), waitForRoom);
				onEvent({
					type: 'version', version, files: totals.files, bytes: totals.bytes, leftOut: totals.leftOut, changed: latest.isNew,
				});
			}
		}
	} catch (error) {
		if (error === deliveredOnce) {
			await waitForGoodbye(held.core);
		} else if (!signal.aborted) {
			throw error;
		}
	} finally {
		signal.removeEventListener('abort', onAbort);
		stopReporting();
		stopWatching();
		stopWarning?.();
		source.close();
		await leave?.();
		await held.close();
	}
}

const deliveredOnce = Symbol('delivered');

/** Says when the DHT has the announcement; failing to say it must not be lost. */
function announce(announced: Promise<void>, say: () => void, wake: Wake): void {
	announced.then(say).catch((error: unknown) => {
		wake.fail(error);
	});
}

type GivenRecord = Pick<ShareRecord, 'key' | 'name' | 'keepHistory' | 'ignore' | 'gitignore' | 'ignoreFile'> & Partial<ShareRecord>;

function recordOf({kind, roots}: ResolvedRoots, given: GivenRecord, record: ShareRecord | undefined): ShareRecord {
	return {
		...recordDefaults,
		...record,
		format: 1,
		...given,
		direction: 'sharing',
		kind,
		roots,
		directory: null,
		only: [],
		existing: 'keep-both',
		created: record?.created ?? Date.now(),
		version: record?.version ?? 0,
		complete: record?.complete ?? false,
		files: record?.files ?? 0,
		bytes: record?.bytes ?? 0,
	};
}
