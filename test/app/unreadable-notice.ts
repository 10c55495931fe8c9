import assert from 'node:assert/strict';
import test from 'node:test';
import {unreadableNotice} from '../../source/app/unreadable-notice.ts';

test('shares that can’t be read are told of once, and again when there are others', () => {
	const text = (files: readonly string[], before: readonly string[]): string | undefined => unreadableNotice(files, {before, time: 7})?.text;
	assert.equal(text([], []), undefined);
	assert.equal(text(['a'], []), '1 share can’t be read and is not shown.');
	assert.equal(text(['a'], ['a']), undefined);
	assert.equal(text(['a', 'b'], ['a']), '2 shares can’t be read and are not shown.');
	assert.equal(text([], ['a']), undefined);
	assert.deepEqual(unreadableNotice(['a'], {before: [], time: 7}), {
		id: 7, time: 7, level: 'bad', text: '1 share can’t be read and is not shown.', hint: '“ferry list” says what to do.',
	});
});
