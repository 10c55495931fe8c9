import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {EventEmitter, once} from 'node:events';
import {join} from 'node:path';
import {test} from 'node:test';
import keys from 'hypercore-storage/lib/keys.js';
import type {Block, BlockStore} from '../../source/storage/block-store.ts';
import type {Database} from '../../source/storage/database.ts';
import {memoryBlocks} from '../../source/storage/memory-blocks.ts';
import {get, openDatabase, put} from '../helpers/database.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const {core} = keys;

/** A block store for even blocks that writes down what is asked of it. */
const recordingBlocks = (log: string[]): BlockStore => {
	const memory = memoryBlocks(index => index % 2 === 0);
	return {
		...memory,
		async write(blocks: readonly Block[]) {
			log.push(`write ${blocks.map(({index}) => index).join(',')}`);
			await memory.write(blocks);
		},
		stored(indexes) {
			log.push(`stored ${indexes.join(',')}`);
		},
		clear(start, end) {
			log.push(`clear ${start}-${end}`);
			memory.clear(start, end);
		},
	};
};

test('without held blocks a flush is stored when the call returns', async t => {
	const database = openDatabase(t);
	const written = put(database.columnFamily(), ['a', '1']);
	assert.equal(database.sql.prepare('SELECT count(*) AS count FROM kv').get()?.['count'], 1);
	return written;
});

test('held blocks are written before the database commits, and reported after', async t => {
	const log: string[] = [];
	const blocks = recordingBlocks(log);
	const database: Database = openDatabase(t, {
		blocks: {
			...blocks,
			async write(held) {
				assert.equal(database.sql.prepare('SELECT count(*) AS count FROM kv').get()?.['count'], 0);
				await blocks.write(held);
			},
			stored(indexes) {
				assert.equal(database.sql.prepare('SELECT count(*) AS count FROM kv').get()?.['count'], 2);
				blocks.stored(indexes);
			},
		},
	});
	const session = database.columnFamily();
	await put(session, [core.block(0, 1), 'one'], [core.block(0, 2), 'two'], [core.head(0), 'head'], [core.block(0, 4), 'four']);
	assert.deepEqual(log, ['write 2,4', 'stored 2,4']);
	assert.deepEqual(await Promise.all([1, 2, 3, 4].map(async index => get(session, core.block(0, index)))), ['one', 'two', undefined, 'four']);
});

test('deleted blocks are cleared from the block store after the commit', async t => {
	const log: string[] = [];
	const session = openDatabase(t, {blocks: recordingBlocks(log)}).columnFamily();
	await put(session, [core.block(0, 1), 'one'], [core.block(0, 2), 'two'], [core.block(0, 3), 'three']);
	const batch = session.write();
	batch.tryDelete(core.block(0, 3));
	batch.tryDeleteRange(core.block(0, 0), core.block(0, Infinity));
	await batch.flush();
	assert.deepEqual(log.slice(2), ['clear 3-4', 'clear 0-Infinity']);
	assert.deepEqual(await Promise.all([1, 2, 3].map(async index => get(session, core.block(0, index)))), [undefined, undefined, undefined]);
});

test('flushes are stored in the order of their calls, although one has to wait for its blocks', async t => {
	const session = openDatabase(t, {blocks: memoryBlocks(() => true)}).columnFamily();
	const order: string[] = [];
	await Promise.all([
		(async () => {
			await put(session, [core.block(0, 0), 'block'], ['a', 'first']);
			order.push('first');
		})(),
		(async () => {
			await put(session, ['a', 'second']);
			order.push('second');
		})(),
	]);
	assert.deepEqual(order, ['first', 'second']);
	assert.equal(await get(session, 'a'), 'second');
});

test('a flush that fails changes nothing, has Hypercore\'s code, and the next one goes on', async t => {
	const cause = new Error('No such folder');
	const database = openDatabase(t, {
		blocks: {
			...memoryBlocks(() => true),
			async write() {
				throw cause;
			},
		},
	});
	const session = database.columnFamily();
	const failed = put(session, [core.block(0, 0), 'block'], ['a', 'first']);
	const next = put(session, ['b', 'second']);
	await assert.rejects(failed, {code: 'WRITE_FAILED', cause});
	await next;
	assert.equal(await get(session, 'a'), undefined);
	assert.equal(await get(session, 'b'), 'second');
});

