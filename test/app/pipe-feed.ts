import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {createHash, randomBytes} from 'node:crypto';
import path from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import crypto from 'hypercore-crypto';
import {checkExtents} from '../../source/app/check-extents.ts';
import {holdShare, passive, type HeldShare} from '../../source/app/held-share.ts';
import {PipeFeed} from '../../source/app/pipe-feed.ts';
import {growth, wholeBlocksOf} from '../../source/app/received-file.ts';
import {decodeCommit, type Commit} from '../../source/feed/commit.ts';
import type {FileEntry} from '../../source/feed/entry.ts';
import {findEntry} from '../../source/feed/read-index.ts';
import {Library} from '../../source/library/library.ts';
import {spoolPlace} from '../../source/library/spool-place.ts';
import {Spool} from '../../source/storage/spool.ts';
import {sharedRecord} from '../helpers/shared-record.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const blockSize = 1024;

type Seen = {readonly entry: FileEntry; readonly commit: Commit; readonly content: Buffer};

/** A pipe on disk, and what a peer sees of it. */
class TestPipe {
	readonly held: HeldShare;
	readonly feed: PipeFeed;
	readonly spool: Spool;

	static async open(library: Library): Promise<TestPipe> {
		const keyPair = crypto.keyPair();
		const held = await holdShare(library, {
			...passive(sharedRecord()),
			key: keyPair.publicKey,
			keyPair,
		});
		held.slices.blockSize = blockSize;
		const place = spoolPlace(library.directoryOf(keyPair.publicKey, 'sharing'), 'stdin');
		const spool = await Spool.create(place);
		return new TestPipe(held, new PipeFeed({...held, name: 'stdin', place}), spool);
	}

	constructor(held: HeldShare, feed: PipeFeed, spool: Spool) {
		this.held = held;
		this.feed = feed;
		this.spool = spool;
	}

	async write(bytes: Uint8Array): Promise<void> {
		await this.spool.write(bytes);
		this.feed.write(bytes);
	}

	async publish(): Promise<void> {
		await this.feed.publish({mode: 0o644});
	}

	async close(): Promise<void> {
		await this.held.close();
		await this.spool.close();
	}

	/** The newest version, and its content as its blocks say. */
	async see(): Promise<Seen> {
		const {core} = this.held;
		const get = async (index: number): Promise<Uint8Array> => (await core.get(index, {wait: false}))!;
		const block = core.length - 1;
		const commit = decodeCommit(await get(block));
		const entry = await findEntry(commit.root, block, get, 'stdin');
		assert.ok(entry?.kind === 'file');
		checkExtents(entry, commit.blockSize, block);
		const parts: Uint8Array[] = [];
		for (const extent of entry.extents) {
			for (let index = 0; index * blockSize < extent.length; index++) {
				const bytes = await get(extent.block + index);
				assert.equal(bytes.byteLength, Math.min(blockSize, extent.length - (index * blockSize)));
				parts.push(bytes);
			}
		}

		return {entry, commit, content: Buffer.concat(parts)};
	}
}

test('however the input is split and published, receivers see it grow to the same file', async t => {
	const library = await Library.open(path.join(await temporaryFolder(t), 'store'));
	const step = fc.oneof(fc.constant('publish' as const), fc.integer({min: 0, max: 3000}), fc.constantFrom(1, blockSize, blockSize - 1));
	await fc.assert(fc.asyncProperty(fc.array(step, {maxLength: 25}), async steps => {
		const pipe = await TestPipe.open(library);
		try {
			let content = Buffer.alloc(0);
			let received: FileEntry = {...(await publishAndSee(pipe)).entry, extents: []};
			for (const [index, length] of steps.entries()) {
				if (length === 'publish') {
					const seen = await publishAndSee(pipe);
					assert.ok(seen.content.equals(content));
					received = grown(received, seen.entry);
				} else {
					const bytes = randomBytes(length).fill(index, 0, Math.floor(length / 2));
					content = Buffer.concat([content, bytes]);
					await pipe.write(bytes);
				}
			}

			const commit = await pipe.feed.finish(await pipe.spool.finish());
			const last = await pipe.see();
			assert.deepEqual(last.commit, commit);
			assert.equal(commit.complete, true);
			assert.ok(last.content.equals(content));
			assert.deepEqual(Buffer.from(last.entry.sha256!), createHash('sha256').update(content).digest());
			assert.equal(last.entry.size, content.byteLength);
			assert.deepEqual(grown(received, last.entry), last.entry);
		} finally {
			await pipe.close();
		}
	}), {numRuns: 40});
});

async function publishAndSee(pipe: TestPipe): Promise<Seen> {
	await pipe.publish();
	return pipe.see();
}

/** What a receiver has of it then; what it had stays where it is. */
function grown(received: FileEntry, entry: FileEntry): FileEntry {
	const next = wholeBlocksOf(entry, blockSize);
	const added = growth(received, next, blockSize);
	assert.ok(added, 'The file starts again');
	const length = (extents: FileEntry['extents']): number => extents.reduce((sum, extent) => sum + extent.length, 0);
	assert.equal(length(received.extents) + length(added), length(next.extents));
	return next;
}

test('a short block that was followed is still there for those who know no newer commit', async t => {
	const library = await Library.open(path.join(await temporaryFolder(t), 'store'));
	const pipe = await TestPipe.open(library);
	t.after(async () => pipe.close());
	await pipe.write(Buffer.from('one'));
	await pipe.publish();
	const {entry: {extents: [short]}} = await pipe.see();
	await pipe.write(Buffer.from(' two'));
	await pipe.publish();
	await pipe.feed.finish(await pipe.spool.finish());
	const {entry, content} = await pipe.see();
	assert.equal(content.toString(), 'one two');
	// The last block was there already.
	assert.deepEqual(entry.extents.map(({length}) => length), [7]);
	assert.equal(Buffer.from((await pipe.held.core.get(short!.block, {wait: false}))!).toString(), 'one');
});

test('nothing is due before something comes, little things are gathered, and a full batch waits for nothing', async t => {
	const library = await Library.open(path.join(await temporaryFolder(t), 'store'));
	const pipe = await TestPipe.open(library);
	t.after(async () => pipe.close());
	assert.equal(pipe.feed.due, Infinity);
	await pipe.publish();
	assert.equal(pipe.feed.due, Infinity);
	await pipe.write(Buffer.alloc(0));
	assert.equal(pipe.feed.due, Infinity);
	await pipe.write(Buffer.from('a'));
	assert.ok(pipe.feed.due <= 10);
	await pipe.publish();
	assert.equal(pipe.feed.due, Infinity);
	await pipe.write(Buffer.from('b'));
	assert.ok(pipe.feed.due > 10);
	await pipe.write(Buffer.alloc(3 * 1024 * 1024));
	assert.ok(pipe.feed.due <= 0);
});
