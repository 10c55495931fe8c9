import assert from 'node:assert/strict';
import test from 'node:test';
import {everyEvent} from '../helpers/every-event.ts';
import {type FakeApp, runCommand} from '../helpers/run-command.ts';

const key = '07'.repeat(32);

const app: FakeApp = {
	async * cat(_key, path, {onEvent}) {
		onEvent(everyEvent.searching);
		yield new TextEncoder().encode('one ');
		onEvent(everyEvent.receiving);
		yield new TextEncoder().encode(path ?? '(the only one)');
	},
};

test('standard output gets the bytes of the file and nothing else', async () => {
	const {output, error, exitCode} = await runCommand(['cat', key, 'a/b'], {app});
	assert.equal(output, 'one a/b');
	assert.equal(error, 'Looking for peers that have this share …\n');
	assert.equal(exitCode, 0);
});

test('on a terminal a last line without an end gets one, so that nothing takes its place', async () => {
	const {output} = await runCommand(['cat', key, 'a/b'], {app, isTerminal: true});
	assert.equal(output, 'one a/b\n');
	const ended = await runCommand(['cat', key, 'a/b\n'], {app, isTerminal: true});
	assert.equal(ended.output, 'one a/b\n');
});

test('a file whose name begins with a dash stands behind “--”, as the error for one that does not says', async () => {
	assert.equal((await runCommand(['cat', key, '--', '-dash'], {app})).output, 'one -dash');
	const {exitCode, error} = await runCommand(['cat', key, '-dash'], {app});
	assert.equal(exitCode, 2);
	assert.equal(error, 'ferry: ferry cat has no option -dash.\nSee: ferry cat --help. If it is a path, put “--” before it: -- -dash\n');
});

test('without a path it is the only file, and JSON has no place for bytes', async () => {
	const {exitCode} = await runCommand(['cat', key, 'a', '--json'], {app});
	assert.equal(exitCode, 2);
	const only = await runCommand(['cat', key], {app});
	assert.equal(only.output, 'one (the only one)');
	const fromVariable = await runCommand(['cat'], {app, environment: {FERRY_KEY: key}});
	assert.equal(fromVariable.output, 'one (the only one)');

	const {output} = await runCommand(['cat', 'a'], {app, environment: {FERRY_KEY: key}});
	assert.equal(output, 'one a');
});
