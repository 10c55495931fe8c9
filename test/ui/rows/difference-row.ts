import assert from 'node:assert/strict';
import test from 'node:test';
import type {Difference} from '../../../source/app/engine-state.ts';
import {differenceRow, differenceSentence} from '../../../source/ui/rows/difference-row.ts';
import {textOf} from '../../../source/ui/spans.ts';
import {themeFor} from '../../../source/ui/theme.ts';

const {glyphs} = themeFor('dark', {});
const file = {
	type: 'difference', kind: 'file', path: 'a/b.txt', size: 20_000,
} as const;

const cases: ReadonlyArray<readonly [difference: Difference, sign: string, detail: string, sentence: string]> = [
	[{...file, change: 'added'}, '+ a/b.txt', '20 kB', 'Added: a/b.txt, 20 kB'],
	[{...file, change: 'removed'}, '- a/b.txt', '20 kB', 'Removed: a/b.txt, 20 kB'],
	[{
		...file, change: 'changed', previousSize: 10_000, sameContent: false,
	}, '~ a/b.txt', '10 kB → 20 kB', 'Changed: a/b.txt, 10 kB → 20 kB'],
	[{
		...file, change: 'changed', previousSize: 20_000, sameContent: false,
	}, '~ a/b.txt', 'still 20 kB', 'Changed: a/b.txt, still 20 kB'],
	[{
		...file, change: 'changed', previousSize: 20_000, sameContent: true,
	}, '~ a/b.txt', 'time or permissions', 'Changed only its time or its permissions: a/b.txt'],
	[{...file, change: 'renamed', previousPath: 'c.txt'}, '> c.txt → a/b.txt', '20 kB', 'Renamed: c.txt is now a/b.txt'],
	[{
		type: 'difference', change: 'added', kind: 'directory', path: 'a',
	}, '+ a/', 'folder', 'Added: a/'],
	[{
		type: 'difference', change: 'changed', kind: 'directory', path: 'a', sameContent: true,
	}, '~ a/', 'time or permissions', 'Changed only its time or its permissions: a/'],
	[{
		type: 'difference', change: 'removed', kind: 'symlink', path: 'a', target: 'b',
	}, '- a', 'link', 'Removed: a, a link to b'],
	[{
		type: 'difference', change: 'changed', kind: 'symlink', path: 'a', target: 'b', sameContent: false,
	}, '~ a', 'link', 'Changed: a leads to b now'],
];

test('a difference has a sign, its path and its size, and can be told in words', () => {
	for (const [difference, sign, detail, sentence] of cases) {
		const line = textOf(differenceRow(difference, {width: 70, glyphs, isSelected: false}));
		assert.equal(line.trim().replaceAll(/ {2,}/gv, '|'), `${sign}|${detail}`);
		assert.equal(differenceSentence(difference), sentence);
	}
});

test('with little room only the size of now is there', () => {
	assert.equal(textOf(differenceRow(cases[2]![0], {width: 40, glyphs, isSelected: true})), '▌~ a/b.txt                         20 kB');
});
