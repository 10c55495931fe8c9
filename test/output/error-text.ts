import assert from 'node:assert/strict';
import test from 'node:test';
import {ExpectedError} from '../../source/base/errors.ts';
import {errorText, exitCodeOf} from '../../source/output/error-text.ts';
import type {Paint} from '../../source/output/style.ts';

const paint: Paint = (tone, text) => `<${tone}>${text}</${tone}>`;

test('an expected error is a sentence and a hint, without a stack', () => {
	const error = new ExpectedError('disk-full', 'The disk is full.', {hint: 'Make room.', cause: new Error('ENOSPC')});
	assert.equal(errorText(error, {paint, version: '1.2.3'}), '<bad>ferry:</bad> The disk is full.\nMake room.');
	assert.equal(exitCodeOf(error), 4);
});

test('text from a feed in an error cannot move the cursor', () => {
	const error = new ExpectedError('entry-missing', 'There is no a\u001B[2Jb.', {hint: 'ferry ls shows what there is.'});
	assert.match(errorText(error, {paint, version: '1.2.3'}), /There is no a\\u\{1b\}\[2Jb\./v);
});

test('anything else is a bug with its stack, its causes and the versions', () => {
	const error = new TypeError('x is not a function', {cause: new Error('deeper')});
	const text = errorText(error, {paint, version: '1.2.3'});
	assert.match(text, /^<bad>This is a bug in ferry:<\/bad>\nTypeError: x is not a function\n +at .+\nCaused by:\nError: deeper\n +at .+\n\(ferry 1\.2\.3, runtime v\d/sv);
	assert.match(errorText('a string', {paint, version: '1.2.3'}), /a string/v);
	assert.equal(exitCodeOf(error), 1);
});
