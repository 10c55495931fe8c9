import assert from 'node:assert/strict';
import test from 'node:test';
import {sparkline} from '../../source/ui/sparkline.ts';
import {themeFor} from '../../source/ui/theme.ts';

const {glyphs} = themeFor('dark', {});

test('figures become levels, the newest at the right', () => {
	assert.equal(sparkline([0, 1, 2, 3, 4, 5, 6, 7, 8], 9, {glyphs}), '▁▁▂▃▄▅▆▇█');
	assert.equal(sparkline([8], 4, {glyphs}), '▁▁▁█');
	assert.equal(sparkline([], 3, {glyphs}), '▁▁▁');
	assert.equal(sparkline([5], 0, {glyphs}), '');
	assert.equal(sparkline([4], 1, {glyphs, most: 8}), '▄');
});

test('with less room each column shows the highest of its figures', () => {
	assert.equal(sparkline([8, 1, 1, 4], 2, {glyphs}), '█▄');
	assert.equal(sparkline([9, 8, 1, 1, 4], 2, {glyphs, most: 9}), '█▄');
});

test('a terminal without these signs gets ASCII', () => {
	assert.equal(sparkline([0, 4, 8], 3, {glyphs: themeFor('dark', {TERM: 'linux'}).glyphs}), ' =#');
});
