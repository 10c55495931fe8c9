import type {KeyPair} from 'hypercore';
import type {Wake} from '../base/wake.ts';
import type {ShareRecord} from '../library/record.ts';
import {encodeShareKey} from '../link/share-key.ts';
import type {AccessRequest} from '../transfer/active-feed.ts';
import type {AppContext} from './app-context.ts';
import type {OnEvent} from './events.ts';
import {waitForGoodbye} from './farewell.ts';
import {holdShare, type HeldShare} from './held-share.ts';
import type {OpenShare} from './open-share.ts';
import {ownDamage} from './own-damage.ts';
import {PeerAccess} from './peer-access.ts';
import type {Published} from './publish.ts';
import {reportUploads, watchPeers} from './serve.ts';
import {limitsIn, type LimitWish} from './share-limits.ts';
import {roomWaiter, untilThereIsRoom} from './wait-for-room.ts';
import {warnWhenUnreachable} from './warn-when-unreachable.ts';

/** Something that is shared, whatever it is read from. */
export type Source = {
	readonly key: Uint8Array;
	/** Only when the feed is new. */
	readonly keyPair: KeyPair | undefined;
	/** Failed when the sharing is to end; whoever reads the source waits with it. */
	readonly wake: Wake;
	readonly record: ShareRecord;
	/** A file is not what it was. */
	readonly onChanged: (path: string) => void;
	/** A block can't be put together although its files are what they were. */
	readonly onBroken: (index: number) => void;
	/** Opens the feed to write to it; what it gives are its versions, the first of them also when nothing is new. */
	readonly open: (held: HeldShare, waitForRoom: (error: unknown) => Promise<void>) => Promise<AsyncIterable<Published>>;
	readonly close: () => void;
};

export type ServeOptions = {
	/** Ends when the first receiver has everything. */
	readonly once: boolean;
	/** New peers wait for the user's word: `onRequest`. Undefined: as before. */
	readonly asksFirst?: boolean | undefined;
	/** Keys of the only peers that may have it, hexadecimal; null: whoever has its key. Undefined: as before. */
	readonly onlyAllowed?: readonly string[] | null | undefined;
	/** The share's own limits; undefined: as before. */
	readonly limits?: LimitWish | undefined;
	readonly onRequest?: (request: AccessRequest, access: PeerAccess) => void;
	/** A peer that has asked is gone. */
	readonly onRequestGone?: (peer: string) => void;
	/** Called when the feed is open, for those who look at it. */
	readonly onOpen?: (share: OpenShare) => void;
	readonly signal: AbortSignal;
	readonly onEvent: OnEvent;
};

/** Announces a feed and serves it, as its source grows, until the signal is aborted, or with `once` until the first receiver has everything. */
export async function serveSource({library, connect}: AppContext, source: Source, options: ServeOptions): Promise<void> {
	const {key, wake, record} = source;
	const {signal, onEvent} = options;
	const waitForRoom = roomWaiter({
		dataDirectory: library.directory, needed: () => undefined, signal, onEvent,
	});
	const held = await untilThereIsRoom(async () => holdShare(library, {
		key,
		direction: 'sharing',
		keyPair: source.keyPair,
		keepHistory: record.keepHistory,
		waitForRoom,
		hooks: {
			prepare: neverWritten,
			clearPart: neverWritten,
			onChanged(file) {
				source.onChanged(file.path);
			},
			onBroken(index) {
				source.onBroken(index);
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
		await untilThereIsRoom(async () => library.save(record), waitForRoom);
		const shareKey = encodeShareKey(key);
		const access = new PeerAccess({
			library, key, direction: 'sharing', record, onEvent, onRequest: options.onRequest, onRequestGone: options.onRequestGone,
		});
		options.onOpen?.({...held, access, plan: () => undefined});
		onEvent({type: 'feed', key: shareKey, name: record.name});
		const versions = await source.open(held, waitForRoom);
		let latest: Published | undefined;
		let delivered = 0;
		const endOnce = (): void => {
			if (options.once && latest && delivered >= latest.commit.version) {
				wake.fail(deliveredOnce);
			}
		};

		// They may have been changed while the source was opened.
		const limits = limitsIn(await library.find(key, 'sharing') ?? record);
		const connections = await connect();
		stopWarning = warnWhenUnreachable(connections, onEvent);
		const {announced, leave: leaveTopic} = connections.join({
			core: held.core,
			access,
			limits,
			onDelivered(peer, {version, files, bytes, isEverything, isOutput}) {
				onEvent({
					type: 'delivered', peer, version, files, bytes, ...(isOutput && {output: true}), everything: isEverything,
				});
				delivered = isEverything ? Math.max(delivered, version) : delivered;
				endOnce();
			},
		}, {announce: true});
		leave = leaveTopic;
		announce(announced, () => {
			onEvent({type: 'announced', key: shareKey});
		}, wake);
		for await (const published of versions) {
			const isNews = latest === undefined || published.isNew;
			latest = published;
			if (isNews) {
				const {version, totals} = latest.commit;
				await untilThereIsRoom(async () => library.update(key, 'sharing', {
					version, complete: true, files: totals.files, bytes: totals.bytes,
				}), waitForRoom);
				onEvent({
					type: 'version', version, files: totals.files, bytes: totals.bytes, leftOut: totals.leftOut, changed: latest.isNew,
				});
			}

			// A quick receiver says so before the version is known here.
			endOnce();
		}
	} catch (error) {
		if (error === deliveredOnce) {
			await waitForGoodbye(held.core, signal);
		} else if (!signal.aborted) {
			throw await ownDamage(error, held);
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

function neverWritten(): never {
	throw new Error('A shared file is never written');
}
