import assert from 'node:assert/strict';
import test from 'node:test';
import {moveInList} from '../../../../source/ui/components/list/list-state.ts';
import {visibleWindow} from '../../../../source/ui/components/list/visible-window.ts';

test('the selected row exists and is seen, however the list has changed', () => {
	const cases = [
		[[0, 0], 0, 5, [0, 0]],
		[[9, 5], 10, 5, [9, 5]],
		[[9, 0], 10, 5, [9, 5]],
		[[2, 5], 10, 5, [2, 2]],
		[[9, 5], 3, 5, [2, 0]],
		[[9, 5], 10, 20, [9, 0]],
		[[4, 0], 10, 0, [4, 4]],
	] as const;
	for (const [[cursor, offset], count, rows, [toCursor, toOffset]] of cases) {
		assert.deepEqual(visibleWindow({cursor, offset}, count, rows), {cursor: toCursor, offset: toOffset});
	}
});

test('moves stay within the list', () => {
	const extent = {count: 100, rows: 10};
	const cases = [
		['up', [0, 0], [0, 0]],
		['down', [9, 0], [10, 1]],
		['page-down', [0, 0], [9, 9]],
		['page-down', [95, 88], [99, 90]],
		['page-up', [20, 15], [11, 6]],
		['first', [50, 45], [0, 0]],
		['last', [0, 0], [99, 90]],
		[{to: 42}, [0, 0], [42, 33]],
	] as const;
	for (const [move, [cursor, offset], [toCursor, toOffset]] of cases) {
		assert.deepEqual(moveInList({cursor, offset}, move, extent), {cursor: toCursor, offset: toOffset}, JSON.stringify(move));
	}
});
