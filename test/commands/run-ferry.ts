import assert from 'node:assert/strict';
import test from 'node:test';
import {ExpectedError} from '../../source/base/errors.ts';
import {flagName} from '../../source/commands/flags.ts';
import {commands} from '../../source/commands/index.ts';
import {runCommand} from '../helpers/run-command.ts';

test('the help is printed for nothing, for --help, for help, and for every command', async () => {
	const {output: help, exitCode} = await runCommand([]);
	assert.equal(exitCode, 0);
	assert.match(help, /^Send folders and files .+\n\nUsage\n {2}\$ ferry +Open the dashboard, in a terminal\n {2}\$ ferry <command> \[options\]\n/sv);
	for (const argv of [['--help'], ['-h'], ['help']]) {
		const again = await runCommand(argv);
		assert.equal(again.output, help);
	}

	for (const {name, flags} of commands) {
		const {output, error} = await runCommand([name, '--help']);
		assert.equal(error, '');
		assert.match(output, new RegExp(String.raw`\n {2}\$ ferry ${name} `, 'v'));
		for (const [key, flag] of Object.entries(flags)) {
			assert.match(output, new RegExp(String.raw`^ {2}${flagName(key, flag)}\b.* {2}\S`, 'mv'));
		}

		for (const argv of [['help', name], [name, '-h', 'something']]) {
			const again = await runCommand(argv);
			assert.equal(again.output, output);
		}
	}
});

test('no line of help is wider than a terminal', async () => {
	for (const argv of [[], ...commands.map(({name}) => ['help', name])]) {
		const {output} = await runCommand(argv);
		for (const line of output.split('\n')) {
			assert.ok(line.length <= 80, line);
		}
	}
});

test('a wrong command line ends with exit code 2 and the way to the help', async () => {
	const key = '07'.repeat(32);
	const table: ReadonlyArray<readonly [string[], string]> = [
		[['nope'], 'ferry: ferry has no command nope.\nSee: ferry --help\n'],
		[['help', 'nope'], 'ferry: ferry has no command nope.\nSee: ferry --help\n'],
		[[key], 'ferry: ferry has no command of that name.\nSee: ferry --help\n'],
		[['--nope'], 'ferry: ferry has no option --nope.\nSee: ferry --help\n'],
		[['list', '--nope'], 'ferry: ferry list has no option --nope.\nSee: ferry list --help\n'],
		[['list', 'a'], 'ferry: ferry list takes no more than its options.\nSee: ferry list --help\n'],
		[['get', key, 'b', 'c'], 'ferry: ferry get takes no more than [KEY] [DIRECTORY].\nSee: ferry get --help\n'],
		[['id', '--bootstrap', 'here'], 'ferry: --bootstrap needs HOST:PORT with a port from 1 to 65535, not here.\nSee: ferry id --help\n'],
	];
	for (const [argv, expected] of table) {
		const {exitCode, output, error, opened} = await runCommand(argv);
		assert.equal(error, expected);
		assert.equal(exitCode, 2);
		assert.equal(output, '');
		assert.deepEqual(opened, []);
	}
});

test('with --json a wrong command line is an event', async () => {
	const {exitCode, output, error} = await runCommand(['list', '--json', '--nope']);
	assert.equal(output, '{"event":"error","code":"usage","message":"ferry list has no option --nope.","hint":"See: ferry list --help","exitCode":2}\n');
	assert.equal(error, '');
	assert.equal(exitCode, 2);
});

test('the app is opened with the options of the command, and closed however it ends', async () => {
	const places = ['--store', 'state', '--bootstrap', '127.0.0.1:1', '--bootstrap', '127.0.0.1:2'];
	const good = await runCommand(['id', ...places], {app: {identity: async () => ({key: '3f2a', name: ''})}});
	assert.equal(good.exitCode, 0);
	assert.deepEqual(good.opened, [{store: 'state', bootstrap: ['127.0.0.1:1', '127.0.0.1:2']}]);
	assert.equal(good.closed, 1);

	const bad = await runCommand(['id'], {
		app: {
			async identity() {
				throw new ExpectedError('identity-unreadable', 'The identity can\'t be read.', {hint: 'Look at its permissions.'});
			},
		},
	});
	assert.equal(bad.exitCode, 1);
	assert.deepEqual(bad.opened, [{store: undefined, bootstrap: []}]);
	assert.equal(bad.closed, 1);
	assert.equal(bad.error, 'ferry: The identity can\'t be read.\nLook at its permissions.\n');
});

test('anything unexpected is reported as a bug with exit code 1', async () => {
	const {exitCode, error} = await runCommand(['id'], {
		app: {
			async identity() {
				throw new TypeError('x is not a function');
			},
		},
	});
	assert.equal(exitCode, 1);
	assert.match(error, /^This is a bug in ferry:\nTypeError: x is not a function\n/v);
});

test('what breaks while everything is being stopped is reported as the interruption', async () => {
	const controller = new AbortController();
	const {exitCode, error} = await runCommand(['id'], {
		signal: controller.signal,
		app: {
			async identity() {
				controller.abort(new ExpectedError('interrupted', 'Interrupted.', {hint: 'Again.'}));
				throw new Error('The session is closed');
			},
		},
	});
	assert.equal(exitCode, 130);
	assert.equal(error, 'ferry: Interrupted.\nAgain.\n');
});
