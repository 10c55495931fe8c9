import assert from 'node:assert/strict';
import {readdir, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import process from 'node:process';
import {test} from 'node:test';
import {Database} from '../../source/storage/database.ts';
import {
	databaseOptions, get, openDatabase, put,
} from '../helpers/database.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

test('a second opener of the same file is told that it is in use', async t => {
	const file = join(await temporaryFolder(t), 'feed.sqlite');
	const first = openDatabase(t, {}, file);
	assert.throws(() => new Database(file, databaseOptions), {name: 'ExpectedError', code: 'share-in-use'});
	await put(first.columnFamily(), ['a', '1']);
	await first.close();
	const second = openDatabase(t, {}, file);
	assert.throws(() => new Database(file, databaseOptions), {code: 'share-in-use'});
	assert.equal(await get(second.columnFamily(), 'a'), '1');
});

test('a file that is no database, or can\'t be made, is an expected error', async t => {
	const folder = await temporaryFolder(t);
	const file = join(folder, 'feed.sqlite');
	await writeFile(file, 'This is text. '.repeat(1000));
	assert.throws(() => new Database(file, databaseOptions), {name: 'ExpectedError', code: 'store-unusable'});
	assert.throws(() => new Database(join(folder, 'missing', 'feed.sqlite'), databaseOptions), {code: 'store-unusable'});
});

test('only its user can read the file, its log stays small, and one file is left', {skip: process.platform === 'win32'}, async t => {
	const folder = await temporaryFolder(t);
	const database = openDatabase(t, {durable: true}, join(folder, 'feed.sqlite'));
	const session = database.columnFamily();
	for (let index = 0; index < 100; index++) {
		await put(session, [`key ${index}`, 'x'.repeat(50_000)]);
	}

	const names = await readdir(folder);
	assert.deepEqual(names.toSorted(), ['feed.sqlite', 'feed.sqlite-wal']);
	const found = await Promise.all(names.map(async name => stat(join(folder, name))));
	assert.deepEqual(found.map(({mode}) => mode & 0o777), [0o600, 0o600]);

	const before = await stat(join(folder, 'feed.sqlite-wal'));
	assert.ok(before.size < 2 * 1024 * 1024);
	await database.flush();
	const after = await stat(join(folder, 'feed.sqlite-wal'));
	assert.equal(after.size, 0);
	await database.close();
	assert.deepEqual(await readdir(folder), ['feed.sqlite']);
});
