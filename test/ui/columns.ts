import assert from 'node:assert/strict';
import test from 'node:test';
import {fitColumns} from '../../source/ui/columns.ts';

const columns = [
	{
		id: 'name', min: 10, preferred: 16, priority: 0,
	},
	{
		id: 'status', min: 8, preferred: 12, priority: 1,
	},
	{
		id: 'size', min: 6, preferred: 6, priority: 2,
	},
] as const;

test('columns share a width, the most important one first, and the least important ones are left out when there is no room', () => {
	const cases = [
		[80, {name: 58, status: 12, size: 6}],
		[30, {name: 12, status: 8, size: 6}],
		[28, {name: 10, status: 8, size: 6}],
		[27, {name: 16, status: 9, size: 0}],
		[12, {name: 12, status: 0, size: 0}],
		[5, {name: 5, status: 0, size: 0}],
	] as const;
	for (const [width, widths] of cases) {
		const widthOf = fitColumns(columns, width);
		assert.deepEqual(Object.fromEntries(columns.map(({id}) => [id, widthOf(id)])), widths, String(width));
	}
});
