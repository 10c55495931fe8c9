import {duplexPair} from 'node:stream';
import type {TestContext} from 'node:test';
import SecretStream, {type KeyPair} from '@hyperswarm/secret-stream';
import type Hypercore from 'hypercore';
import crypto from 'hypercore-crypto';
import type {BlockStore} from '../../source/storage/block-store.ts';
import {databaseOnly} from '../../source/storage/database-only.ts';
import {openFeed} from '../../source/storage/open-feed.ts';

/** An empty feed in memory: one to append to, or with a key, the copy of another one. Its blocks can be kept elsewhere. */
export async function memoryFeed(t: TestContext, key?: Uint8Array, blocks: BlockStore = databaseOnly): Promise<Hypercore> {
	const keyPair = key ? undefined : crypto.keyPair();
	const {core} = await openFeed({
		file: ':memory:',
		key: key ?? keyPair!.publicKey,
		isWriter: key === undefined,
		keyPair,
		blocks,
		async waitForRoom(error) {
			throw error;
		},
	});
	t.after(async () => core.close());
	return core;
}

/** Both ends of an encrypted connection within this process, with these keys, or others every time. */
export async function connectedStreams(t: TestContext, keyPairs?: {readonly left: KeyPair; readonly right: KeyPair}): Promise<readonly [SecretStream, SecretStream]> {
	const [left, right] = duplexPair();
	// As a socket's, and Node.js's own; in Deno the other end would wait for ever.
	left.once('close', () => {
		right.destroy();
	});
	right.once('close', () => {
		left.destroy();
	});
	const ends = [new SecretStream(true, left, keyPairs && {keyPair: keyPairs.left}), new SecretStream(false, right, keyPairs && {keyPair: keyPairs.right})] as const;
	for (const end of ends) {
		end.on('error', () => {
			// The other end is gone when a test ends.
		});
		t.after(() => {
			end.destroy();
		});
	}

	await Promise.all(ends.map(async ({opened}) => opened));
	return ends;
}

/** Connects two feeds in memory to each other, and gives the first one's end of the connection. */
export async function connectFeeds(t: TestContext, first: Hypercore, second: Hypercore): Promise<SecretStream> {
	const [left, right] = await connectedStreams(t);
	first.replicate(left);
	second.replicate(right);
	return left;
}
