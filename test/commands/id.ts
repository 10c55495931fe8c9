import assert from 'node:assert/strict';
import test from 'node:test';
import {runCommand} from '../helpers/run-command.ts';

test('the identity is a line of its own', async () => {
	const app = {identity: async () => ({key: '3f2a', name: ''})};
	const plain = await runCommand(['id'], {app});
	assert.equal(plain.output, '3f2a\n');
	const json = await runCommand(['id', '--json'], {app});
	assert.equal(json.output, '{"event":"identity","key":"3f2a"}\n');
});

test('what this computer is called stands beside it, and never where the key is read', async () => {
	const app = {identity: async () => ({key: '3f2a', name: 'Ann\u{1B}'})};
	const plain = await runCommand(['id'], {app});
	assert.equal(plain.output, '3f2a\n');
	assert.equal(plain.error, String.raw`This computer calls itself “Ann\u{1b}”.` + '\n');
});
