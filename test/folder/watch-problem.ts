import assert from 'node:assert/strict';
import {test} from 'node:test';
import {watchProblemOf} from '../../source/folder/watch-problem.ts';

test('a full table of the system is a limit, what can’t be read is no problem, and all else has failed', () => {
	const table = [
		['ENOSPC', 'limit'],
		['EMFILE', 'limit'],
		['ENFILE', 'limit'],
		['ENOMEM', 'limit'],
		['ENOENT', undefined],
		['ENOTDIR', undefined],
		['EACCES', undefined],
		['EPERM', undefined],
		['ENOSYS', 'failed'],
		['', 'failed'],
	] as const;
	for (const [code, problem] of table) {
		assert.equal(watchProblemOf(code), problem, code);
	}
});
