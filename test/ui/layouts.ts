import assert from 'node:assert/strict';
import test from 'node:test';
import {dialogLayout} from '../../source/ui/dialog-layout.ts';
import {frameLayout} from '../../source/ui/frame-layout.ts';
import {sharesLayout} from '../../source/ui/screens/shares-layout.ts';

test('header, screen and footer fill the frame', () => {
	assert.deepEqual(frameLayout({columns: 80, rows: 23}, false), {isRoomy: true, body: {columns: 80, rows: 19}});
	assert.deepEqual(frameLayout({columns: 80, rows: 23}, true), {isRoomy: true, body: {columns: 80, rows: 19}});
	assert.deepEqual(frameLayout({columns: 40, rows: 11}, false), {isRoomy: false, body: {columns: 40, rows: 9}});
	assert.deepEqual(frameLayout({columns: 40, rows: 11}, true), {isRoomy: false, body: {columns: 40, rows: 8}});
});

test('list and details fill the screen at every size, side by side where it is wide', () => {
	for (let columns = 40; columns <= 220; columns += 4) {
		for (let rows = 8; rows <= 60; rows++) {
			for (const hasFilter of [true, false]) {
				const layout = sharesLayout({columns, rows}, hasFilter);
				const list = layout.listRows + (layout.hasHeadings ? 1 : 0) + (hasFilter ? 1 : 0);
				assert.equal(layout.isWide, columns >= 120);
				assert.ok(!layout.isWide || layout.hasKeyLine || (layout.detailsWidth >= 73 && layout.listWidth >= 80), `${columns} ${rows}`);
				assert.ok(layout.listRows >= 3, `${columns} ${rows}`);
				assert.ok(
					layout.isWide
						? list + (layout.hasKeyLine ? 1 : 0) <= rows
						&& layout.detailsRows + (layout.hasKeyLine ? 1 : 0) + (hasFilter ? 1 : 0) === rows && layout.listWidth + layout.detailsWidth < columns
						: list + layout.detailsRows + (layout.detailsRows === 0 ? 0 : 1) === rows,
					`${columns} ${rows}`,
				);
			}
		}
	}
});

test('a dialog has a box where there is room for one', () => {
	assert.deepEqual(dialogLayout({columns: 80, rows: 19}, 60), {hasBox: true, width: 60, inside: {columns: 56, rows: 15}});
	assert.deepEqual(dialogLayout({columns: 40, rows: 9}, 60), {hasBox: false, width: 40, inside: {columns: 40, rows: 8}});
});
