import path from 'node:path';
import type Hypercore from 'hypercore';
import type {KeyPair} from 'hypercore';
import {defaultBlockSize} from '../feed/limits.ts';
import type {Library} from '../library/library.ts';
import type {Lock} from '../library/lock.ts';
import type {ShareRecord} from '../library/record.ts';
import {databaseOnly} from '../storage/database-only.ts';
import type {Database} from '../storage/database.ts';
import {InPlaceBlocks, type InPlaceOptions} from '../storage/in-place-blocks.ts';
import {KnownFiles} from '../storage/known-files.ts';
import {openFeed, readLeaf} from '../storage/open-feed.ts';
import {SliceMap} from '../storage/slice-map.ts';
import type {StoredFile} from '../storage/stored-file.ts';
import {ContentHasher} from './content-hasher.ts';

export type HeldShareOptions = {
	readonly key: Uint8Array;
	readonly direction: ShareRecord['direction'];
	/** Only when the writer makes a new feed. */
	readonly keyPair?: KeyPair | undefined;
	/** Blocks are kept in the database, so that old versions stay: the second copy. */
	readonly keepHistory: boolean;
	readonly waitForRoom: (error: unknown) => Promise<void>;
	readonly hooks: Omit<InPlaceOptions, 'slices' | 'leafOf' | 'hasBlock'>;
};

/** A share that this process has locked and opened: its feed, and where the feed's data stands. */
export type HeldShare = {
	readonly core: Hypercore;
	readonly database: Database;
	/** The file of the database, absolute. */
	readonly file: string;
	readonly known: KnownFiles;
	readonly slices: SliceMap<StoredFile>;
	readonly blocks: InPlaceBlocks;
	readonly hasher: ContentHasher;
	/** Closes everything and lets the share go. */
	readonly close: () => Promise<void>;
};

/**
Takes a share for this process and opens its feed.

@throws ExpectedError `share-in-use`
*/
export async function holdShare(library: Library, {key, direction, keyPair, keepHistory, waitForRoom, hooks}: HeldShareOptions): Promise<HeldShare> {
	const lock: Lock = library.lock(key, direction);
	const slices = new SliceMap<StoredFile>(defaultBlockSize);
	const hasher = new ContentHasher(slices);
	const file = path.join(library.directoryOf(key, direction), 'feed.sqlite');
	let core: Hypercore | undefined;
	const blocks = new InPlaceBlocks({
		...hooks,
		slices,
		leafOf: async index => readLeaf(core!, index),
		hasBlock: index => core!.core.bitfield.get(index),
	});
	try {
		const feed = await openFeed({
			file,
			key,
			isWriter: direction === 'sharing',
			keyPair,
			blocks: keepHistory ? databaseOnly : blocks,
			waitForRoom,
		});
		core = feed.core;
		return {
			...feed,
			file,
			known: new KnownFiles(feed.database.sql),
			slices,
			blocks,
			hasher,
			async close() {
				await hasher.close();
				await feed.core.close();
				await feed.database.close();
				blocks.close();
				lock.release();
			},
		};
	} catch (error) {
		lock.release();
		throw error;
	}
}

/** How to hold a share only to look at it: nothing is received, and what has changed on disk is somebody else's business. */
export function passive({direction, keepHistory}: ShareRecord): Omit<HeldShareOptions, 'key'> {
	return {
		direction,
		keepHistory,
		async waitForRoom(error) {
			throw error;
		},
		hooks: {
			prepare: () => true, clearPart: () => true, onChanged: nothing, onBroken: nothing, onStored: nothing, onFailed: nothing,
		},
	};
}

function nothing(): void {
	// Nobody is interested.
}
