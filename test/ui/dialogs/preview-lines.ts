import assert from 'node:assert/strict';
import test from 'node:test';
import {previewLines} from '../../../source/ui/dialogs/preview-lines.ts';
import {textOf} from '../../../source/ui/spans.ts';
import {themeFor} from '../../../source/ui/theme.ts';

const {glyphs} = themeFor('dark', {});
const preview = {
	files: 1204, bytes: 3_400_000, directories: 3, ignored: 0, leftOut: 0, isCounting: false,
};

function lines(counted: Parameters<typeof previewLines>[0]): readonly string[] {
	return previewLines(counted, {width: 72, rows: 2, glyphs}).map(line => textOf(line));
}

test('a preview tells how much there is, and what is left out', () => {
	assert.deepEqual(lines({paths: ['/x'], preview, problem: undefined}), ['3.4 MB  ·  1,204 files  ·  3 folders']);
	assert.deepEqual(lines({paths: ['/x'], preview: {...preview, isCounting: true, directories: 0}, problem: undefined}), ['3.4 MB  ·  1,204 files …']);
	assert.deepEqual(lines({paths: ['/x'], preview: {...preview, ignored: 2, leftOut: 1}, problem: undefined})[1], 'Left out: 2 by the ignore rules, 1 that can’t be carried.');
	assert.deepEqual(lines({paths: ['/x'], preview: undefined, problem: undefined}), []);
	assert.deepEqual(lines({paths: ['/x', '/y'], preview, problem: undefined}), ['2 paths together  ·  3.4 MB  ·  1,204 files  ·  3 folders']);
});

test('a path that isn’t there is no failure, as it may still be typed; anything else is', () => {
	assert.deepEqual(lines({paths: ['/x'], preview: undefined, problem: {code: 'path-missing', message: 'There is no /x.', hint: 'Look.'}}), ['There is no /x.']);
	assert.deepEqual(lines({paths: ['/x'], preview: undefined, problem: {code: 'usage', message: 'That is ferry’s own.', hint: 'Choose another.'}}), ['✗ That is ferry’s own.', '  Choose another.']);
});
