import assert from 'node:assert/strict';
import test from 'node:test';
import {keptText, leftOutText, notCreatedText} from '../../source/app/reason-text.ts';

test('reasons are told in words, and those that nobody knows as they are', () => {
	assert.equal(notCreatedText('collides'), 'this disk takes its name for another file’s');
	assert.equal(notCreatedText('link-leaves-share'), 'a link that leads out of the share');
	assert.equal(notCreatedText('new-reason'), 'new-reason');
	assert.equal(notCreatedText('toString'), 'toString');
	assert.equal(notCreatedText('data-directory'), 'a ferry keeps its data and its keys there');
	assert.equal(leftOutText('fifo'), 'a named pipe');
	assert.equal(keptText('fifo'), 'a named pipe');
	assert.match(keptText('not-empty'), /^a folder /v);
	assert.equal(leftOutText('data-directory'), 'another ferry keeps its data and its keys there');
});
