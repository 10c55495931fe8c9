import {Buffer} from 'node:buffer';
import {ExpectedError} from '../base/errors.ts';
import type {Entry, FileEntry} from '../feed/entry.ts';
import {defaultBlockSize} from '../feed/limits.ts';
import {readUnder} from '../feed/read-index.ts';
import {openBlocks} from '../folder/read-blocks.ts';
import {blockCount, bytesIn} from '../storage/slice-map.ts';
import type {AppContext} from './app-context.ts';
import {getAvailable, untilAvailable} from './available.ts';
import {firstCommit} from './first-commit.ts';
import {
	blocksOfFile, contentGone, findFile, missing, withoutSlashes, type FoundFile,
} from './found-file.ts';
import {
	askPeers, availability, openHere, type ReadOptions, type ShareReader,
} from './share-reader.ts';
import {openVersion} from './share-versions.ts';
import {streamFile} from './stream-file.ts';
import type {VersionWish} from './version-wish.ts';
import type {Version} from './versions.ts';

export type {ReadOptions} from './share-reader.ts';

export type ReadVersionOptions = ReadOptions & {
	/** Undefined: the newest, complete or not. */
	readonly version?: VersionWish | undefined;
	/** As in `streamFile`. */
	readonly isDelivery?: boolean;
};

/** An entry as a listing shows it. */
export type ListedEntry = {
	readonly kind: Entry['kind'];
	readonly path: string;
	/** Milliseconds since 1970; missing while the sharer can't read it. */
	readonly mtime?: number;
	readonly size?: number;
	readonly mode?: number;
	/** Hexadecimal; missing while the sharer is still reading the file. */
	readonly sha256?: string;
	readonly target?: string;
};

type OpenVersion = {readonly reader: ShareReader; readonly version: Version};

/**
Lists a share, or what is at and below a path of it, from the pages of its index that this takes.

@throws ExpectedError `entry-missing`, `version-missing`, `no-peer`, `content-gone`, `feed-malformed`
*/
export async function * listShare(context: AppContext, key: Uint8Array, path: string | undefined, options: ReadVersionOptions): AsyncGenerator<ListedEntry, void> {
	const {reader, version: {commit, block}} = await open(context, key, options);
	try {
		const prefix = withoutSlashes(path);
		let isEmpty = true;
		for await (const entry of readUnder(commit.root, block, reader.get, prefix)) {
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

/**
One file of a share, from this disk when it is here unchanged, else from the peers, as it grows if its sharer is still reading it; nothing is kept.

@param path - undefined: the only file there is.
@throws ExpectedError `entry-missing`, also when a path is needed, `version-missing`, `no-peer`, `feed-malformed`, and `content-gone` when peers are there but none of them has it, most often before the first byte.
*/
export async function * readFile(context: AppContext, key: Uint8Array, path: string | undefined, options: ReadVersionOptions): AsyncGenerator<Uint8Array, void> {
	const {reader, version} = await open(context, key, options);
	let file: FoundFile;
	let place: string | undefined;
	try {
		file = await findFile(reader.get, version, path);
		if (!reader.here && !options.version) {
			yield * streamFile(reader, path, options);
			return;
		}

		place = file.entry.sha256 && await placeHere(context, key, {reader, file}, options);
		if (file.entry.sha256 && place === undefined && await canGive(reader, file)) {
			yield * readBlocks(reader, file, options);
			return;
		}
	} finally {
		await reader.close();
	}

	if (place !== undefined) {
		yield * readPlace(place, file.entry);
		return;
	}

	yield * askForFile(context, key, options.version ? file : {path}, options);
}

/** A file that is known, or the newest one of a path: what peers have may be newer than what is here. */
async function * askForFile(context: AppContext, key: Uint8Array, wanted: FoundFile | {readonly path: string | undefined}, options: ReadVersionOptions): AsyncGenerator<Uint8Array, void> {
	const reader = await askPeers(context, key, options);
	try {
		yield * ('entry' in wanted ? readBlocks(reader, wanted, options) : streamFile(reader, wanted.path, options));
	} catch (error) {
		// Of the share itself something is here, but not that.
		throw 'entry' in wanted && error instanceof ExpectedError && error.code === 'no-peer' ? contentGone(wanted) : error;
	} finally {
		await reader.close();
	}
}

async function open(context: AppContext, key: Uint8Array, options: ReadVersionOptions): Promise<OpenVersion> {
	if (options.version) {
		return openVersion(context, key, options.version, options);
	}

	const reader = await openHere(context, key, options) ?? await askPeers(context, key, options);
	try {
		return {reader, version: await newestOf(reader, options)};
	} catch (error) {
		await reader.close();
		throw error;
	}
}

async function newestOf({core, signal}: ShareReader, options: ReadOptions): Promise<Version> {
	return firstCommit(core, {...options, signal});
}

/** Where a file of this content stands on this disk. */
async function placeHere(context: AppContext, key: Uint8Array, {reader, file}: {readonly reader: ShareReader; readonly file: FoundFile}, options: ReadOptions): Promise<string | undefined> {
	if (reader.here) {
		return reader.here.find(file.entry);
	}

	const disk = await openHere(context, key, options);
	try {
		return await disk?.here?.find(file.entry);
	} finally {
		await disk?.close();
	}
}

/** Whether the blocks of a file can be had from there: from peers, or from this disk when the old versions are kept and it has all of them. */
async function canGive({core, here}: ShareReader, file: FoundFile): Promise<boolean> {
	if (!here?.keepsHistory) {
		return !here;
	}

	const has = await Promise.all(blocksOfFile(file).map(async ({start, end}) => core.has(start, end)));
	return has.every(Boolean);
}

async function * readBlocks({core, signal, here}: ShareReader, file: FoundFile, options: ReadOptions): AsyncGenerator<Uint8Array, void> {
	const {entry, version: {commit: {blockSize}}} = file;
	const available = availability(options, signal, () => contentGone(file));
	await untilAvailable(core, blocksOfFile(file), available);
	for (const extent of entry.extents) {
		const end = extent.block + blockCount(extent, blockSize);
		for (let index = extent.block; index < end; index++) {
			const bytes = await getAvailable(core, index, available);
			const start = index === extent.block ? extent.offset : 0;
			yield bytes.subarray(start, start + bytesIn(extent, index, blockSize));
			if (!here) {
				await core.clear(index, index + 1);
			}
		}
	}
}

async function * readPlace(place: string, {size}: FileEntry): AsyncGenerator<Uint8Array, void> {
	const file = await openBlocks(place, defaultBlockSize);
	try {
		yield * file.blocks(0, size);
	} finally {
		await file.close();
	}
}

function listed(entry: Entry): ListedEntry {
	if (entry.kind === 'withheld') {
		return {kind: entry.kind, path: entry.path};
	}

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
