import assert from 'node:assert/strict';
import test from 'node:test';
import {columnsOf} from '../../../source/ui/fit-text.ts';
import {
	nameOf, shareColumns, shareHeadings, shareRow,
} from '../../../source/ui/rows/share-row.ts';
import {spokenText, textOf} from '../../../source/ui/spans.ts';
import {themeFor} from '../../../source/ui/theme.ts';
import {sampleShare, sampleShares} from '../../helpers/fake-engine.ts';

const {glyphs} = themeFor('dark', {});

test('a row has the width of its headings, whatever the share and the terminal', () => {
	for (let width = 38; width <= 200; width += 9) {
		const widthOf = shareColumns(width);
		const headings = columnsOf(textOf(shareHeadings(widthOf)));
		assert.ok(headings <= width);
		for (const share of Object.values(sampleShares)) {
			assert.equal(columnsOf(textOf(shareRow(share, {widthOf, glyphs, isSelected: false}))), headings, `${share.status} ${width}`);
		}
	}
});

test('a row tells what a share is doing', () => {
	const row = (share: keyof typeof sampleShares, width: number): string => textOf(shareRow(sampleShares[share], {widthOf: shareColumns(width), glyphs, isSelected: share === 'receiving'})).trimEnd();
	assert.equal(row('receiving', 110), '▌↓ Holiday pictures           ↓ receiving      ━━━━━━━━━───────────   45 %  24.3 MB/s     1m4s      3   2.8 GB');
	assert.equal(row('serving', 80), ' ↑ talk.mp4           ● serving                         8.4 MB/s      2   734 MB');
	assert.equal(row('source-gone', 60), ' ↑ Stick           ✗ folder gone    45 %              2.8 GB');
	assert.equal(row('held', 40), ' ↑ Backups         ◌ held by 4711');
	assert.match(textOf(shareRow({...sampleShares.held, pid: 3_163_456}, {widthOf: shareColumns(40), glyphs, isSelected: false})), /◌ held 3163456(?: |$)/v);
});

test('every row can be told to somebody who does not see it', () => {
	const said = spokenText(shareRow(sampleShares.receiving, {widthOf: shareColumns(120), glyphs, isSelected: true}));
	assert.equal(said, 'selected: receiving Holiday pictures receiving 45 % 24.3 MB/s 1m 4s left 3 peers 2.8 GB');
});

test('a share without a name goes by the start of its key', () => {
	assert.equal(nameOf(sampleShare({name: ''})), 'ferry1qqqqqqqq…');
	assert.equal(nameOf(sampleShare({name: '', key: ''})), 'new share');
});

test('a name is not cut for a bar where there is room for one of them', () => {
	const widths = Object.fromEntries([40, 69, 80, 116].map(width => [width, shareColumns(width)]));
	assert.ok(widths[69]!('name') >= 20);
	assert.equal(widths[69]!('bar'), 0);
	assert.ok(widths[40]!('percent') > 0);
	assert.ok((['bar', 'peers', 'size'] as const).every(id => widths[80]!(id) > 0));
});