test('a full disk is waited out, and nothing is lost', async t => {
	let waits = 0;
	const database: Database = openDatabase(t, {
		async waitForRoom() {
			waits++;
			database.sql.exec('PRAGMA max_page_count = 100000');
		},
	}, join(await temporaryFolder(t), 'feed.sqlite'));
	const session = database.columnFamily();
	await put(session, ['a', 'before']);
	database.sql.exec('PRAGMA max_page_count = 8');
	const large = 'x'.repeat(100_000);
	await Promise.all([put(session, ['a', 'after'], ['large', large]), put(session, ['b', 'later'])]);
	assert.equal(waits, 1);
	assert.deepEqual(await Promise.all(['a', 'large', 'b'].map(async key => get(session, key))), ['after', large, 'later']);
});

test('a block store without room is waited for as well', async t => {
	const blocks = memoryBlocks(() => true);
	const full = [Object.assign(new Error('No space left'), {code: 'ENOSPC'}), Object.assign(new Error('Quota exceeded'), {code: 'EDQUOT'})];
	const waits: unknown[] = [];
	const session = openDatabase(t, {
		blocks: {
			...blocks,
			async write(held) {
				const error = full[waits.length];
				if (error) {
					throw error;
				}

				await blocks.write(held);
			},
		},
		async waitForRoom(error) {
			waits.push(error);
		},
	}).columnFamily();
	await put(session, [core.block(0, 0), 'block']);
	assert.deepEqual(waits, full);
	assert.equal(await get(session, core.block(0, 0)), 'block');
});

test('when no room is to be waited for, the flush fails and is rolled back', async t => {
	const database = openDatabase(t);
	const session = database.columnFamily();
	database.sql.exec('PRAGMA max_page_count = 8');
	await assert.rejects(put(session, ['a', '1'], ['large', 'x'.repeat(100_000)]), {code: 'WRITE_FAILED'});
	assert.equal(await get(session, 'a'), undefined);
	await put(session, ['a', '2']);
	assert.equal(await get(session, 'a'), '2');
});

test('closing ends a wait for room', async t => {
	const isWaiting = new EventEmitter(); // eslint-disable-line unicorn/prefer-event-target -- `once` of node:events waits for it.
	const database = openDatabase(t, {
		async waitForRoom() {
			isWaiting.emit('waiting');
			return new Promise(() => {
				// Never any room.
			});
		},
	});
	database.sql.exec('PRAGMA max_page_count = 8');
	const waiting = once(isWaiting, 'waiting');
	const failed = assert.rejects(put(database.columnFamily(), ['large', 'x'.repeat(100_000)]), {code: 'WRITE_FAILED'});
	await waiting;
	await database.close();
	await failed;
});

test('tables of others live in the same file, and a transaction that throws changes nothing', async t => {
	const file = join(await temporaryFolder(t), 'feed.sqlite');
	const database = openDatabase(t, {}, file);
	database.sql.exec('CREATE TABLE names (name TEXT)');
	const insert = (database_: Database, name: string) => database_.sql.prepare('INSERT INTO names VALUES (?)').run(name);
	database.transaction(() => {
		insert(database, 'kept');
	});
	assert.throws(() => {
		database.transaction(() => {
			insert(database, 'undone');
			throw new Error('No');
		});
	}, {message: 'No'});
	await put(database.columnFamily(), ['a', '1']);
	await database.close();
	const names = openDatabase(t, {}, file).sql.prepare('SELECT name FROM names').all().map(row => row['name']);
	assert.deepEqual(names, ['kept']);
});

test('closing waits for the flushes under way and closes every session', async t => {
	const file = join(await temporaryFolder(t), 'feed.sqlite');
	const database = openDatabase(t, {blocks: memoryBlocks(() => true)}, file);
	const session = database.columnFamily();
	const other = session.session();
	const read = session.read();
	const written = put(session, [core.block(0, 0), 'block'], ['a', '1']);
	const later = put(other, ['b', '2']);
	const closed = database.close();
	await assert.rejects(database.flush(), {message: 'The database is closed'});
	await Promise.all([written, later, closed, database.close()]);
	assert.deepEqual([session.closed, other.closed, session._index, session._state.closing], [true, true, -1, true]);
	await assert.rejects(read.get(Buffer.from('a')), {message: 'The database is closed'});
	await assert.rejects(session.ready(), {message: 'The database is closed'});
	assert.throws(() => session.write(), {message: 'The database is closed'});
	await session.close();
	const again = openDatabase(t, {}, file).columnFamily();
	assert.deepEqual([await get(again, 'a'), await get(again, 'b')], ['1', '2']);
});
