import assert from 'node:assert/strict';
import test from 'node:test';
import {SkippedFiles} from '../../source/app/skipped-files.ts';

test('files that are skipped are counted once, with the sizes that they have by now', () => {
	const skipped = new SkippedFiles();
	assert.equal(skipped.takes({path: 'a', size: 1}), false);
	assert.deepEqual(skipped.total, {files: 0, bytes: 0});
	skipped.add({path: 'a', size: 1});
	skipped.add({path: 'b', size: 10});
	assert.equal(skipped.takes({path: 'a', size: 5}), true);
	assert.equal(skipped.takes({path: 'a', size: 5}), true);
	assert.deepEqual(['a', 'b', 'c'].map(path => skipped.has(path)), [true, true, false]);
	assert.deepEqual(skipped.total, {files: 2, bytes: 15});
});
