import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {readAhead, stepsOf} from '../../source/app/read-ahead.ts';

const blockSize = 4;
const extents = [{block: 7, offset: 1, length: 3}, {block: 2, offset: 0, length: 9}];

test('the bytes of a file are runs in its blocks, from any position on', () => {
	const table = [
		[0, [[7, 1, 3], [2, 0, 4], [3, 0, 4], [4, 0, 1]]],
		[1, [[7, 2, 2], [2, 0, 4], [3, 0, 4], [4, 0, 1]]],
		[3, [[2, 0, 4], [3, 0, 4], [4, 0, 1]]],
		[8, [[3, 1, 3], [4, 0, 1]]],
		[11, [[4, 0, 1]]],
		[12, []],
	] as const;
	for (const [from, expected] of table) {
		const steps = [...stepsOf('file', extents, {blockSize, from})];
		assert.deepEqual(steps.map(({block, start, length}) => [block, start, length]), expected, String(from));
	}
});

test('bytes come in order, each block is fetched once for what follows in it, and let go after it', async () => {
	const done: string[] = [];
	const steps = [
		...stepsOf('a', [{block: 0, offset: 0, length: 2}], {blockSize, from: 0}),
		...stepsOf('b', [{block: 0, offset: 2, length: 2}], {blockSize, from: 0}),
		...stepsOf('c', [{block: 1, offset: 0, length: 4}], {blockSize, from: 0}),
	];
	const found: string[] = [];
	for await (const {step, bytes} of readAhead(steps, {
		async fetch(block) {
			done.push(`fetch ${block}`);
			return block === 1 ? undefined : Buffer.from('abcd');
		},
		async release(block) {
			done.push(`release ${block}`);
		},
	})) {
		found.push(`${step.file} ${bytes === undefined ? 'gone' : Buffer.from(bytes).toString()}`);
	}

	assert.deepEqual(found, ['a ab', 'b cd', 'c gone']);
	assert.deepEqual(done.toSorted(), ['fetch 0', 'fetch 1', 'release 0', 'release 1']);
});

test('nothing is fetched far ahead of whoever takes the bytes', async () => {
	let fetched = 0;
	const reading = readAhead(stepsOf('large', [{block: 0, offset: 0, length: 4000}], {blockSize, from: 0}), {
		async fetch() {
			fetched++;
			return Buffer.from('abcd');
		},
		async release() {
			// Nothing is held.
		},
	});
	await reading.next();
	await new Promise(resolve => {
		setImmediate(resolve);
	});
	assert.ok(fetched < 50, String(fetched));
	await reading.return();
});
