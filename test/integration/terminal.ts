import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test, {type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {clipboardSequence} from '../../source/ui/copy-text.ts';
import {clipboardText} from '../helpers/clipboard-text.ts';
import {runtimeCommand} from '../../scripts/runtime-command.ts';
import {startTerminal, type Terminal, type TerminalOptions} from '../helpers/terminal.ts';

function start(t: TestContext, fixture: string, options: TerminalOptions = {}): Terminal {
	return startTerminal(t, [fileURLToPath(new URL(`../fixtures/terminal/${fixture}.ts`, import.meta.url))], {command: runtimeCommand, ...options});
}

test('keys arrive as a terminal sends them, and each is handled when press returns', async t => {
	const terminal = start(t, 'keys');
	for (const [key, sequence] of [
		['up', '\u{1B}[A'],
		['end', '\u{1B}[F'],
		['pagedown', '\u{1B}[6~'],
		['shift+tab', '\u{1B}[Z'],
		['enter', '\r'],
		['escape', '\u{1B}'],
		['backspace', '\u{7F}'],
		['space', ' '],
		['ctrl+c', '\u{3}'],
		['ctrl+z', '\u{1A}'],
		['é', 'é'],
	] as const) {
		await terminal.press(key);
		assert.equal(JSON.parse(terminal.lines().findLast(line => line !== '')!), sequence, key);
	}

	await terminal.press('ctrl+p', 'left');
	assert.match(terminal.screen(), /"\\u001bOD"/v, 'after the program has asked for application keys');
	await assert.rejects(terminal.press('hyper'), /no key 'hyper'/v);
});

test('a text is typed key by key, and pasted at once', async t => {
	const terminal = start(t, 'keys', {rows: 10});
	await terminal.type('añ');
	await terminal.paste('two\nlines');
	assert.deepEqual(terminal.lines(), [
		'Press keys, red, 80×10', '"a"', '"ñ"', String.raw`"\u001b[200~two\rlines\u001b[201~"`, '', '', '', '', '', '',
	]);
	assert.equal(terminal.marksPastes, true);
});

test('a program has the size that it is given, and is told when that changes', async t => {
	const terminal = start(t, 'keys', {columns: 40, rows: 12});
	await terminal.waitFor('red, 40×12');
	await terminal.resize(200, 60);
	assert.match(terminal.screen(), /^200×60$/mv);
	assert.equal(terminal.lines().length, 60);
	await terminal.resize(200, 60);
});

test('what is waited for may be there, come later, or be told by a function; an end before that is told with the screen', async t => {
	const terminal = start(t, 'keys');
	await terminal.waitFor(/Press \w+/v);
	const seen = terminal.waitFor(screen => screen.includes('"b"'));
	await terminal.press('a', 'b');
	await seen;
	const unseen = assert.rejects(terminal.waitFor('never'), /Not seen: never, and the program has ended with 3\.\n┌─+\n│Press keys/v);
	await terminal.press('q');
	await unseen;
	assert.equal(await terminal.ended, 3);
	assert.equal(terminal.marksPastes, false);
});

test('the colours and other styles of each cell are known', async t => {
	const terminal = start(t, 'keys');
	await terminal.waitFor('red');
	const [row] = terminal.cells();
	assert.deepEqual([row![0]!.text, row![0]!.style.isBold, row![0]!.style.color], ['P', true, undefined]);
	assert.deepEqual([row![12]!.text, row![12]!.style.isBold, row![12]!.style.color], ['r', false, 1]);
});

test('the alternate screen is told from the other one, and left as a signal ends the program', async t => {
	const terminal = start(t, 'alternate-screen');
	await terminal.waitFor('drawn');
	assert.deepEqual([terminal.isAlternateScreen, terminal.isCursorVisible, terminal.lines()[0]], [true, false, ' drawn']);
	assert.equal(terminal.cells()[0]![0]!.style.isInverse, true);
	terminal.kill('SIGTERM');
	assert.equal(await terminal.ended, 143);
	assert.deepEqual([terminal.isAlternateScreen, terminal.isCursorVisible, terminal.lines()[0]], [false, true, 'before']);
});

test('half a frame is not seen', async t => {
	const terminal = start(t, 'alternate-screen');
	await terminal.waitFor('drawn');
	terminal.write('x');
	await terminal.waitFor(() => terminal.raw.includes('first half'));
	assert.equal(terminal.lines()[0], ' drawn');
	await terminal.press('y');
	assert.equal(terminal.lines()[0], 'first half, second half');
});

test('a program that is killed ends as shells count it', async t => {
	const terminal = start(t, 'keys');
	await terminal.waitFor('red');
	terminal.kill('SIGKILL');
	assert.equal(await terminal.ended, 137);
	terminal.kill('SIGTERM');
});

test('what was copied is read, straight or through tmux or screen', async t => {
	const terminal = start(t, 'clipboard');
	assert.equal(terminal.clipboard(), undefined);
	for (const key of ['d', 't', 's', 'd']) {
		await terminal.press(key);
		assert.equal(terminal.clipboard(), `copied with ${key}`);
	}

	assert.deepEqual(terminal.lines().slice(0, 6), ['ready', 'd copied', 't copied', 's copied', 'd copied', '']);
});

test('a text of several lines or scripts is copied whole', () => {
	const text = 'ferry1\n日本語 🚀';
	const encoded = Buffer.from(text).toString('base64');
	assert.equal(clipboardText(`\u{1B}]52;c;${encoded}\u{7}`), text);
	assert.equal(clipboardText(`\u{1B}]52;;${encoded}\u{1B}\\`), text);
	assert.equal(clipboardText('\u{1B}]0;title\u{7}'), undefined);
});

for (const environment of [{}, {TMUX: '/tmp/tmux,1,0'}, {STY: '1.pts'}]) {
	test(`a long text that ferry copies is read: ${JSON.stringify(environment)}`, () => {
		const text = 'ferry1'.repeat(300);
		assert.equal(clipboardText(clipboardSequence(text, environment)), text);
	});
}

test('wide characters, emoji and marks take the columns that they take today', async t => {
	const terminal = start(t, 'wide-characters');
	await terminal.waitFor('שלום');
	const rows = terminal.cells().slice(0, 9);
	for (const row of rows) {
		const column = row.slice(0, row.findLastIndex(({text}) => text === '|')).reduce((sum, {width}) => sum + width, 0);
		assert.equal(column, 9, row.map(({text}) => text).join('').trimEnd());
	}

	assert.deepEqual(rows[4]!.slice(0, 3).map(({text, width}) => [text, width]), [['|', 1], ['👨‍👩‍👧', 2], [' ', 1]]);
});

test('any program can be started, as a shell that stops and continues another one', async t => {
	const terminal = startTerminal(t, ['--norc', '-i'], {command: ['bash'], env: {PS1: '$ '}, hasNoMarks: true});
	await terminal.waitFor('$');
	await terminal.type('cat\r');
	await terminal.waitFor(/^\$ cat\n/v);
	await terminal.press('h', 'i', 'enter');
	await terminal.waitFor(/^hi\nhi$/mv);
	await terminal.press('ctrl+z');
	await terminal.waitFor('Stopped');
	await terminal.type('exit; exit 7\r');
	assert.equal(await terminal.ended, 7);
});
