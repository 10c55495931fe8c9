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
		yield new TextEncoder().encode(path);
	},
};

test('standard output gets the bytes of the file and nothing else', async () => {
	const {output, error, exitCode} = await runCommand(['cat', key, 'a/b'], {app});
	assert.equal(output, 'one a/b');
	assert.equal(error, 'Looking for peers that have this share …\n');
	assert.equal(exitCode, 0);
});

test('it needs a path, and JSON has no place for bytes', async () => {
	for (const argv of [[key], [key, 'a', '--json']]) {
		const {exitCode} = await runCommand(['cat', ...argv], {app});
		assert.equal(exitCode, 2);
	}

	const {output} = await runCommand(['cat', 'a'], {app, environment: {FERRY_KEY: key}});
	assert.equal(output, 'one a');
});
