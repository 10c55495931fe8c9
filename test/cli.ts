import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {constants} from 'node:os';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {runtimeCommand} from '../scripts/runtime-command.ts';
import {ferryVersion} from '../source/commands/parse-arguments.ts';
import {startFerry} from './helpers/run-ferry.ts';

test('the version is printed alone', async t => {
	const ferry = startFerry(t, ['--version']);
	assert.deepEqual(await ferry.ended, {code: 0, signal: undefined});
	assert.equal(ferry.stdout, `${ferryVersion()}\n`);
	assert.equal(ferry.stderr, '');
});

test('a wrong command line ends with exit code 2, and says so on standard error', async t => {
	const ferry = startFerry(t, ['get', '--nope']);
	assert.deepEqual(await ferry.ended, {code: 2, signal: undefined});
	assert.equal(ferry.stdout, '');
	assert.equal(ferry.stderr, 'ferry: ferry get has no option --nope.\nSee: ferry get --help. If it is a path, put “--” before it: -- --nope\n');
});

test('a reader that goes away ends it quietly, with the exit code of a broken pipe', async () => {
	const [program, ...before] = runtimeCommand;
	const child = spawn(program, [...before, fileURLToPath(new URL('../source/cli.ts', import.meta.url)), '--help'], {stdio: ['ignore', 'pipe', 'pipe']});
	child.stdout.destroy();
	let errors = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		errors += text;
	});
	const [code]: unknown[] = await once(child, 'close');
	assert.equal(code, 128 + constants.signals.SIGPIPE);
	assert.equal(errors, '');
});
