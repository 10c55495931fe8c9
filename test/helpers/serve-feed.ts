import path from 'node:path';
import type {TestContext} from 'node:test';
import type Hypercore from 'hypercore';
import crypto from 'hypercore-crypto';
import {openApp} from '../../source/app/app.ts';
import {Connections} from '../../source/app/connections.ts';
import type {BlockStore} from '../../source/storage/block-store.ts';
import {databaseOnly} from '../../source/storage/database-only.ts';
import {openFeed} from '../../source/storage/open-feed.ts';
import {temporaryFolder} from './temporary-folder.ts';
import {localTestnet} from './testnet.ts';
import {Machine, type Job} from './two-apps.ts';

export type Stage = {
	/** An empty folder. */
	readonly folder: string;
	readonly bootstrap: readonly string[];
	readonly machine: (name: string) => Machine;
	/** Serves a feed of any blocks, signed by whoever made it up. */
	readonly serve: (blocks: readonly Uint8Array[]) => Promise<Hypercore>;
	/** Serves a feed that is got from others first, with blocks kept in a store of one's own. */
	readonly pass: (key: Uint8Array, blocks: BlockStore) => Promise<Hypercore>;
};

/** A DHT with feeds that no ferry would write. When the test ends, everything is stopped in the right order. */
export async function stage(t: TestContext): Promise<Stage> {
	const jobs = new Set<Job>();
	const closing: Array<() => Promise<void>> = [];
	// What is registered first is done first.
	t.after(async () => {
		await Promise.allSettled([...jobs].map(async job => job.stop()));
		await Promise.allSettled(closing.map(async close => close()));
	});
	const {bootstrap} = await localTestnet(t);
	const folder = await temporaryFolder(t);
	const stores = await temporaryFolder(t);
	const announce = async (core: Hypercore): Promise<void> => {
		const connections = new Connections({keyPair: crypto.keyPair(), bootstrap});
		closing.push(async () => connections.close(), async () => core.close());
		await connections.join({core}, {announce: true}).announced;
	};

	return {
		folder,
		bootstrap,
		machine: name => new Machine(async () => openApp({store: path.join(stores, name), bootstrap}), jobs),
		async serve(blocks) {
			const keyPair = crypto.keyPair();
			const {core} = await openFeed({
				file: ':memory:', key: keyPair.publicKey, keyPair, isWriter: true, blocks: databaseOnly, waitForRoom: fail,
			});
			await core.append(blocks);
			await announce(core);
			return core;
		},
		async pass(key, blocks) {
			const {core} = await openFeed({
				file: ':memory:', key, isWriter: false, blocks, waitForRoom: fail,
			});
			await announce(core);
			return core;
		},
	};
}

async function fail(error: unknown): Promise<never> {
	throw error;
}
