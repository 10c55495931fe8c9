import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {ContactBook} from '../../source/app/contact-book.ts';
import type {FerryEvent} from '../../source/app/events.ts';
import {ExpectedError} from '../../source/base/errors.ts';
import {Library} from '../../source/library/library.ts';
import {encodeShareKey} from '../../source/link/share-key.ts';
import {everyEvent} from '../helpers/every-event.ts';
import {type FakeApp, runCommand} from '../helpers/run-command.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

test('paths and options reach the app', async () => {
	const table = [
		[['.'], ['.'], {}],
		[['a', 'b', '--name', 'n'], ['a', 'b'], {name: 'n'}],
		[['a', '--ignore-file', 'list', '--once'], ['a'], {ignoreFile: 'list', once: true}],
		[['a', '--gitignore'], ['a'], {gitignore: true}],
		[['--no-ignore', '--keep-history', '--', '-a'], ['-a'], {ignore: false, keepHistory: true}],
	] as const;
	for (const [argv, expectedPaths, expected] of table) {
		let seen: unknown;
		const {exitCode, error} = await runCommand(['share', ...argv], {
			app: {
				async share(paths, {onEvent, signal, limits, ...options}) {
					seen = {paths, options};
					onEvent(everyEvent.version);
				},
			},
		});
		assert.equal(exitCode, 0, error);
		assert.deepEqual(seen, {
			paths: expectedPaths,
			options: {
				name: undefined, ignoreFile: undefined, gitignore: false, ignore: true, once: false, keepHistory: false, watch: true, ...expected,
			},
		});
	}
});

test('limits are given to the share: what is not said stays, and 0 is none', async () => {
	const seen: unknown[] = [];
	for (const argv of [[], ['--limit-up', '5k'], ['--limit-down', '0']]) {
		await runCommand(['share', '.', ...argv], {
			app: {
				async share(_paths, {limits, onEvent}) {
					seen.push(limits);
					onEvent(everyEvent.version);
				},
			},
		});
	}

	assert.deepEqual(seen, [{upload: undefined, download: undefined}, {upload: 5000, download: undefined}, {upload: undefined, download: null}]);
});

test('a dash and --text share one file', async () => {
	const table = [
		[['-'], 'from the pipe', {name: 'stdin', once: false}],
		[['-', '--once', '--name', 'n'], 'from the pipe', {name: 'n', once: true}],
		[['--text', 'Grüße'], 'Grüße', {name: 'text.txt', once: false}],
		[['--text=-', '--name', 'n'], '-', {name: 'n', once: false}],
	] as const;
	for (const [argv, expectedContent, expected] of table) {
		let seen: unknown;
		const {exitCode, error} = await runCommand(['share', ...argv], {
			input: 'from the pipe',
			app: {
				async sharePipe(input, {onEvent, signal, limits, ...options}) {
					let content = '';
					for await (const chunk of input) {
						content += Buffer.from(chunk).toString();
					}

					seen = {content, options};
					onEvent(everyEvent.version);
					onEvent(everyEvent.delivered);
				},
			},
		});
		assert.equal(exitCode, 0, error);
		assert.deepEqual(seen, {content: expectedContent, options: expected});
	}
});

test('with a dash or --text nothing else can be shared, and options about folders have no meaning', async () => {
	const others = [['a'], ['-'], ['--text', 't'], ['--no-watch'], ['--keep-history'], ['--gitignore'], ['--no-ignore'], ['--ignore-file', 'f'], ['--dry-run'], ['--ask']];
	for (const other of others) {
		const {exitCode, error, opened} = await runCommand(['share', '-', ...other], {isTerminal: true});
		assert.equal(exitCode, 2, other.join(' '));
		assert.match(error, /ferry share --help/v);
		assert.deepEqual(opened, []);
	}

	assert.equal((await runCommand(['share', 'a', '--text', 't'])).exitCode, 2);
});

