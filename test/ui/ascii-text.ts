import assert from 'node:assert/strict';
import test from 'node:test';
import {asciiText} from '../../source/ui/ascii-text.ts';

test('signs become others of the same width, and letters of names stay', () => {
	assert.equal(asciiText('Ada’s “40×12” … ↑ – æ 星'), 'Ada\'s "40x12" ~ ^ - æ 星');
	assert.equal(asciiText(''), '');
});
