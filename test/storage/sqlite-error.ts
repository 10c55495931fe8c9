import assert from 'node:assert/strict';
import test from 'node:test';
import {ExpectedError} from '../../source/base/errors.ts';
import {isDamaged, isLocked, isOutOfRoom} from '../../source/storage/sqlite-error.ts';

const kinds = {isLocked, isDamaged, isOutOfRoom};

const table: ReadonlyArray<readonly [title: string, error: unknown, kind: keyof typeof kinds | undefined]> = [
	['a database that somebody else writes to is locked', sqlite(5), 'isLocked'],
	['one whose lock could not be taken in a snapshot is too', sqlite(517), 'isLocked'],
	['a malformed database is damaged', sqlite(11), 'isDamaged'],
	['a file that is no database is damaged', sqlite(26), 'isDamaged'],
	['a full disk is out of room', system('ENOSPC'), 'isOutOfRoom'],
	['a quota that is used up is out of room', system('EDQUOT'), 'isOutOfRoom'],
	['a database that can’t grow is out of room', sqlite(13), 'isOutOfRoom'],
	['a write of a database that failed may be a quota that is used up', sqlite(778), 'isOutOfRoom'],
	['an error that tells of a full disk is out of room', new ExpectedError('store-unusable', 'No.', {hint: 'Do.', cause: system('ENOSPC')}), 'isOutOfRoom'],
	['an error that tells of something else is not', new ExpectedError('store-unusable', 'No.', {hint: 'Do.', cause: system('EACCES')}), undefined],
	['a missing file is none of them', system('ENOENT'), undefined],
	['nothing is none of them', undefined, undefined],
];

for (const [title, error, kind] of table) {
	test(title, () => {
		const found = Object.entries(kinds).filter(([, is]) => is(error)).map(([name]) => name);
		assert.deepEqual(found, kind ? [kind] : []);
	});
}

function sqlite(errcode: number): Error {
	return Object.assign(new Error('SQLite failed'), {errcode});
}

function system(code: string): Error {
	return Object.assign(new Error('The system failed'), {code});
}
