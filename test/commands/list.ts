import assert from 'node:assert/strict';
import test from 'node:test';
import {everyResult} from '../helpers/every-event.ts';
import {runCommand} from '../helpers/run-command.ts';

test('every share is a line, its key first', async () => {
	const {type, ...share} = everyResult.share;
	const app = {list: async () => [share, {...share, key: 'ferry1other'}]};
	const plain = await runCommand(['list'], {app});
	assert.deepEqual(plain.output.split('\n').map(line => line.split(' ')[0]), ['ferry1key', 'ferry1other', '']);
	assert.equal(plain.error, '');
	const json = await runCommand(['list', '--json'], {app});
	assert.deepEqual(json.output.split('\n').length, 3);
});

test('no shares are a remark, not data', async () => {
	const {output, error, exitCode} = await runCommand(['list'], {app: {list: async () => []}});
	assert.equal(output, '');
	assert.equal(error, 'Nothing is shared from here and nothing was received here.\n');
	assert.equal(exitCode, 0);
});
