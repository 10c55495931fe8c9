import assert from 'node:assert/strict';
import test from 'node:test';
import {BlockRuns} from '../../source/storage/block-runs.ts';

test('a file’s runs are forgotten together, and those of others stay', () => {
	const runs = new BlockRuns<string>();
	runs.add('a', {block: 7, offset: 0, length: 3}, 10);
	runs.add('b', {block: 7, offset: 3, length: 1}, 0);
	runs.add('a', {block: 7, offset: 4, length: 2}, 13);
	runs.add('a', {block: 7, offset: 6, length: 2}, 2 ** 40);
	assert.equal(runs.size, 4);
	assert.deepEqual([...runs.slices()], [
		{
			owner: 'a', blockOffset: 0, length: 3, position: 10,
		},
		{
			owner: 'b', blockOffset: 3, length: 1, position: 0,
		},
		{
			owner: 'a', blockOffset: 4, length: 2, position: 13,
		},
		{
			owner: 'a', blockOffset: 6, length: 2, position: 2 ** 40,
		},
	]);
	runs.remove('a');
	runs.remove('c');
	assert.deepEqual([...runs.slices()], [{
		owner: 'b', blockOffset: 3, length: 1, position: 0,
	}]);
	runs.remove('b');
	assert.equal(runs.size, 0);
});
