import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {test} from 'node:test';
import {KnownFiles, type KnownFile} from '../../source/storage/known-files.ts';
import {openDatabase} from '../helpers/database.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const signature = {
	size: 2 ** 40, mtimeMs: -86_400_000.25, ctimeMs: 1_700_000_000_000.123, inode: 2 ** 52,
};

test('what was set is there, also after the database was opened again', async t => {
	const file = `${await temporaryFolder(t)}/feed.sqlite`;
	const files: Readonly<Record<string, KnownFile>> = {
		plain: {placedAs: undefined, signature, sha256: undefined},
		'placed/elsewhere': {placedAs: 'placed/elsewhere (2)', signature, sha256: new Uint8Array(32).fill(7)},
		arriving: {placedAs: 'arriving (2)', signature: undefined, sha256: undefined},
		directory: {placedAs: undefined, signature: undefined, sha256: undefined},
		café: {placedAs: undefined, signature: {...signature, size: 0}, sha256: undefined},
		'cafe\u0301\n': {placedAs: undefined, signature: {...signature, size: 1}, sha256: undefined},
	};
	const first = openDatabase(t, {}, file);
	const known = new KnownFiles(first.sql);
	for (const [path, row] of Object.entries(files)) {
		known.set(path, row);
	}

	await first.close();
	const again = new KnownFiles(openDatabase(t, {}, file).sql);
	for (const [path, {sha256, ...row}] of Object.entries(files)) {
		const {sha256: found, ...others} = again.get(path)!;
		assert.deepEqual(others, row);
		assert.deepEqual(found && Buffer.from(found), sha256 && Buffer.from(sha256));
	}

	assert.equal(again.get('nothing'), undefined);
});

test('a row is replaced and removed', t => {
	const known = new KnownFiles(openDatabase(t).sql);
	known.set('a', {placedAs: 'b', signature});
	known.set('a', {placedAs: undefined, signature: {...signature, size: 5}});
	assert.deepEqual(known.get('a'), {placedAs: undefined, signature: {...signature, size: 5}, sha256: undefined});
	known.remove('a');
	known.remove('a');
	assert.equal(known.get('a'), undefined);
});

test('what is set in a transaction that fails is not there', t => {
	const database = openDatabase(t);
	const known = new KnownFiles(database.sql);
	assert.throws(() => {
		database.transaction(() => {
			known.set('a', {placedAs: undefined, signature});
			throw new Error('failed');
		});
	}, {message: 'failed'});
	assert.equal(known.get('a'), undefined);
});

test('content is found on a full disk too, where no index can be made', t => {
	const {sql} = openDatabase(t);
	const known = new KnownFiles(sql);
	const sha256 = new Uint8Array(32).fill(7);
	known.set('a', {placedAs: undefined, signature: {...signature, size: 1_000_000}, sha256});
	const pages = Number(sql.prepare('PRAGMA page_count').get()!['page_count']);
	sql.exec(`PRAGMA max_page_count = ${pages}`);
	assert.throws(() => {
		sql.exec('CREATE INDEX other ON known_files (path)');
	}, {message: /full/v});
	assert.deepEqual([known.hasSize(1_000_000), known.hasSize(1_000_001), known.withContent(sha256)], [true, false, ['a']]);
});
