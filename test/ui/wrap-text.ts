import assert from 'node:assert/strict';
import test from 'node:test';
import {wrapText} from '../../source/ui/wrap-text.ts';

test('a text is broken between words, and a word only if it is wider than a line', () => {
	assert.deepEqual(wrapText('one two three', 8), ['one two', 'three']);
	assert.deepEqual(wrapText('abcdefghij', 4), ['abcd', 'efgh', 'ij']);
	assert.deepEqual(wrapText('a abcdefgh', 4), ['a', 'abcd', 'efgh']);
	assert.deepEqual(wrapText('星星星', 4), ['星星', '星']);
	assert.deepEqual(wrapText('', 4), ['']);
});

test('what is too much is cut in the last line', () => {
	assert.deepEqual(wrapText('one two three four', 7, 2), ['one two', 'three …']);
	assert.deepEqual(wrapText('one two three four', 7, 1), ['one tw…']);
});
