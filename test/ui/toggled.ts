import assert from 'node:assert/strict';
import test from 'node:test';
import {toggled} from '../../source/ui/toggled.ts';

test('what is not in a set comes into it, and what is in it goes', () => {
	assert.deepEqual([...toggled(new Set(['a', 'b']), 'c')], ['a', 'b', 'c']);
	assert.deepEqual([...toggled(new Set(['a', 'b']), 'a')], ['b']);
	assert.deepEqual([...toggled(new Set<string>(), 'a')], ['a']);
});
