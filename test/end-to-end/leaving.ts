import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {readdirSync, readFileSync, watch} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test, {type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {runtimeCommand} from '../../scripts/runtime-command.ts';
import {builtFerry} from '../helpers/built-ferry.ts';
import {leftModes} from '../helpers/left-modes.ts';
import {notInDeno} from '../helpers/runtime.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {sourceFerry, startTerminal, type Terminal} from '../helpers/terminal.ts';
import {waitFor} from '../helpers/wait-for.ts';

const fixture = (name: string): string => new URL(`../fixtures/terminal/${name}`, import.meta.url).href;

/** Runs ferry and says how the terminal's own modes (raw, echo) were before and are after; a shell that reads no lines leaves them alone. */
const around = 'echo "before $(stty -g)"; sh -c \'echo "ferry is $$"; exec "$@"\' sh "$@"; echo "ended with $?"; echo "after $(stty -g)"';

const leave: ReadonlyArray<{
	readonly how: string;
	/** Loaded before ferry. */
	readonly preload?: string;
	/** Unless given, what users run. */
	readonly ferry?: readonly string[];
	readonly act: (terminal: Terminal, pid: number) => Promise<void> | void;
	readonly code: number;
	/** What is told after the dashboard is gone. */
	readonly told?: RegExp;
}> = [
	{
		how: 'q', code: 0,
		act(terminal) {
			terminal.write('q');
		},
	},
	{
		how: 'Ctrl-C', code: 0,
		act(terminal) {
			terminal.write('\u{3}');
		},
	},
	{
		how: 'Ctrl-C while a dialog takes what is typed', code: 0,
		async act(terminal) {
			await terminal.press('s', 'z');
			terminal.write('\u{3}');
		},
	},
	...([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 0]] as const).map(([signal, code]) => ({
		how: signal, code, ...(code !== 0 && {told: /ferry: Interrupted before it was done\.\nRun the same command again/v}),
		act(_: Terminal, pid: number) {
			process.kill(pid, signal);
		},
	})),
	{
		how: 'a mistake in drawing', code: 1,
		ferry: [...sourceFerry.slice(0, -1), '--import', fixture('broken-help.ts'), sourceFerry.at(-1)!],
		told: /This is a bug in ferry.*made up by a test.*Please report it/sv,
		act(terminal) {
			terminal.write('?');
		},
	},
	...(['', '?rejection'] as const).map(query => ({
		how: query === '' ? 'an error that nobody expects' : 'a rejection that nobody expects', code: 1,
		preload: fixture(`break-on-signal.ts${query}`),
		told: /This is a bug in ferry.*Error: made up by a test.*Please report it/sv,
		act(_: Terminal, pid: number) {
			process.kill(pid, 'SIGUSR2');
		},
	})),
];

for (const {how, preload, ferry, act, code, told} of leave) {
	test(`after ${how} the terminal is as it was found`, {skip: ferry !== undefined && notInDeno('modules can’t be replaced')}, async t => {
		const terminal = startTerminal(t, [], {
			rows: 60,
			env: await ownPlaces(t),
			command: ['sh', '-c', around, 'sh', ...ferry ?? [...runtimeCommand, ...preload === undefined ? [] : ['--import', preload], builtFerry()]],
		});
		await terminal.waitFor(() => terminal.idleMarks > 0);
		assert.deepEqual([terminal.isAlternateScreen, terminal.isCursorVisible, terminal.marksPastes], [true, false, true]);
		await act(terminal, pidIn(terminal));
		assert.equal(await terminal.ended, 0);
		const said = terminal.screen();
		assert.match(said, new RegExp(`^ended with ${code}$`, 'mv'));
		assert.match(said, told ?? /^ferry is \d+\nended/mv);
		assert.deepEqual([terminal.isAlternateScreen, terminal.isCursorVisible, terminal.marksPastes], [false, true, false]);
		assert.deepEqual(leftModes(terminal.raw), []);
		const [before, after] = ['before', 'after'].map(when => modesIn(terminal, when));
		assert.ok(before);
		assert.equal(after, before);
	});
}

for (const [how, stop] of [
	['Ctrl-Z', (terminal: Terminal) => {
		terminal.write('\u{1A}');
	}],
	['a SIGTSTP from elsewhere', (_: Terminal, pid: number) => {
		process.kill(pid, 'SIGTSTP');
	}],
] as const) {
	test(`after ${how} the shell has the terminal, and after fg the dashboard has it again, in the size that it has then`, async t => {
		// It reads no lines as others do, and leaves the terminal's modes to its programs.
		const {terminal, pid} = await startInShell(t, ['sh', '-i']);
		const modes = modesIn(terminal)!;
		const shares = terminal.lines();
		await terminal.press('s', 'z');
		const dialog = terminal.lines();
		stop(terminal, pid);
		await terminal.waitFor('Stopped');
		assert.deepEqual([terminal.isAlternateScreen, terminal.isCursorVisible, terminal.marksPastes], [false, true, false]);
		assert.deepEqual(leftModes(terminal.raw), []);
		terminal.write('clear; stty -g; echo rubbish\r');
		await terminal.waitFor(`${modes}\nrubbish`);
		terminal.write('fg\r');
		await terminal.waitFor('Share files or folders');
		await terminal.press('!', 'backspace');
		assert.deepEqual([terminal.isAlternateScreen, terminal.isCursorVisible, terminal.marksPastes], [true, false, true]);
		assert.deepEqual(terminal.lines(), dialog);
		await terminal.press('escape');
		assert.deepEqual(terminal.lines(), shares);

		stop(terminal, pid);
		await terminal.waitFor(() => !terminal.isAlternateScreen);
		// Nobody tells a program that is stopped; it takes note when it goes on.
		const resized = terminal.resize(60, 16);
		terminal.write('fg\r');
		await resized;
		await terminal.waitFor(screen => terminal.isAlternateScreen && screen.split('\n')[14] === 's share   g get   w who   q quit   ? help');
		terminal.write('\u{3}');
		await terminal.waitFor(() => !terminal.isAlternateScreen);
		terminal.write('clear; stty -g; exit\r');
		assert.equal(await terminal.ended, 0);
		assert.ok(terminal.screen().replaceAll('\n', '').includes(modes));
		assert.deepEqual(leftModes(terminal.raw), []);
	});
}

