import assert from 'node:assert/strict';
import test from 'node:test';
import {runCommand} from '../helpers/run-command.ts';

test('the identity is a line of its own', async () => {
	const app = {identity: async () => '3f2a'};
	const plain = await runCommand(['id'], {app});
	assert.equal(plain.output, '3f2a\n');
	const json = await runCommand(['id', '--json'], {app});
	assert.equal(json.output, '{"event":"identity","key":"3f2a"}\n');
});
