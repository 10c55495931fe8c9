import Hypercore, {type KeyPair} from 'hypercore';
import CorestoreStorage from 'hypercore-storage';
import type {BlockStore} from './block-store.ts';
import {Database} from './database.ts';
import {databaseUnusable} from './open-sqlite.ts';
import {isDamaged} from './sqlite-error.ts';
import {takeHashedBlocks} from './hashed-block.ts';
import type {Leaf} from './in-place-blocks.ts';

export type OpenFeedOptions = {
	/** The share's database file, or ':memory:'. */
	readonly file: string;
	/** The feed's public key. */
	readonly key: Uint8Array;
	/** Whether this machine appends to it. */
	readonly isWriter: boolean;
	/** Only when the writer creates it: from then on the database knows it. */
	readonly keyPair?: KeyPair | undefined;
	/** Where data blocks are kept. */
	readonly blocks: BlockStore;
	readonly waitForRoom: (error: unknown) => Promise<void>;
};

/** A feed over the storage seam, with the database it lives in. */
export type Feed = {
	readonly core: Hypercore;
	readonly database: Database;
};

/**
Opens or creates a feed.

The writer's database is synced at every append: a signed length that peers have seen must never be forgotten in a power cut, or the feed would fork. A receiver can fetch again what it lost, so it isn't. Nobody accepts a rewritten history.
*/
export async function openFeed({file, key, isWriter, keyPair, blocks, waitForRoom}: OpenFeedOptions): Promise<Feed> {
	const database = new Database(file, {blocks, durable: isWriter, waitForRoom});
	const core = new Hypercore(new CorestoreStorage(database), key, {keyPair, allowFork: false});
	try {
		await core.ready();
		if (isWriter && !core.writable) {
			throw databaseUnusable(undefined, file);
		}

		takeHashedBlocks(core);
	} catch (error) {
		await database.close();
		throw isDamaged(error) ? databaseUnusable(error, file) : error;
	}

	return {core, database};
}

/** What the feed's Merkle tree says of a block, or null when it doesn't know. */
export async function readLeaf(core: Hypercore, index: number): Promise<Leaf | null> {
	const reading = core.core.storage.read(core.fork);
	const node = reading.getTreeNode(2 * index);
	reading.tryFlush();
	return node;
}

/** As `readLeaf`, of several blocks. */
export async function readLeaves(core: Hypercore, indexes: readonly number[]): Promise<Array<Leaf | null>> {
	const reading = core.core.storage.read(core.fork);
	const nodes = indexes.map(async index => reading.getTreeNode(2 * index));
	reading.tryFlush();
	return Promise.all(nodes);
}

/** Resolves when the feed knows of every block that has been written until now that it is there. */
export async function writesSettled({core}: Hypercore): Promise<void> {
	await core.state.mutex.lock();
	core.state.mutex.unlock();
}
