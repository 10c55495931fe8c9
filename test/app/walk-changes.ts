import assert from 'node:assert/strict';
import {test} from 'node:test';
import {changedPaths} from '../../source/app/walk-changes.ts';

const ruleFiles = ['.ferryignore'];
const deep = (path: string): unknown => ({path, isDeep: true});
const shallow = (path: string): unknown => ({path, isDeep: false});

const cases: ReadonlyArray<{readonly title: string; readonly changed: readonly string[]; readonly watched?: readonly string[]; readonly expected: readonly unknown[] | undefined}> = [
	{title: 'nothing', changed: [], expected: []},
	{title: 'a file at the top', changed: ['a'], expected: [deep('a')]},
	{title: 'a file, and the directory it stands in', changed: ['d/e/a'], expected: [shallow('d/e'), deep('d/e/a')]},
	{
		title: 'a directory whose own changes are heard of', changed: ['d/e'], watched: ['d/e'], expected: [shallow('d'), shallow('d/e')],
	},
	{title: 'two files in one directory', changed: ['d/b', 'd/a'], expected: [shallow('d'), deep('d/a'), deep('d/b')]},
	{title: 'a new directory, and what is in it', changed: ['d/e/a', 'd/e', 'd/e/f/b'], expected: [shallow('d'), deep('d/e')]},
	{title: 'a name that begins like a new directory', changed: ['d', 'd.txt'], expected: [deep('d'), deep('d.txt')]},
	{title: 'rules of a directory', changed: ['d/.ferryignore', 'd/a', 'b'], expected: [deep('b'), deep('d')]},
	{title: 'rules for everything', changed: ['.ferryignore', 'd/a'], expected: undefined},
	{title: 'a path that is there twice', changed: ['a', 'a'], expected: [deep('a')]},
];

for (const {title, changed, watched = [], expected} of cases) {
	test(`what has to be looked at: ${title}`, () => {
		assert.deepEqual(changedPaths(changed, {ruleFiles, isWatched: path => watched.includes(path)}), expected);
	});
}
