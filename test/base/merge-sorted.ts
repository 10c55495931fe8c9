import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {mergeSorted} from '../../source/base/merge-sorted.ts';

async function * each<Value>(values: readonly Value[], onReturn?: () => void): AsyncGenerator<Value, void> {
	try {
		yield * values;
	} finally {
		onReturn?.();
	}
}

async function merge(left: readonly number[], right: readonly number[]): Promise<Array<readonly [number | undefined, number | undefined]>> {
	const merged: Array<readonly [number | undefined, number | undefined]> = [];
	for await (const pair of mergeSorted(each(left), each(right), (a, b) => a - b)) {
		merged.push(pair);
	}

	return merged;
}

test('what compares as equal comes as a pair, and everything else alone, in order', async () => {
	assert.deepEqual(await merge([1, 3, 4], [2, 3, 5, 6]), [[1, undefined], [undefined, 2], [3, 3], [4, undefined], [undefined, 5], [undefined, 6]]);
	assert.deepEqual(await merge([], []), []);
	assert.deepEqual(await merge([1], []), [[1, undefined]]);
	assert.deepEqual(await merge([], [1]), [[undefined, 1]]);
});

test('whatever the two sequences, each value comes once, in order, and beside its equal', async () => {
	const sorted = fc.uniqueArray(fc.nat(30)).map(values => values.toSorted((a, b) => a - b));
	await fc.assert(fc.asyncProperty(sorted, sorted, async (left, right) => {
		const all = [...new Set([...left, ...right])].toSorted((a, b) => a - b);
		const expected = all.map(value => [left.includes(value) ? value : undefined, right.includes(value) ? value : undefined]);
		assert.deepEqual(await merge(left, right), expected);
	}));
});

test('both sequences are closed when the reader stops early or one of them fails', async () => {
	const closed: string[] = [];
	const left = each([1, 2, 3], () => closed.push('left'));
	const right = each([1, 2, 3], () => closed.push('right'));
	const stopped = mergeSorted(left, right, (a, b) => a - b);
	await stopped.next();
	await stopped.return();

	assert.deepEqual(closed.toSorted(), ['left', 'right']);
	async function * failing(): AsyncGenerator<number, void> {
		yield 1;
		throw new Error('It broke');
	}

	const merged = mergeSorted(failing(), each([1, 2], () => closed.push('other')), (a, b) => a - b);
	await merged.next();
	await assert.rejects(merged.next(), {message: 'It broke'});
	assert.equal(closed.at(-1), 'other');
});