test('after a SIGSTOP, which leaves a program no time for anything, the dashboard draws itself anew after fg and reads keys as before', async t => {
	// This one takes the terminal back for itself, and leaves it as a line editor has it.
	const {terminal, pid} = await startInShell(t, ['bash', '--norc', '-i']);
	const shares = terminal.lines();
	process.kill(pid, 'SIGSTOP');
	await terminal.waitFor('Stopped');
	terminal.write('echo rubbish\r');
	await terminal.waitFor(/^rubbish/mv);
	terminal.write('fg\r');
	await terminal.waitFor(screen => !screen.includes('rubbish') && screen.includes('? help'));
	await terminal.press('?', 'escape');
	assert.deepEqual(terminal.lines(), shares);
	assert.deepEqual([terminal.isAlternateScreen, terminal.isCursorVisible, terminal.marksPastes], [true, false, true]);
	terminal.write('\u{3}');
	await terminal.waitFor(() => !terminal.isAlternateScreen);
});

test('where no shell could continue it, Ctrl-Z changes nothing', {skip: notInDeno('a program that stops itself stops for good there')}, async t => {
	const terminal = startTerminal(t, [], {env: await ownPlaces(t)});
	await terminal.waitFor('help');
	const shares = terminal.lines();
	await terminal.press('ctrl+z');
	await terminal.waitFor(() => terminal.isAlternateScreen);
	await terminal.press('?', 'escape');
	assert.deepEqual(terminal.lines(), shares);
});

test('when the terminal itself is gone, what was going on is stopped in order', async t => {
	const places = await ownPlaces(t);
	await mkdir(path.join(places.HOME, 'photos'));
	await writeFile(path.join(places.HOME, 'photos', 'a.jpg'), 'a');
	const window = spawn(runtimeCommand[0], [...runtimeCommand.slice(1), fileURLToPath(fixture('window.ts')), ...runtimeCommand, builtFerry()], {
		env: {
			...process.env, ...places, FERRY_BOOTSTRAP: '127.0.0.1:9',
		}, stdio: ['pipe', 'pipe', 'inherit'],
	});
	let drawn = '';
	window.stdout.setEncoding('utf8').on('data', (text: string) => {
		drawn += text;
	});
	const see = async (sight: string): Promise<true> => waitFor(window.stdout, 'data', () => drawn.includes(sight) ? true : undefined);
	for (const [keys, sight] of [['', 'help'], ['s', 'Share files'], ['~/photos', '1 file'], ['\r', 'ferry1']] as const) {
		window.stdin.write(keys);
		await see(sight);
	}

	const shares = path.join(places.FERRY_STORE, 'shares');
	const holder = (): string | undefined => readdirSync(shares).find(name => name.endsWith('.pid'));
	const pid = Number(readFileSync(path.join(shares, holder()!), 'utf8'));
	assert.ok(pid > 0);
	t.after(() => {
		try {
			process.kill(pid, 'SIGKILL');
		} catch {
			// It has ended, as it should.
		}
	});
	const watcher = watch(shares);
	t.after(() => {
		watcher.close();
	});
	// The file says who has the share; a process that just ends leaves it.
	const closed = waitFor(watcher, 'change', () => holder() === undefined ? true : undefined);
	window.kill('SIGKILL');
	await closed;
});

/** Runs ferry as somebody types it. */
async function startInShell(t: TestContext, shell: readonly [string, ...string[]]): Promise<{readonly terminal: Terminal; readonly pid: number}> {
	const terminal = startTerminal(t, [], {
		columns: 110,
		env: {
			...await ownPlaces(t), FERRY: [...runtimeCommand, builtFerry()].join(' '), PS1: '# ', ENV: '',
		},
		command: shell,
	});
	await terminal.waitFor(/^#/mv);
	terminal.write('echo "modes $(stty -g)"; sh -c \'echo "ferry is $$"; exec $FERRY\'\r');
	await terminal.waitFor(() => terminal.idleMarks > 0);
	return {terminal, pid: pidIn(terminal)};
}

async function ownPlaces(t: TestContext): Promise<{readonly HOME: string; readonly FERRY_STORE: string}> {
	const home = await temporaryFolder(t);
	return {HOME: home, FERRY_STORE: path.join(home, 'store')};
}

/** How the terminal's own modes were, as `stty -g` tells them. */
function modesIn({raw}: Terminal, when = 'modes'): string | undefined {
	return raw.split(/\r?\n/v).find(line => line.startsWith(`${when} `))?.slice(when.length + 1);
}

function pidIn({raw}: Terminal): number {
	return Number(/^ferry is (?<pid>\d+)/mv.exec(raw)!.groups!['pid']);
}
