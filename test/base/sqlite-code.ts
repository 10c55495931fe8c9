import assert from 'node:assert/strict';
import test from 'node:test';
import {DatabaseSync} from 'node:sqlite';
import {sqliteCode} from '../../source/base/sqlite-code.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const table: ReadonlyArray<readonly [title: string, error: unknown, code: number]> = [
	['the code that the runtime tells', sqlite('database is locked', 517), 517],
	['a lock is told by its text', sqlite('database is locked'), 5],
	['so is a full disk', sqlite('database or disk is full'), 13],
	['so is damage', sqlite('database disk image is malformed'), 11],
	['so is a file that is no database', sqlite('file is not a database'), 26],
	['so is a write that failed, without the detail', sqlite('disk I/O error'), 10],
	['another text says nothing', sqlite('near "selec": syntax error'), 0],
	['the same text from somebody else says nothing', new Error('database is locked'), 0],
	['what is no error says nothing', 'database is locked', 0],
];

for (const [title, error, code] of table) {
	test(title, () => {
		assert.equal(sqliteCode(error), code);
	});
}

test('the runtime’s own failures are told, of several statements and of a prepared one', async t => {
	const file = `${await temporaryFolder(t)}/database`;
	const [holder, other] = [new DatabaseSync(file), new DatabaseSync(file)];
	t.after(() => {
		holder.close();
		other.close();
	});
	holder.exec('BEGIN EXCLUSIVE');
	const isBusy = (error: unknown): boolean => (sqliteCode(error) & 0xFF) === 5;
	assert.throws(() => {
		other.exec('BEGIN EXCLUSIVE; COMMIT');
	}, isBusy);
	assert.throws(() => other.prepare('BEGIN EXCLUSIVE').run(), isBusy);
});

function sqlite(text: string, errcode?: number): Error {
	return Object.assign(new Error(text), {code: 'ERR_SQLITE_ERROR'}, errcode === undefined ? {} : {errcode});
}