test('at a terminal a dash says how the input ends', async () => {
	const {error} = await runCommand(['share', '-'], {
		isTerminal: true,
		app: {
			async sharePipe(_input, {onEvent}) {
				onEvent(everyEvent.version);
			},
		},
	});
	assert.match(error, /Ctrl-D/v);
});

test('a key in place of the paths shares again what came through a pipe', async () => {
	let seen: unknown;
	const key = encodeShareKey(new Uint8Array(32).fill(7));
	const {exitCode} = await runCommand(['share', key], {
		app: {
			async keptInput(given) {
				assert.deepEqual([...given], [...new Uint8Array(32).fill(7)]);
				return ['/its/file'];
			},
			async share(paths, {onEvent}) {
				seen = paths;
				onEvent(everyEvent.version);
			},
		},
	});
	assert.equal(exitCode, 0);
	assert.deepEqual(seen, ['/its/file']);
});

test('a share needs a path, and either an ignore file or none', async () => {
	for (const argv of [[], ['a', '--ignore-file', 'list', '--no-ignore'], ['a', '--gitignore', '--no-ignore']]) {
		const {exitCode, opened} = await runCommand(['share', ...argv]);
		assert.equal(exitCode, 2);
		assert.deepEqual(opened, []);
	}
});

/** An app that says these things, is interrupted, and stops as asked. */
function interruptedAfter(events: readonly FerryEvent[]): {readonly app: FakeApp; readonly signal: AbortSignal} {
	const controller = new AbortController();
	return {
		signal: controller.signal,
		app: {
			async share(_paths, {onEvent}) {
				for (const event of events) {
					onEvent(event);
				}

				controller.abort(new ExpectedError('interrupted', 'Interrupted.', {hint: 'Again.'}));
			},
		},
	};
}

test('Ctrl-C is the normal end once everything was read, and with --once only after a delivery', async () => {
	const {announced, reading, version, delivered} = everyEvent;
	const table = [
		[['.'], [announced, reading], 130],
		[['.'], [announced, version], 0],
		[['.', '--once'], [announced, version], 130],
		[['.', '--once'], [announced, version, delivered], 0],
	] as const;
	for (const [argv, events, expected] of table) {
		const {exitCode, output} = await runCommand(['share', ...argv], interruptedAfter(events));
		assert.equal(exitCode, expected);
		assert.equal(output, 'ferry1key\n');
	}
});

test('whom it is offered to, and who alone may have it, are found by name or key', async t => {
	const book = await ContactBook.open(await Library.open(await temporaryFolder(t)));
	const [ben, cleo] = ['b2'.repeat(32), 'c3'.repeat(32)];
	await book.add(ben, 'Ben');
	const table = [
		[['--to', 'ben', '--to', cleo, '--to', ben], {offerTo: [ben, cleo]}],
		[['--allow', 'Ben', '--to', 'Ben'], {offerTo: [ben], onlyAllowed: [ben]}],
		[['--to', 'Ben', '--allow-all'], {offerTo: [ben], onlyAllowed: null}],
		[['--allow-all'], {onlyAllowed: null}],
		[[], {}],
	] as const;
	for (const [argv, expected] of table) {
		let seen: unknown;
		const {exitCode, error} = await runCommand(['share', '.', ...argv], {
			app: {
				contacts: async () => book,
				async share(_paths, {onEvent, offerTo, onlyAllowed}) {
					seen = {...(offerTo && {offerTo}), ...(onlyAllowed !== undefined && {onlyAllowed})};
					onEvent(everyEvent.version);
				},
			},
		});
		assert.equal(exitCode, 0, error);
		assert.deepEqual(seen, expected);
	}

	for (const argv of [['--to', 'Nobody'], ['--allow', 'b2'], ['--allow', 'Ben', '--allow-all']]) {
		const {exitCode} = await runCommand(['share', '.', ...argv], {app: {contacts: async () => book}});
		assert.equal(exitCode, 2, argv.join(' '));
	}
});
