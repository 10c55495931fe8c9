import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {join} from 'node:path';
import {test, type TestContext} from 'node:test';
import Hypercore, {type HypercoreOptions} from 'hypercore';
import CorestoreStorage from 'hypercore-storage';
import type {BlockStore} from '../../source/storage/block-store.ts';
import {Database} from '../../source/storage/database.ts';
import {memoryBlocks} from '../../source/storage/memory-blocks.ts';
import {sayWhatIsHere} from '../../source/transfer/say-what-is-here.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

type Feed = {readonly core: Hypercore; readonly database: Database; readonly blocks: BlockStore};

type FeedOptions = {
	readonly file?: string;
	readonly blocks?: BlockStore;
	readonly key?: Uint8Array;
	readonly waitForRoom?: (error: unknown) => Promise<void>;
	readonly hypercore?: HypercoreOptions;
};

/** Two thirds of the blocks are held by the block store. */
const heldInMemory = () => memoryBlocks(index => index % 3 !== 0);

const openFeed = async (t: TestContext, {file = ':memory:', blocks = heldInMemory(), key, waitForRoom, hypercore}: FeedOptions = {}): Promise<Feed> => {
	const database = new Database(file, {
		blocks,
		durable: false,
		waitForRoom: waitForRoom ?? (async error => {
			throw error;
		}),
	});
	const core = new Hypercore(new CorestoreStorage(database), key, hypercore);
	t.after(async () => core.close());
	await core.ready();
	return {core, database, blocks};
};

const value = (index: number) => Buffer.from(`block ${index} `.repeat(1 + (index % 50)));
const values = (count: number, from = 0) => Array.from({length: count}, (_, index) => value(from + index));

const readAll = async (core: Hypercore) => Promise.all(Array.from({length: core.length}, async (_, index) => {
	const block = await core.get(index, {wait: false});
	return block?.toString();
}));

const connect = (t: TestContext, first: Hypercore, second: Hypercore) => {
	const [left, right] = [first.replicate(true), second.replicate(false)];
	left.pipe(right).pipe(left);
	for (const stream of [left, right]) {
		stream.on('error', () => {
			// The other end is gone when a test ends.
		});
	}

	t.after(() => {
		left.destroy();
		right.destroy();
	});
};

test('a feed of held and other blocks reads back, also after it was closed and opened again', async t => {
	const file = join(await temporaryFolder(t), 'feed.sqlite');
	const blocks = heldInMemory();
	const {core, database} = await openFeed(t, {file, blocks});
	for (let index = 0; index < 500; index += 50) {
		await core.append(values(50, index));
	}

	const expected = values(500).map(String);
	assert.deepEqual(await readAll(core), expected);
	const rows = database.sql.prepare('SELECT count(*) AS count FROM kv WHERE key >= ? AND key < ?').get(Buffer.from([4, 0, 3]), Buffer.from([4, 0, 4]));
	assert.equal(rows?.['count'], 167);
	const {key} = core;
	await core.close();

	const {core: again} = await openFeed(t, {file, blocks});
	assert.deepEqual([again.length, again.contiguousLength, again.writable], [500, 500, true]);
	assert.deepEqual(Buffer.from(again.key), Buffer.from(key));
	assert.deepEqual(await readAll(again), expected);
	await again.append([value(500)]);
	assert.equal(String(await again.get(500)), String(value(500)));
});

test('a batch of empty blocks reads back', async t => {
	const {core} = await openFeed(t);
	await core.append([Buffer.alloc(0), Buffer.alloc(0)]);
	assert.deepEqual(await readAll(core), ['', '']);
});

test('a feed replicates to another over the same kind of database', async t => {
	const {core: source} = await openFeed(t);
	await source.append(values(500));
	const file = join(await temporaryFolder(t), 'feed.sqlite');
	const blocks = heldInMemory();
	const {core: copy} = await openFeed(t, {
		file, blocks, key: source.key, hypercore: {allowFork: false},
	});
	connect(t, source, copy);
	await copy.update({wait: true});
	await copy.download({start: 0, end: source.length}).done();
	await source.append(values(10, 500));
	await copy.get(509);
	await copy.download({start: 500, end: 510}).done();
	const expected = values(510).map(String);
	assert.deepEqual(await readAll(copy), expected);
	await copy.close();

	const {core: again} = await openFeed(t, {file, blocks, key: source.key});
	assert.equal(again.contiguousLength, 510);
	assert.deepEqual(await readAll(again), expected);
});

test('a block that its store no longer has is told to be not available, and the others arrive', async t => {
	const {core: source, blocks} = await openFeed(t);
	await source.append(values(20));
	blocks.clear(4, 5);
	const {core: copy} = await openFeed(t, {key: source.key});
	connect(t, source, copy);
	const others = Array.from({length: 20}, (_, index) => index).filter(index => index !== 4);
	await Promise.all(others.map(async index => copy.get(index)));
	assert.deepEqual(await readAll(copy), values(20).map((block, index) => index === 4 ? undefined : String(block)));
});

