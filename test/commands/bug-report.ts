import assert from 'node:assert/strict';
import test from 'node:test';
import {ExpectedError} from '../../source/base/errors.ts';
import {bugReport} from '../../source/commands/bug-report.ts';

test('an error that nobody has caught is told as a bug, without keys', () => {
	const key = `ferry1${'q'.repeat(58)}`;
	const {text, exitCode} = bugReport(new TypeError(`no ${key}`));
	assert.equal(exitCode, 1);
	assert.match(text, /^This is a bug in ferry:\nTypeError: no /v);
	assert.match(text, /Please report it with these lines\.\n$/v);
	assert.ok(!text.includes(key));
});

test('one that was expected keeps its words and its exit code', () => {
	const {text, exitCode} = bugReport(new ExpectedError('disk-full', 'The disk is full.', {hint: 'Make room.'}));
	assert.deepEqual([text, exitCode], ['ferry: The disk is full.\nMake room.\n', 4]);
});

test('what Deno was started without is no bug', () => {
	const denied = Object.assign(new Error('Requires net access to "0.0.0.0:0", run again with the --allow-net flag'), {name: 'NotCapable'});
	assert.match(bugReport(denied).text, /^ferry: Deno gives ferry no net access to 0\.0\.0\.0:0\.\n.+--allow-net/v);
});
