import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {test} from 'node:test';
import type {Row} from '../../source/storage/key-value-table.ts';
import {get, openDatabase, put} from '../helpers/database.ts';

const keysOf = async (rows: AsyncIterable<unknown>): Promise<string[]> => {
	const found = [];
	for await (const row of rows) {
		const {key} = row as Row; // eslint-disable-line @typescript-eslint/no-unsafe-type-assertion -- A stream's values have no type.
		found.push(key.toString());
	}

	return found;
};

test('a value reads back as written, also an empty one, and a missing one as null', async t => {
	const session = openDatabase(t).columnFamily();
	await put(session, ['a', 'first'], ['b', ''], ['a', 'second']);
	assert.equal(await get(session, 'a'), 'second');
	assert.equal(await get(session, 'b'), '');
	assert.equal(await session.read().get(Buffer.from('c')), null);
});

test('each value read is a copy of its own', async t => {
	const session = openDatabase(t).columnFamily();
	await put(session, ['a', 'value']);
	const value = await session.read().get(Buffer.from('a'));
	assert.ok(Buffer.isBuffer(value));
	value.fill(0);
	assert.equal(await get(session, 'a'), 'value');
});

test('changes of a batch are made in order, and all sessions see them', async t => {
	const database = openDatabase(t);
	const session = database.columnFamily();
	const batch = session.write();
	batch.tryPut(Buffer.from('a'), Buffer.from('1'));
	batch.tryPut(Buffer.from('b'), Buffer.from('1'));
	batch.tryPut(Buffer.from('c'), Buffer.from('1'));
	batch.tryDeleteRange(Buffer.from('a'), Buffer.from('c'));
	batch.tryPut(Buffer.from('b'), Buffer.from('2'));
	batch.tryDelete(Buffer.from('c'));
	await batch.flush();
	const other = session.session();
	assert.deepEqual(await Promise.all(['a', 'b', 'c'].map(async key => get(other, key))), [undefined, '2', undefined]);
});

test('rows come in the order of their keys, from either end, over several queries', async t => {
	const session = openDatabase(t).columnFamily();
	const names = Array.from({length: 1000}, (_, index) => String(index).padStart(4, '0'));
	await put(session, ...names.toReversed().map((name): [string, string] => [name, name]));
	const range = {gte: Buffer.from('0007'), lt: Buffer.from('0900')};
	assert.deepEqual(await keysOf(session.iterator(range)), names.slice(7, 900));
	assert.deepEqual(await keysOf(session.iterator({...range, reverse: true})), names.slice(7, 900).toReversed());
	assert.deepEqual(await keysOf(session.iterator({gte: Buffer.from('a'), lt: Buffer.from('b')})), []);
	assert.deepEqual(await keysOf(session.iterator({gte: Buffer.from('0000'), lt: Buffer.from('0256')})), names.slice(0, 256));
});

test('keys that are prefixes of one another are all found', async t => {
	const session = openDatabase(t).columnFamily();
	const names = ['a', 'a\0', 'a\0\0', 'a\u0001', 'b'];
	await put(session, ...names.map((name): [string, string] => [name, name]));
	assert.deepEqual(await keysOf(session.iterator({gte: Buffer.from('a'), lt: Buffer.from('c')})), names);
});

test('a batch or a stream that outlives the database fails', async t => {
	const database = openDatabase(t);
	const session = database.columnFamily();
	const batch = session.write();
	const rows = session.iterator({gte: Buffer.from('a'), lt: Buffer.from('b')});
	batch.tryPut(Buffer.from('a'), Buffer.from('1'));
	await database.close();
	await assert.rejects(batch.flush(), {code: 'WRITE_FAILED'});
	await assert.rejects(keysOf(rows), {message: 'The database is closed'});
});

test('a closed session leaves the others open', async t => {
	const session = openDatabase(t).columnFamily();
	const other = session.session();
	await other.close();
	assert.throws(() => other.read(), {message: 'The database is closed'});
	assert.equal(other.closed, true);
	await put(session, ['a', '1']);
	assert.equal(await get(session, 'a'), '1');
});
