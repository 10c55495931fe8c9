import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, existsSync, openSync} from 'node:fs';
import {constants} from 'node:os';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {runtimeCommand} from '../scripts/runtime-command.ts';
import {ferryVersion} from '../source/commands/parse-arguments.ts';
import {startFerry} from './helpers/run-ferry.ts';
import {notInDeno} from './helpers/runtime.ts';
import {temporaryFolder} from './helpers/temporary-folder.ts';

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

const full = '/dev/full';
const skip = existsSync(full) ? notInDeno('what can’t be written is thrown, and told as a bug') : `${full} is Linux's`;
const noRoom = 'ferry: The output can\'t be written: no space left on device.\nMake room where it is written, or write it elsewhere, and run the same command again.\n';

for (const arguments_ of [['--help'], ['--version'], ['help', 'get'], ['id'], ['id', '--json'], ['doctor', '--json']]) {
	test(`“ferry ${arguments_.join(' ')}” onto a full disk says so, with exit code 4`, {skip}, async t => {
		assert.deepEqual(await ontoFullDisk(t, arguments_), {code: 4, errors: noRoom});
	});
}

test('what printed nothing has not failed to print it, and what failed by itself ends as ever', {skip}, async t => {
	assert.deepEqual(await ontoFullDisk(t, ['list']), {code: 0, errors: 'Nothing is shared from here and nothing was received here.\n'});
	const {code, errors} = await ontoFullDisk(t, ['get', '--nope']);
	assert.equal(code, 2);
	assert.match(errors, /^ferry: ferry get has no option --nope\.\n.*\n$/v);
	assert.deepEqual(await ontoFullDisk(t, ['get', '--nope', '--json']), {code: 2, errors: noRoom});
});

/** What a command ends with, and writes to standard error, when its output has no room. */
async function ontoFullDisk(t: TestContext, arguments_: readonly string[]): Promise<{readonly code: number | null; readonly errors: string}> {
	const [program, ...before] = runtimeCommand;
	const store = await temporaryFolder(t);
	const output = openSync(full, 'w');
	try {
		const {status, stderr} = spawnSync(program, [...before, fileURLToPath(new URL('../source/cli.ts', import.meta.url)), ...arguments_], {
			stdio: ['ignore', output, 'pipe'], encoding: 'utf8', env: {
				...process.env, FERRY_STORE: store, FERRY_CONFIG: '/dev/null', FERRY_BOOTSTRAP: '127.0.0.1:9', FERRY_LAN_INTERFACE: '127.0.0.1',
			},
		});
		return {code: status, errors: stderr};
	} finally {
		closeSync(output);
	}
}
