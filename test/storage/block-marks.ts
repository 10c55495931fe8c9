import assert from 'node:assert/strict';
import {test} from 'node:test';
import {markOf, markedBytes} from '../../source/storage/block-mark.ts';
import {BlockMarks} from '../../source/storage/block-marks.ts';
import {openDatabase} from '../helpers/database.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

test('marks are there until they are removed, also after the database was opened again', async t => {
	const file = `${await temporaryFolder(t)}/feed.sqlite`;
	const first = openDatabase(t, {}, file);
	const largest = (2 ** 53) - 1;
	new BlockMarks(first.sql).set(new Map([[3, 0], [4, largest], [5, 7], [900, 8]]));
	await first.close();

	const marks = new BlockMarks(openDatabase(t, {}, file).sql);
	assert.deepEqual([...marks.within({start: 0, end: 10})], [[3, 0], [4, largest], [5, 7]]);
	marks.set(new Map([[5, 9]]));
	marks.remove(3, 5);
	assert.deepEqual([...marks.within({start: 0, end: 1000})], [[5, 9], [900, 8]]);
});

test('any mark can be recorded', t => {
	const marks = new BlockMarks(openDatabase(t).sql);
	for (let byte = 0; byte < 256; byte++) {
		const mark = markOf(new Uint8Array(markedBytes).fill(byte))!;
		marks.set(new Map([[byte, mark]]));
		assert.deepEqual([...marks.within({start: byte, end: byte + 1})], [[byte, mark]]);
	}
});
