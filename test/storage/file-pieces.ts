import assert from 'node:assert/strict';
import {test} from 'node:test';
import {FilePieces} from '../../source/storage/file-pieces.ts';
import {openDatabase} from '../helpers/database.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

test('extents beside one for each file are counted, also after the database was opened again', async t => {
	const file = `${await temporaryFolder(t)}/feed.sqlite`;
	const first = openDatabase(t, {}, file);
	const pieces = new FilePieces(first.sql);
	const steps: ReadonlyArray<readonly [path: string, extents: number, count: number]> = [
		['a', 1, 0], ['a', 3, 2], ['b', 2, 3], ['a', 5, 5], ['c', 0, 5], ['b', 1, 4], ['a', 0, 0], ['a', 0, 0], ['d', 1000, 999],
	];
	for (const [path, extents, count] of steps) {
		pieces.set(path, extents);
		assert.equal(pieces.count, count);
	}

	await first.close();
	assert.equal(new FilePieces(openDatabase(t, {}, file).sql).count, 999);
});
