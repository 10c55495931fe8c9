import assert from 'node:assert/strict';
import test from 'node:test';
import type {ChangeCounts, VersionView} from '../../../source/app/engine-state.ts';
import {
	changeFigures, type CountedChanges, versionColumns, versionHeadings, versionRow, versionSentence,
} from '../../../source/ui/rows/version-row.ts';
import {spokenText, textOf} from '../../../source/ui/spans.ts';
import {themeFor} from '../../../source/ui/theme.ts';

const {glyphs} = themeFor('dark', {});
const time = new Date(2026, 2, 14, 15, 9, 26).getTime();
const version: VersionView = {
	version: 3, time, files: 904, bytes: 2_800_000_000, block: 70,
};
const none = {files: 0, bytes: 0};
const counts: ChangeCounts = {
	added: {files: 2, bytes: 1_000_000}, changed: {files: 1, bytes: 20_000}, removed: none, others: 3,
};
const problem = {code: 'content-gone', message: 'That part is not here.', hint: 'Wait.'};

function line(counted: CountedChanges, width: number): string {
	return textOf(versionRow(version, counted, {
		columns: versionColumns(width), glyphs, isSelected: true, isHere: true, now: time + 1000,
	})).trimEnd();
}

test('a version has its number and time, and what it changed with the bytes of that as far as there is room', () => {
	const cases: ReadonlyArray<readonly [width: number, counts: CountedChanges, line: string]> = [
		[80, counts, '▌✓ 3        2026-03-14 15:09       +2    1 MB       ~1   20 kB        0'],
		[60, counts, '▌✓ 3        2026-03-14 15:09        +2        ~1         0'],
		[40, counts, '▌✓ 3      15:09:26     +2     ~1      0'],
		[40, {...counts, added: {files: 1_234_567, bytes: 0}}, '▌✓ 3      15:09:26  +1.2M     ~1      0'],
		[110, counts, '▌✓ 3        2026-03-14 15:09:26        904    2.8 GB         +2    1 MB         ~1   20 kB          0'],
		[60, undefined, '▌✓ 3        2026-03-14 15:09         …'],
		[60, problem, '▌✓ 3        2026-03-14 15:09         ?'],
	];
	for (const [width, counted, expected] of cases) {
		assert.equal(line(counted, width), expected, String(width));
	}

	assert.equal(textOf(versionHeadings(versionColumns(60))), '   VERSION  TIME                 ADDED   CHANGED   REMOVED');
	assert.equal(spokenText(versionRow(version, counts, {
		columns: versionColumns(80), glyphs, isSelected: true, isHere: true, now: time,
	})), 'selected: here: version 3 2026-03-14 15:09 added 2 changed 1 removed 0');
});

test('a version is told in words', () => {
	const cases: ReadonlyArray<readonly [counts: CountedChanges, sentence: string, figures: string]> = [
		[counts, 'Added 2 files (1 MB), changed 1 file (20 kB). 3 folders or links were added, changed or removed.', '  +2  ~1'],
		[{
			...counts, added: none, changed: none, others: 1,
		}, 'One folder or link was added, changed or removed.', ''],
		[{
			...counts, changed: none, others: 0, removed: {files: 1234, bytes: 0},
		}, 'Added 2 files (1 MB), removed 1,234 files.', '  +2  -1,234'],
		[
			{
				added: none, changed: none, removed: none, others: 0,
			}, 'Nothing was changed.', '',
		],
		[undefined, 'What it changed is being added up.', ''],
		[problem, 'That part is not here.', ''],
	];
	for (const [counted, sentence, figures] of cases) {
		assert.equal(versionSentence(version, counted, {isHere: true, isShort: true}), sentence);
		assert.equal(changeFigures(counted), figures);
	}

	assert.equal(versionSentence(version, counts, {isHere: true, isShort: false}).split(': ')[0], 'Version 3 of 2026-03-14 15:09:26, which is here');
});
