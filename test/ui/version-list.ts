import assert from 'node:assert/strict';
import test from 'node:test';
import type {VersionPage} from '../../source/app/engine-state.ts';
import {
	noVersions, type VersionList, withNewest, withOlder,
} from '../../source/ui/version-list.ts';

const problem = {code: 'content-gone', message: 'It is not here.', hint: ''};

/** Versions by their numbers, which are their blocks as well. */
function page(numbers: readonly number[], rest: Partial<VersionPage> = {}): VersionPage {
	return {
		versions: numbers.map(number => ({
			version: number, time: 0, files: 0, bytes: 0, block: number,
		})), isEnd: false, problem: undefined, ...rest,
	};
}

test('new versions come before those that were read, and those stay', () => {
	const cases: ReadonlyArray<readonly [what: string, list: VersionList, page: VersionPage, versions: readonly number[], isEnd: boolean, message?: string]> = [
		['the first page', noVersions, page([5, 4]), [5, 4], false],
		['one more', page([5, 4, 3], {isEnd: true}), page([6, 5]), [6, 5, 4, 3], true],
		['none more', page([5, 4]), page([5, 4]), [5, 4], false],
		['all of it', page([5, 4]), page([6, 5, 4], {isEnd: true}), [6, 5, 4], true],
		['so many that they don’t meet', page([5, 4], {isEnd: true}), page([9, 8]), [9, 8], false],
		['what was missing is asked for again', page([5, 4], {problem}), page([5]), [5, 4], false],
		['what is still missing', page([5, 4], {problem}), page([5, 4], {problem}), [5, 4], false, problem.message],
		['nothing can be read now', page([5, 4]), page([], {problem}), [5, 4], false, problem.message],
		['the share is not open', page([5, 4]), page([], {isEnd: true}), [5, 4], false],
		['nothing is there', noVersions, page([], {isEnd: true}), [], true],
	];
	for (const [what, before, newest, versions, isEnd, message] of cases) {
		const list = withNewest(before, newest);
		assert.deepEqual([list.versions.map(({version}) => version), list.isEnd, list.problem?.message], [versions, isEnd, message], what);
	}
});

test('older versions come behind the last one, unless another one is the last by now', () => {
	const list = page([5, 4]);
	assert.deepEqual(withOlder(list, 4, page([3, 2], {isEnd: true})), page([5, 4, 3, 2], {isEnd: true}));
	assert.deepEqual(withOlder(list, 4, page([], {problem})), page([5, 4], {problem}));
	assert.equal(withOlder(list, 7, page([3, 2])), list);
});
