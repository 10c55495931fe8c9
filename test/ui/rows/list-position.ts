import assert from 'node:assert/strict';
import test from 'node:test';
import {listRule, positionText} from '../../../source/ui/rows/list-position.ts';
import {textOf} from '../../../source/ui/spans.ts';
import {themeFor} from '../../../source/ui/theme.ts';

const {glyphs} = themeFor('dark', {});

for (const [seen, expected] of [
	[{offset: 0, rows: 9, count: 16}, '1-9 of 16'],
	[{offset: 7, rows: 9, count: 16}, '8-16 of 16'],
	[{offset: 0, rows: 9, count: 9}, ''],
	[{offset: 0, rows: 9, count: 0}, ''],
	[{offset: 1_000_000, rows: 9, count: 1_200_000}, '1,000,001-1,000,009 of 1,200,000'],
	[{
		offset: 0, rows: 9, count: 9, isOpenEnded: true,
	}, '1-9 of 9+'],
] as const) {
	test(`it is told which rows are seen, unless all of them are: ${expected}`, () => {
		assert.equal(positionText(seen), expected);
	});
}

test('the rule is as wide as the screen, and tells the rows where there is room', () => {
	const rule = (offset: number, width: number): string => textOf(listRule({offset, rows: 9, count: 16}, {width, glyphs}));
	assert.equal(rule(0, 20), '─────── 1-9 of 16 ──');
	assert.equal(rule(0, 10), '──────────');
	assert.equal(textOf(listRule({offset: 0, rows: 9, count: 3}, {width: 5, glyphs})), '─────');
});
