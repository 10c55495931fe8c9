import assert from 'node:assert/strict';
import test from 'node:test';
import {ExpectedError} from '../../../source/base/errors.ts';
import {problemLines, problemOf} from '../../../source/ui/dialogs/problem.ts';
import {columnsOf} from '../../../source/ui/fit-text.ts';
import {textOf} from '../../../source/ui/spans.ts';
import {themeFor} from '../../../source/ui/theme.ts';

const {glyphs} = themeFor('dark', {});

test('what was thrown is told with what to do, and without a key', () => {
	assert.deepEqual(problemOf(new ExpectedError('path-missing', 'There is no x.', {hint: 'Look for it.'})), {code: 'path-missing', message: 'There is no x.', hint: 'Look for it.'});
	assert.deepEqual(problemOf(new Error('broken')), {code: '', message: 'broken', hint: ''});
	assert.ok(!problemOf(new Error(`no ferry1${'q'.repeat(58)}`)).message.includes('q'.repeat(20)));
	assert.equal(problemOf('odd').message, 'odd');
});

test('a problem takes no more lines than there are, and leaves one for what to do', () => {
	const problem = {message: 'There is no room left on the disk that the folder is on.', hint: 'Make room, or choose another folder.'};
	for (const rows of [1, 2, 3, 5]) {
		const lines = problemLines(problem, {width: 30, rows, glyphs}).map(line => textOf(line));
		assert.ok(lines.length <= rows && lines.every(line => columnsOf(line) <= 30));
		assert.ok(lines[0]!.startsWith('✗ There is no room'));
		assert.equal(lines.some(line => line.includes('Make room')), rows > 1);
	}
});
