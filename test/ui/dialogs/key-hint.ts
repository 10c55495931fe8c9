import assert from 'node:assert/strict';
import test from 'node:test';
import {keyHint} from '../../../source/ui/dialogs/key-hint.ts';

const whole = 'You see what it holds before anything is written.';
const table: ReadonlyArray<readonly [text: string, hint: string]> = [
	['', whole],
	['ferry get', whole],
	[`ferry1${'q'.repeat(58)}`, whole],
	['ferry1qq', 'A share key has 64 characters; these are 8.'],
	['FERRY1', 'A share key has 64 characters; these are 6.'],
	['abc', 'A share key begins with ferry1. This could only be the raw key of a feed, of 52 or 64 characters; these are 3.'],
	['y'.repeat(52), 'It is taken for the raw key of a feed, as it doesn’t begin with ferry1.'],
];

test('what a key lacks that is being typed is told at once', () => {
	for (const [text, hint] of table) {
		assert.equal(keyHint(text), hint, text);
	}
});
