import {Buffer} from 'node:buffer';
import type Hypercore from 'hypercore';
import {ExpectedError} from '../base/errors.ts';
import type {FileEntry} from '../feed/entry.ts';
import type {ReadRecord} from '../feed/read-page.ts';
import {hashFile} from '../folder/hash-file.ts';
import {look} from '../folder/place-file.ts';
import type {ShareRecord} from '../library/record.ts';
import {databaseOnly} from '../storage/database-only.ts';
import {openFeed} from '../storage/open-feed.ts';
import type {KnownFiles} from '../storage/known-files.ts';
import {matchesSignature} from '../storage/stored-file.ts';
import type {Delivered} from '../transfer/delivery.ts';
import type {AppContext} from './app-context.ts';
import {getAvailable, type AvailableOptions} from './available.ts';
import type {OnEvent} from './events.ts';
import {sayDelivered} from './farewell.ts';
import {holdShare, passive} from './held-share.ts';
import {lookForPeers, noPeer} from './look-for-peers.ts';
import {placeOf} from './place-of.ts';
import {watchPeers} from './serve.ts';
import {warnWhenUnreachable} from './warn-when-unreachable.ts';

export type ReadOptions = {
	/** Milliseconds to look for peers; undefined: for ever. */
	readonly timeout: number | undefined;
	readonly signal: AbortSignal;
	readonly onEvent: OnEvent;
};

/** A share that is looked into without receiving it. */
export type ShareReader = {
	readonly core: Hypercore;
	/** Aborted with the user's signal, and when nobody is found in time. */
	readonly signal: AbortSignal;
	/** Reads a page or a commit. */
	readonly get: ReadRecord;
	/** The share as it is on this disk; undefined when peers are asked. */
	readonly here: SharePlaces | undefined;
	/** Tells the peers that all of a version has been written to an output. */
	readonly sayWritten: (written: Pick<Delivered, 'version' | 'files' | 'bytes'>) => Promise<void>;
	readonly close: () => Promise<void>;
};

/** Where the files of a share stand on this disk. */
export type SharePlaces = {
	readonly direction: ShareRecord['direction'];
	/** Whether the blocks of old versions are kept. */
	readonly keepsHistory: boolean;
	/** Where a file of this content stands, in the share or received from it; it has just been read and found to be so. */
	readonly find: (entry: FileEntry) => Promise<string | undefined>;
	/** The same as far as is recorded: the file is what it was, but it is not read. */
	readonly recorded: (entry: FileEntry) => string | undefined;
};

/** Milliseconds that peers have to tell that they have something, before it is taken for gone. */
const patience = 10_000;

/** The share that is on this disk, when nobody uses it and it is complete. */
export async function openHere({library}: AppContext, key: Uint8Array, {signal}: ReadOptions): Promise<ShareReader | undefined> {
	for (const direction of ['sharing', 'receiving'] as const) {
		const record = await library.find(key, direction);
		if (record?.complete && library.holderOf(key, direction) === undefined) {
			const {core, known, close} = await holdShare(library, {key, ...passive(record)});
			return {
				core,
				signal,
				async get(index) {
					signal.throwIfAborted();
					const bytes = await core.get(index, {wait: false});
					if (!bytes) {
						// What was received is here; older versions may never have been.
						throw noPeer(core);
					}

					return bytes;
				},
				here: {
					direction,
					keepsHistory: record.keepHistory,
					find: async entry => findHere(entry, {record, known, signal}),
					recorded: entry => recordedHere(entry, {record, known}),
				},
				async sayWritten() {
					// Nobody is asked, and nobody told.
				},
				close,
			};
		}
	}

	return undefined;
}

/** A feed in memory, of which only what is asked for is fetched. */
export async function askPeers({connect}: AppContext, key: Uint8Array, options: ReadOptions): Promise<ShareReader> {
	const {core} = await openFeed({
		file: ':memory:', key, isWriter: false, blocks: databaseOnly, async waitForRoom(error) {
			throw error;
		},
	});
	const stopWatching = watchPeers(core, options.onEvent);
	options.onEvent({type: 'searching'});
	const connections = await connect();
	const stopWarning = warnWhenUnreachable(connections, options.onEvent);
	const joined = connections.join({core}, {announce: false});
	const {signal, stop} = lookForPeers(core, options);
	return {
		core,
		signal,
		get: async index => getAvailable(core, index, availability(options, signal, indexGone)),
		here: undefined,
		async sayWritten(written) {
			await sayDelivered(connections, core, {...written, isEverything: true, isOutput: true}, signal);
		},
		async close() {
			stop();
			stopWarning();
			stopWatching();
			await joined.leave();
			await core.close();
		},
	};
}

/** How long peers are waited for that have what is asked for. */
export function availability({timeout = patience}: ReadOptions, signal: AbortSignal, gone: () => Error): AvailableOptions {
	return {patience: Math.min(timeout, patience), signal, gone};
}

function indexGone(): ExpectedError {
	return new ExpectedError('content-gone', 'Nobody who can be reached has this part of the share’s index any more.', {
		hint: 'Try again when whoever shared it is online, or look at a newer version.',
	});
}

type Recorded = {readonly record: ShareRecord; readonly known: KnownFiles};

async function findHere(entry: FileEntry, {signal, ...recorded}: Recorded & {readonly signal: AbortSignal}): Promise<string | undefined> {
	for (const {place} of placesOf(entry, recorded)) {
		if (await isUnchanged(place, entry, signal)) {
			return place;
		}
	}

	return undefined;
}

function recordedHere(entry: FileEntry, recorded: Recorded): string | undefined {
	for (const {path, place} of placesOf(entry, recorded)) {
		const {signature, sha256} = recorded.known.get(path) ?? {};
		const found = signature && sha256 && entry.sha256 && Buffer.compare(sha256, entry.sha256) === 0 ? look(place) : undefined;
		if (found && matchesSignature(found, signature!)) {
			return place;
		}
	}

	return undefined;
}

/** Under its own path, or under another one where the content was found before. */
function * placesOf(entry: FileEntry, {record, known}: Recorded): Generator<{readonly path: string; readonly place: string}, void> {
	// Only who shares can look for what files hold.
	const others = record.direction === 'sharing' ? known.withContent(entry.sha256!) : [];
	for (const path of new Set([entry.path, ...others])) {
		const place = placeOf(path, record, known);
		if (place !== undefined) {
			yield {path, place};
		}
	}
}

async function isUnchanged(place: string, entry: FileEntry, signal: AbortSignal): Promise<boolean> {
	const found = look(place);
	return found?.isFile() === true && found.size === entry.size && Buffer.compare(await hashFile(place, signal), entry.sha256!) === 0;
}
