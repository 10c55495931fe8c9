import type {TestContext} from 'node:test';
import type Hypercore from 'hypercore';
import crypto from 'hypercore-crypto';
import {memoryBlocks} from '../../source/storage/memory-blocks.ts';
import {openFeed} from '../../source/storage/open-feed.ts';

/** A feed to append to that is gone when the test ends; its blocks are held in memory unless a store is given. */
export async function memoryFeed(t: TestContext, blocks = memoryBlocks(() => true)): Promise<Hypercore> {
	const keyPair = crypto.keyPair();
	const {core} = await openFeed({
		file: ':memory:',
		key: keyPair.publicKey,
		isWriter: true,
		keyPair,
		blocks,
		async waitForRoom(error) {
			throw error;
		},
	});
	t.after(async () => core.close());
	return core;
}
