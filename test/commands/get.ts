import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {StandingNotes} from '../../source/app/standing-notes.ts';
import {ExpectedError} from '../../source/base/errors.ts';
import {everyEvent, everyResult} from '../helpers/every-event.ts';
import {type FakeApp, runCommand} from '../helpers/run-command.ts';

const key = '07'.repeat(32);

test('options reach the app', async () => {
	const table = [
		[[], {}],
		[['--only', '*.a', '--only', 'b/**', '--stay'], {only: ['*.a', 'b/**'], stay: true}],
		[['--timeout', '2.5'], {timeout: 2500}],
		[['--delete-unpicked'], {deletesUnpicked: true}],
		[['--limit-up', '5k', '--limit-down', '0'], {upload: 5000, download: null}],
		[['--overwrite'], {existing: 'overwrite'}],
		[['--skip'], {existing: 'skip'}],
		[['--keep-both'], {existing: 'keep-both'}],
	] as const;
	for (const [argv, expected] of table) {
		let seen: unknown;
		await runCommand(['get', key, ...argv], {
			app: {
				async get(_key, {confirm, confirmDeletion, onEvent, signal, limits, ...options}) {
					seen = {...options, ...given(limits?.())};
				},
			},
		});
		assert.deepEqual(seen, {
			directory: undefined, only: [], existing: 'keep-both', stay: false, live: false, mirror: false, deletesUnpicked: false, timeout: undefined, ...expected,
		});
	}
});

test('there is only one way to treat files that are there', async () => {
	for (const argv of [['--overwrite', '--skip'], ['--skip', '--keep-both'], ['--keep-both', '--overwrite']]) {
		const {exitCode, opened, error} = await runCommand(['get', key, ...argv]);
		assert.equal(exitCode, 2);
		assert.deepEqual(opened, []);
		assert.match(error, /exclude each other/v);
	}
});

/** An app that offers the share and keeps the answer. */
function offering(answers: unknown[]): FakeApp {
	return {
		async get(_key, {confirm}) {
			const {type, ...offer} = everyResult.offer;
			answers.push(await confirm(offer));
		},
	};
}

test('what is counted for later is no part of the offer that is told', async () => {
	const {type, ...offer} = everyResult.offer;
	const app: FakeApp = {
		async get(_key, {confirm}) {
			await confirm({...offer, isCounting: true, counted: {block: 1, neededBytes: 1, standing: new StandingNotes('/')}});
		},
	};
	const {output} = await runCommand(['get', key, '--json'], {app});
	assert.deepEqual(JSON.parse(output.split('\n')[0]!), {event: type, ...offer});
});

test('an empty directory, as an unset variable gives it, is not the current one', async () => {
	const {exitCode, error} = await runCommand(['get', key, ''], {app: {}});
	assert.equal(exitCode, 2);
	assert.match(error, /^ferry: DIRECTORY is empty\./v);
});

test('an old version is asked for on its own, and what keeps a get going excludes it', async () => {
	const table = [['3', {version: 3}], ['2026-11-23T14:05Z', {until: Date.UTC(2026, 10, 23, 14, 6) - 1}]] as const;
	for (const [text, version] of table) {
		let seen: unknown;
		await runCommand(['get', key, 'to', '--version', text, '--only', 'a', '--skip'], {
			app: {
				async getVersion(_key, {confirm, onEvent, signal, ...options}) {
					seen = options;
				},
			},
		});
		assert.deepEqual(seen, {
			directory: 'to', only: ['a'], existing: 'skip', timeout: undefined, version,
		});
	}

	for (const argv of [['--live'], ['--mirror', '--yes'], ['--stay'], ['--delete-unpicked']]) {
		const {exitCode, opened} = await runCommand(['get', key, '--version', '3', ...argv]);
		assert.equal(exitCode, 2);
		assert.deepEqual(opened, []);
	}

	assert.equal((await runCommand(['get', key, '--version', 'yesterday'])).exitCode, 2);
});

test('a person is shown the offer and asked, and Enter means yes', async () => {
	for (const [input, expected] of [['\n', true], ['y\n', true], ['YES\n', true], ['n\n', false], ['what?\n', false], ['', false]] as const) {
		const answers: unknown[] = [];
		const {error} = await runCommand(['get', key], {app: offering(answers), isTerminal: true, input});
		assert.deepEqual(answers, [expected], input);
		assert.match(error, /Version 2 without 4 files that are gone; 20 GB free; 3 files have names taken there/v);
		assert.match(error, /Get the rest into that place\?/v);
		assert.match(error, /\[Y\/n\]/v);
	}
});

test('nobody is asked with --yes, --quiet, --json or without a terminal', async () => {
	const table = [[['--yes'], true], [['-y'], true], [['--quiet'], true], [['--json'], true], [[], false]] as const;
	for (const [argv, isTerminal] of table) {
		const answers: unknown[] = [];
		const {error} = await runCommand(['get', key, ...argv], {app: offering(answers), isTerminal, input: 'n\n'});
		assert.deepEqual(answers, [true]);
		assert.doesNotMatch(error, /\[Y\/n\]/v);
	}
});

test('a mirror asks before it deletes, and Enter means no', async () => {
	for (const [input, expected] of [['\n', false], ['n\n', false], ['', false], ['y\n', true], ['YES\n', true]] as const) {
		const answers: unknown[] = [];
		const {error} = await runCommand(['get', key, '--mirror'], {app: offering(answers), isTerminal: true, input});
		assert.deepEqual(answers, [expected], input);
		assert.match(error, /Get it, and delete everything else in .+\? \[y\/N\]/v);
	}
});

