import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import keys from 'hypercore-storage/lib/keys.js';
import {planFlush, type Change} from '../../source/storage/flush-plan.ts';

const {core} = keys;
const isEven = (index: number) => index % 2 === 0;

const put = (index: number, byte = index): Change => ({kind: 'put', key: core.block(0, index), value: Uint8Array.of(byte)});
const remove = (index: number): Change => ({kind: 'delete', key: core.block(0, index)});
const removeRange = (start: number, end: number): Change => ({kind: 'delete-range', start: core.block(0, start), end: core.block(0, end)});

test('held blocks go to the block store, everything else to the database', () => {
	const head: Change = {kind: 'put', key: core.head(0), value: Uint8Array.of(1)};
	const plan = planFlush([put(1), put(2), head], isEven);
	assert.deepEqual(plan, {
		clearBefore: [], blocks: [{index: 2, value: Uint8Array.of(2)}], rows: [put(1), head], clearAfter: [],
	});
});

test('deletions go to both', () => {
	const tree: Change = {kind: 'delete-range', start: core.tree(0, 0), end: core.tree(0, Infinity)};
	const changes = [remove(4), tree, removeRange(7, Infinity)];
	assert.deepEqual(planFlush(changes, isEven), {
		clearBefore: [], blocks: [], rows: changes, clearAfter: [{start: 4, end: 5}, {start: 7, end: Infinity}],
	});
});

test('a single node of the tree is never deleted', () => {
	const changes: Change[] = [{kind: 'delete', key: core.tree(0, 8)}, remove(4), {kind: 'delete', key: core.tree(0, 11)}];
	assert.deepEqual(planFlush(changes, isEven).rows, [remove(4)]);
});

test('a batch of any changes ends as if they were made one by one', () => {
	const index = fc.nat(8);
	const change = fc.oneof(
		fc.tuple(index, fc.nat(255)).map(([at, byte]) => put(at, byte)),
		index.map(at => remove(at)),
		fc.tuple(index, fc.option(index, {nil: Infinity})).map(([start, end]) => removeRange(start, end)),
	);
	fc.assert(fc.property(fc.array(change), changes => {
		const expected = new Map([[0, 100], [2, 102], [4, 104], [6, 106], [8, 108]]);
		const actual = new Map(expected);
		for (const single of changes) {
			run(single, expected);
		}

		run(changes, actual);
		assert.deepEqual(actual, expected);
	}));
});

/** What the block store would hold after a flush. */
function run(changes: Change | readonly Change[], held: Map<number, number>): void {
	const plan = planFlush([changes].flat(), isEven);
	clear(plan.clearBefore, held);
	for (const {index, value} of plan.blocks) {
		held.delete(index);
		held.set(index, value[0]!);
	}

	clear(plan.clearAfter, held);
}

function clear(ranges: ReadonlyArray<{readonly start: number; readonly end: number}>, held: Map<number, number>): void {
	for (const {start, end} of ranges) {
		for (const index of held.keys()) {
			if (index >= start && index < end) {
				held.delete(index);
			}
		}
	}
}
