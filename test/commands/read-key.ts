import assert from 'node:assert/strict';
import test from 'node:test';
import {ExpectedError} from '../../source/base/errors.ts';
import {runCommand} from '../helpers/run-command.ts';

const keyBytes = new Uint8Array(32).fill(7);
const key = '07'.repeat(32);
const otherKey = '08'.repeat(32);

/** Runs `ferry get` and tells which key and directory arrived. */
async function get(argv: readonly string[], options: {readonly environment?: Readonly<Record<string, string>>; readonly input?: string; readonly isTerminal?: boolean} = {}) {
	const asked: Array<{key: Uint8Array; directory: string | undefined}> = [];
	const result = await runCommand(['get', ...argv], {
		...options,
		app: {
			async get(key, {directory}) {
				asked.push({key: new Uint8Array(key), directory});
			},
		},
	});
	return {...result, asked};
}

test('the key is the argument, the first line of standard input, the variable, or what a person types', async () => {
	const table = [
		[[key], {}, undefined],
		[[key, 'there'], {}, 'there'],
		[[key.toUpperCase()], {}, undefined],
		[[key], {environment: {FERRY_KEY: otherKey}}, undefined],
		[['-'], {input: `${key}\nmore\n`}, undefined],
		[['-', 'there'], {input: `  ${key}`}, 'there'],
		[[], {environment: {FERRY_KEY: key}}, undefined],
		[['there'], {environment: {FERRY_KEY: key}}, 'there'],
		[[], {isTerminal: true, input: ` ${key} \n`}, undefined],
		[[], {isTerminal: true, environment: {FERRY_KEY: ''}, input: `${key}\n`}, undefined],
	] as const;
	for (const [argv, options, directory] of table) {
		const {asked, exitCode, error} = await get(argv, options);
		assert.equal(exitCode, 0, error);
		assert.deepEqual(asked, [{key: keyBytes, directory}], argv.join(' '));
	}
});

test('a key that can\'t be read ends with exit code 2 before anything is opened, and is not repeated', async () => {
	const mistyped = `ferry1${'q'.repeat(58)}`;
	const table = [
		[[mistyped], {}],
		[['not-a-key'], {}],
		[['not-a-key', 'there'], {environment: {FERRY_KEY: key}}],
		// With the variable set, one argument is the directory, but not if it was meant as a key.
		[[mistyped], {environment: {FERRY_KEY: key}}],
		[['-'], {input: ''}],
		[['-'], {input: mistyped}],
		[[], {environment: {FERRY_KEY: mistyped}}],
		[[], {isTerminal: true, input: `${mistyped}\n`}],
	] as const;
	for (const [argv, options] of table) {
		const {exitCode, opened, error} = await get(argv, options);
		assert.equal(exitCode, 2, error);
		assert.deepEqual(opened, []);
		// What is typed is echoed by the terminal; the message itself must not hold it.
		assert.ok(!error.slice(error.indexOf('ferry: ')).includes(mistyped), error);
	}
});

test('a path in the place of the key is told how to be given without one, a mistyped key is not', async () => {
	for (const path of ['mydir', './mydir', '/somewhere/that is quite long/and/holds photos', 'notes.txt']) {
		const {exitCode, error} = await get([path]);
		assert.equal(exitCode, 2);
		assert.ok(error.includes(`“ferry get - ${path}”`), error);
	}

	for (const argv of [[`ferry1${'q'.repeat(58)}`], ['ferry1qqq'], ['x'.repeat(60)], ['mydir', 'there']]) {
		const {exitCode, error} = await get(argv);
		assert.equal(exitCode, 2);
		assert.doesNotMatch(error, /ferry get - /v);
	}

	const {error} = await runCommand(['verify', 'mydir']);
	assert.doesNotMatch(error, /verify - /v);
});

test('no key and nobody to ask is a wrong command line', async () => {
	for (const options of [{}, {isTerminal: true, input: ''}, {isTerminal: true, input: '\n'}]) {
		const {exitCode, error} = await get([], options);
		assert.equal(exitCode, 2);
		assert.match(error, /^.*ferry:.* No share key was given\.\nSee: ferry get --help\n$/mv);
	}

	const json = await get(['--json'], {isTerminal: true, input: `${key}\n`});
	assert.equal(json.exitCode, 2);
	assert.equal(json.error, '');
});

test('an interruption ends the wait for standard input', async () => {
	const controller = new AbortController();
	const result = runCommand(['get', '-'], {signal: controller.signal, endsInput: false});
	controller.abort(new ExpectedError('interrupted', 'Interrupted.', {hint: 'Again.'}));
	const {exitCode, opened} = await result;
	assert.equal(exitCode, 130);
	assert.deepEqual(opened, []);
});