test('a mirror asks also with --quiet, but not with --yes', async () => {
	for (const [flag, expected] of [['--quiet', false], ['--yes', true]] as const) {
		const answers: unknown[] = [];
		await runCommand(['get', key, '--mirror', flag], {app: offering(answers), isTerminal: true, input: 'n\n'});
		assert.deepEqual(answers, [expected], flag);
	}
});

test('where nobody can be asked a mirror needs --yes, before anything is opened', async () => {
	const {exitCode, error, opened} = await runCommand(['get', key, '--mirror'], {isTerminal: false});
	assert.deepEqual([exitCode, opened], [2, []]);
	assert.match(error, /--mirror deletes files; where nobody can be asked it needs --yes/v);
	const answers: unknown[] = [];
	await runCommand(['get', key, '--mirror', '--yes'], {app: offering(answers), isTerminal: false});
	assert.deepEqual(answers, [true]);
});

test('what is not picked any more is deleted only when a person says so', async () => {
	const table = [
		[[], true, 'y\n', true],
		[[], true, 'YES\n', true],
		[[], true, '\n', false],
		[[], true, 'n\n', false],
		[[], true, '', false],
		[['--yes'], true, 'y\n', false],
		[['--quiet'], true, 'y\n', false],
		[['--json'], true, 'y\n', false],
		[[], false, 'y\n', false],
	] as const;
	for (const [argv, isTerminal, input, expected] of table) {
		const answers: unknown[] = [];
		const {error} = await runCommand(['get', key, '--only', 'a', ...argv], {
			app: {
				async get(_key, {confirmDeletion}) {
					answers.push(await confirmDeletion!({files: 2, bytes: 3000, edited: 1}));
				},
			},
			isTerminal,
			input,
		});
		assert.deepEqual(answers, [expected], `${argv.join(' ')} ${input}`);
		if (isTerminal && argv.length === 0) {
			assert.match(error, /Delete 2 files, 3 kB, not picked any more\? \(1 that you have changed stays\) \[y\/N\]/v);
		}
	}
});

test('Ctrl-C before everything is here ends with exit code 130, afterwards with 0', async () => {
	const table = [
		[[everyEvent.receiving], false, 130],
		[[everyEvent.receiving], true, 130],
		[[everyEvent.receiving, everyEvent.received], false, 0],
		[[everyEvent.receiving, everyEvent.received], true, 0],
	] as const;
	for (const [events, throws, expected] of table) {
		const controller = new AbortController();
		const {exitCode} = await runCommand(['get', key, '--stay'], {
			signal: controller.signal,
			app: {
				async get(_key, {onEvent, signal}) {
					for (const event of events) {
						onEvent(event);
					}

					controller.abort(new ExpectedError('interrupted', 'Interrupted.', {hint: 'Again.'}));
					if (throws) {
						signal.throwIfAborted();
					}
				},
			},
		});
		assert.equal(exitCode, expected);
	}
});

test('a dash as directory writes the only file to standard output, and says so to who shares it', async () => {
	const app: FakeApp = {
		async * cat(given, path, {isDelivery, timeout}) {
			assert.deepEqual([Buffer.from(given).toString('hex'), path, isDelivery, timeout], [key, undefined, true, undefined]);
			yield new TextEncoder().encode('content');
		},
	};
	for (const [argv, input] of [[[key, '-'], ''], [['-', '-'], `${key}\n`]] as const) {
		const {output, exitCode, error} = await runCommand(['get', ...argv], {app, input});
		assert.equal(exitCode, 0, error);
		assert.equal(output, 'content');
	}
});

test('content that is interrupted does not go on where it stopped, and is not said to', async () => {
	const controller = new AbortController();
	const {exitCode, output, error} = await runCommand(['get', key, '-'], {
		signal: controller.signal,
		app: {
			async * cat(_key, _path, {signal}) {
				yield new TextEncoder().encode('con');
				controller.abort(new ExpectedError('interrupted', 'Interrupted.', {hint: 'It goes on.'}));
				signal.throwIfAborted();
			},
		},
	});
	assert.equal(exitCode, 130);
	assert.equal(output, 'con');
	assert.match(error, /begins anew/v);
});

test('when nobody has it any more who writes content says that it waits', async () => {
	const {error} = await runCommand(['get', key, '-'], {
		app: {
			async * cat(_key, _path, {onEvent}) {
				onEvent(everyEvent['peer-connected']);
				yield new TextEncoder().encode('con');
				onEvent(everyEvent['peer-disconnected']);
			},
		},
	});
	assert.equal(error, 'Nobody who has it is connected any more; waiting for a peer …\n');
});

test('options about files here have no meaning when content goes to standard output', async () => {
	for (const option of [['--json'], ['--only', 'a'], ['--live'], ['--mirror', '--yes'], ['--stay'], ['--overwrite'], ['--skip'], ['--keep-both'], ['--delete-unpicked']]) {
		const {exitCode, opened} = await runCommand(['get', key, '-', ...option]);
		assert.equal(exitCode, 2, option.join(' '));
		assert.deepEqual(opened, []);
	}
});

/** Without what was not given. */
function given(values: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, unknown>> {
	return Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => value !== undefined));
}
