import assert from 'node:assert/strict';
import test from 'node:test';
import {all, type FileChoice} from '../../source/app/choice.ts';
import {isEverything, type Received} from '../../source/app/is-everything.ts';

const globs: FileChoice = {only: ['sub/**'], selection: []};
const unpicked: FileChoice = {only: [], selection: [{path: 'a', isWanted: false}]};

const table: ReadonlyArray<readonly [what: string, received: Omit<Received, 'totals'>, totals: Received['totals'], expected: boolean]> = [
	['all files', {choice: all, files: 3, refusedFiles: 0}, {files: 3, symlinks: 2}, true],
	['all files but those that can’t be created', {choice: all, files: 2, refusedFiles: 1}, {files: 3, symlinks: 0}, true],
	['all files but one that was not to be replaced', {choice: all, files: 2, refusedFiles: 0}, {files: 3, symlinks: 0}, false],
	['files that globs match', {choice: globs, files: 2, refusedFiles: 0}, {files: 3, symlinks: 0}, false],
	['files that globs match, which are all', {choice: globs, files: 3, refusedFiles: 0}, {files: 3, symlinks: 0}, true],
	['the same, where links may be missing', {choice: globs, files: 3, refusedFiles: 0}, {files: 3, symlinks: 1}, false],
	['all but a file that was not picked', {choice: unpicked, files: 2, refusedFiles: 0}, {files: 3, symlinks: 0}, false],
	['all but a link that was not picked', {choice: unpicked, files: 3, refusedFiles: 0}, {files: 3, symlinks: 1}, false],
	['nothing of what has no files', {choice: all, files: 0, refusedFiles: 0}, {files: 0, symlinks: 0}, true],
];

for (const [what, received, totals, expected] of table) {
	test(`${what}: ${expected ? 'everything' : 'a part'}`, () => {
		assert.equal(isEverything({...received, totals}), expected);
	});
}