test('a cleared range is gone from the database and the block store', async t => {
	const {core, database, blocks} = await openFeed(t);
	await core.append(values(100));
	await core.clear(10, 40);
	await core.clear(50);
	assert.equal(await core.has(10, 40), false);
	const left = values(100).map((block, index) => (index >= 10 && index < 40) || index === 50 ? undefined : String(block));
	assert.deepEqual(await readAll(core), left);
	assert.equal(await blocks.read(11), null);
	const rows = database.sql.prepare('SELECT count(*) AS count FROM kv WHERE key >= ? AND key < ?').get(Buffer.from([4, 0, 3]), Buffer.from([4, 0, 4]));
	assert.equal(rows?.['count'], 34 - 10);
});

test('truncated blocks are gone, and new ones take their place', async t => {
	const {core} = await openFeed(t);
	await core.append(values(30));
	await core.truncate(10);
	await core.append(values(5, 1000));
	assert.deepEqual(await readAll(core), [...values(10), ...values(5, 1000)].map(String));
});

test('a full disk halts an append until there is room, and nothing is lost', async t => {
	let waits = 0;
	const feed: Feed = await openFeed(t, {
		async waitForRoom() {
			waits++;
			feed.database.sql.exec('PRAGMA max_page_count = 100000');
		},
	});
	await feed.core.append(values(100));
	const {page_count: pages} = feed.database.sql.prepare('PRAGMA page_count').get()!;
	feed.database.sql.exec(`PRAGMA max_page_count = ${Number(pages)}`);
	await feed.core.append(values(400, 100));
	assert.equal(waits, 1);
	assert.deepEqual(await readAll(feed.core), values(500).map(String));
});

test('an append that there is no room for fails, and the next one goes on from before', async t => {
	const {core, database} = await openFeed(t);
	await core.append(values(10));
	const {page_count: pages} = database.sql.prepare('PRAGMA page_count').get()!;
	database.sql.exec(`PRAGMA max_page_count = ${Number(pages)}`);
	await assert.rejects(core.append(values(400, 10)), {code: 'WRITE_FAILED'});
	database.sql.exec('PRAGMA max_page_count = 100000');
	assert.equal(core.length, 10);
	await core.append(values(5, 10));
	assert.deepEqual(await readAll(core), values(15).map(String));
});

test('ten thousand tree nodes come in order, and five thousand blocks in reverse', async t => {
	const {core} = await openFeed(t, {blocks: memoryBlocks(() => false)});
	await core.append(values(5001));
	const nodes = [];
	for await (const {index} of core.core.storage.createTreeNodeStream()) {
		nodes.push(index);
	}

	assert.ok(nodes.length > 9990);
	assert.deepEqual(nodes, nodes.toSorted((a, b) => a - b));

	const blocks = [];
	for await (const {index} of core.core.storage.createBlockStream({reverse: true})) {
		blocks.push(index);
	}

	assert.deepEqual(blocks, Array.from({length: 5001}, (_, index) => 5000 - index));
});

test('a feed\'s own data is kept beside its blocks', async t => {
	const {core} = await openFeed(t);
	await core.setUserData('name', Buffer.from('photos'));
	assert.equal(String(await core.getUserData('name')), 'photos');
});

test('a session\'s close leaves the feed open, the last one closes the database', async t => {
	const {core, database} = await openFeed(t);
	const session = core.session();
	await session.ready();
	await session.close();
	await core.append(values(3));
	assert.equal(database.closing, false);
	await core.close();
	assert.equal(database.closing, true);
});

test('a database closed under a feed makes its calls fail, and the feed still closes', async t => {
	const {core, database} = await openFeed(t);
	await core.append(values(10));
	const appended = core.append(values(10, 10));
	await database.close();
	await Promise.allSettled([appended]);
	await assert.rejects(core.get(1), {message: 'The database is closed'});
	await assert.rejects(core.append(values(1)), Error);
	await core.close();
});

test('snapshots are refused', async t => {
	const {core} = await openFeed(t);
	assert.throws(() => core.core.storage.snapshot(), {message: 'Snapshots of a feed are not kept'});
});

test('whatever was cleared, a peer gets every block that is left, from any length that it knew before', async t => {
	for (const [start, end] of [[1, 5], [5, 6], [7, 15], [2, 3], [0, 31], [17, 20]] as const) {
		const {core} = await openFeed(t);
		await core.append(values(20));
		const {core: reader} = await openFeed(t, {key: core.key});
		connect(t, core, reader);
		await reader.get(19);
		await core.append(values(12, 20));
		await core.clear(start, end);
		sayWhatIsHere(core);
		await core.append(values(10, 32));
		const {core: stranger} = await openFeed(t, {key: core.key});
		connect(t, core, stranger);
		for (const peer of [reader, stranger]) {
			await peer.update({wait: true});
			for (let index = 0; index < 42; index++) {
				if (index < start || index >= end) {
					assert.deepEqual(await peer.get(index), value(index));
				}
			}
		}
	}
});
