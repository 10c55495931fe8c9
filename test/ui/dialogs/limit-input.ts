import assert from 'node:assert/strict';
import test from 'node:test';
import {
	changeLimits, limitInput, limitsOf, limitText,
} from '../../../source/ui/dialogs/limit-input.ts';

test('limits that are set come back as they were', () => {
	for (const limits of [{upload: undefined, download: undefined}, {upload: 2_000_000, download: 123_457}]) {
		assert.deepEqual(limitsOf(limitInput(limits)), limits);
	}
});

test('what is typed changes the limit that is being typed', () => {
	const start = limitInput({upload: 2_000_000, download: undefined});
	const first = changeLimits(start, {kind: 'type', text: '0'});
	const second = changeLimits(changeLimits(first, {kind: 'other'}), {kind: 'type', text: '500k'});
	assert.deepEqual(limitsOf(second), {upload: undefined, download: 500_000});
	assert.equal(limitsOf(changeLimits(second, {kind: 'type', text: 'fast'})), undefined);
	assert.equal(changeLimits(second, {kind: 'other'}).focus, 'upload');
});

test('a limit is told as it was understood', () => {
	assert.deepEqual(['', '0', '2m', 'x'].map(text => limitText(text)), ['no limit', 'no limit', 'at most 2 MB/s', undefined]);
});
