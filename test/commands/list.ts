import assert from 'node:assert/strict';
import test from 'node:test';
import {everyResult} from '../helpers/every-event.ts';
import {runCommand} from '../helpers/run-command.ts';

test('every share is a line, its key first', async () => {
	const {type, ...share} = everyResult.share;
	const app = {list: async () => [share, {...share, key: 'ferry1other'}], unreadableShares: async () => []};
	const plain = await runCommand(['list'], {app});
	assert.deepEqual(plain.output.split('\n').map(line => line.split(' ')[0]), ['ferry1key', 'ferry1other', '']);
	assert.equal(plain.error, '');
	const json = await runCommand(['list', '--json'], {app});
	assert.deepEqual(json.output.split('\n').length, 3);
});

test('no shares are a remark, not data', async () => {
	const {output, error, exitCode} = await runCommand(['list'], {app: {list: async () => [], unreadableShares: async () => []}});
	assert.equal(output, '');
	assert.equal(error, 'Nothing is shared from here and nothing was received here.\n');
	assert.equal(exitCode, 0);
});

test('a share that can’t be read is told of beside the others, with what to do', async () => {
	const {type, ...share} = everyResult.share;
	const {type: _, ...unreadable} = everyResult['unreadable-share'];
	const app = {list: async () => [share], unreadableShares: async () => [unreadable]};
	const plain = await runCommand(['list'], {app});
	assert.equal(plain.output.split('\n').length, 2);
	assert.equal(plain.error, 'Not listed, as it can’t be read what is shared from here: /store/shares/0a/share.json\nBring it back.\n');
	const json = await runCommand(['list', '--json'], {app});
	assert.deepEqual(JSON.parse(json.output.trimEnd().split('\n')[1]!), {event: 'unreadable-share', ...unreadable});
	const alone = await runCommand(['list'], {app: {...app, list: async () => []}});
	assert.doesNotMatch(alone.error, /Nothing is shared/v);
});
