import {Buffer} from 'node:buffer';
import type Hypercore from 'hypercore';
import {ExpectedError} from '../base/errors.ts';
import type {Commit} from '../feed/commit.ts';
import type {Entry, FileEntry} from '../feed/entry.ts';
import {defaultBlockSize} from '../feed/limits.ts';
import {findEntry, readUnder} from '../feed/read-index.ts';
import {hashFile} from '../folder/hash-file.ts';
import {look} from '../folder/place-file.ts';
import {openBlocks} from '../folder/read-blocks.ts';
import {databaseOnly} from '../storage/database-only.ts';
import {openFeed} from '../storage/open-feed.ts';
import {blockCount, bytesIn} from '../storage/slice-map.ts';
import type {AppContext} from './app-context.ts';
import type {OnEvent} from './events.ts';
import {firstCommit} from './first-commit.ts';
import {getBlock} from './get-block.ts';
import {holdShare, passive} from './held-share.ts';
import {lookForPeers} from './look-for-peers.ts';
import {placeOf} from './place-of.ts';
import {watchPeers} from './serve.ts';
import {warnWhenUnreachable} from './warn-when-unreachable.ts';

export type ReadOptions = {
	/** Milliseconds to look for peers; undefined: for ever. */
	readonly timeout: number | undefined;
	readonly signal: AbortSignal;
	readonly onEvent: OnEvent;
};

/** An entry as a listing shows it. */
export type ListedEntry = {
	readonly kind: Entry['kind'];
	readonly path: string;
	readonly mtime: number;
	readonly size?: number;
	readonly mode?: number;
	/** Hexadecimal; missing while the sharer is still reading the file. */
	readonly sha256?: string;
	readonly target?: string;
};

/** Lists a share, or what is at and below a path of it, from the pages of its index that this takes. */
export async function * listShare(context: AppContext, key: Uint8Array, path: string | undefined, options: ReadOptions): AsyncGenerator<ListedEntry, void> {
	const reader = await openHere(context, key, options) ?? await askPeers(context, key, options);
	try {
		const {commit, block} = await firstCommit(reader.core, {...options, signal: reader.signal});
		const prefix = withoutSlashes(path);
		let isEmpty = true;
		for await (const entry of readUnder(commit.root, block, async index => reader.get(index), prefix)) {
			isEmpty = false;
			yield listed(entry);
		}

		if (isEmpty && prefix !== '') {
			throw missing();
		}
	} finally {
		await reader.close();
	}
}

/** One file of a share, from this disk when it is here unchanged, else from the peers; nothing is kept. */
export async function * readFile(context: AppContext, key: Uint8Array, path: string, options: ReadOptions): AsyncGenerator<Uint8Array, void> {
	const here = await openHere(context, key, options);
	if (here) {
		const place = await unchangedPlace(here, path, options).finally(here.close);
		if (place !== undefined) {
			yield * readPlace(place);
			return;
		}
	}

	const reader = await askPeers(context, key, options);
	try {
		const {commit, entry} = await fileOf(reader, path, options);
		for (const extent of entry.extents) {
			const end = extent.block + blockCount(extent, commit.blockSize);
			for (let index = extent.block; index < end; index++) {
				const bytes = await reader.get(index);
				const start = index === extent.block ? extent.offset : 0;
				yield bytes.subarray(start, start + bytesIn(extent, index, commit.blockSize));
				await reader.core.clear(index, index + 1);
			}
		}
	} finally {
		await reader.close();
	}
}

type Reader = {
	readonly core: Hypercore;
	/** Aborted with the user's signal, and when nobody is found in time. */
	readonly signal: AbortSignal;
	get: (index: number) => Promise<Uint8Array>;
	placeOf: (path: string) => string | undefined;
	close: () => Promise<void>;
};

/** The share that is on this disk, when nobody uses it and it is complete. */
async function openHere({library}: AppContext, key: Uint8Array, {signal}: ReadOptions): Promise<Reader | undefined> {
	for (const direction of ['sharing', 'receiving'] as const) {
		const record = await library.find(key, direction);
		if (record?.complete && library.holderOf(key, direction) === undefined) {
			const {core, known, close} = await holdShare(library, {key, ...passive(record)});
			return {
				core,
				signal,
				get: async index => getBlock(core, index, signal),
				placeOf: path => placeOf(path, record, known),
				close,
			};
		}
	}

	return undefined;
}

/** A feed in memory, of which only what is asked for is fetched. */
async function askPeers({connect}: AppContext, key: Uint8Array, options: ReadOptions): Promise<Reader> {
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
		get: async index => getBlock(core, index, signal),
		placeOf: () => undefined,
		async close() {
			stop();
			stopWarning();
			stopWatching();
			await joined.leave();
			await core.close();
		},
	};
}

/** @throws ExpectedError `entry-missing` */
async function fileOf(reader: Reader, path: string, options: ReadOptions): Promise<{readonly commit: Commit; readonly entry: FileEntry}> {
	const {commit, block} = await firstCommit(reader.core, {...options, signal: reader.signal});
	const entry = await findEntry(commit.root, block, async index => reader.get(index), withoutSlashes(path));
	if (entry?.kind !== 'file') {
		throw missing();
	}

	if (!entry.sha256) {
		throw new ExpectedError('entry-missing', 'The sharer is still reading this file.', {hint: 'Try again when it has been read.'});
	}

	return {commit, entry};
}

/** Where a file of the share stands on this disk, if it is still what the share says. */
async function unchangedPlace(here: Reader, path: string, options: ReadOptions): Promise<{readonly place: string; readonly size: number} | undefined> {
	const {entry} = await fileOf(here, path, options);
	const place = here.placeOf(entry.path);
	return place !== undefined && await isUnchanged(place, entry, options.signal) ? {place, size: entry.size} : undefined;
}

async function * readPlace({place, size}: {readonly place: string; readonly size: number}): AsyncGenerator<Uint8Array, void> {
	const file = await openBlocks(place, defaultBlockSize);
	try {
		yield * file.blocks(0, size);
	} finally {
		await file.close();
	}
}

async function isUnchanged(place: string, entry: FileEntry, signal: AbortSignal): Promise<boolean> {
	const found = look(place);
	return found?.isFile() === true && found.size === entry.size && Buffer.compare(await hashFile(place, signal), entry.sha256!) === 0;
}

function listed(entry: Entry): ListedEntry {
	const {kind, path, mtime} = entry;
	switch (entry.kind) {
		case 'file': {
			return {
				kind, path, mtime, size: entry.size, mode: entry.mode, ...(entry.sha256 && {sha256: Buffer.from(entry.sha256).toString('hex')}),
			};
		}

		case 'symlink': {
			return {
				kind, path, mtime, target: entry.target,
			};
		}

		case 'directory': {
			return {
				kind, path, mtime, mode: entry.mode,
			};
		}
	}
}

function withoutSlashes(path = ''): string {
	return path.replaceAll(/^(?:\.?\/)+|\/+$/gv, '');
}

function missing(): ExpectedError {
	return new ExpectedError('entry-missing', 'The share has no such file.', {hint: 'List what it has with “ferry ls” and its key.'});
}
