import assert from 'node:assert/strict';
import test from 'node:test';
import {runtimeCommand} from '../../scripts/runtime-command.ts';
import {builtFerry} from '../helpers/built-ferry.ts';
import {backToShares, startStaged} from '../helpers/staged-terminal.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {startTerminal, type Terminal} from '../helpers/terminal.ts';
import {assertSnapshot} from '../helpers/text-snapshot.ts';

/** What to press for screens that between them have every colour. */
const colorful = [['enter'], ['enter', '2'], ['enter', '3'], ['enter', '4'], ['r'], ['g', 'b'], ['x'], ['end', 'a'], ['down', 'down', 'down', 'down', 'a']] as const;

test('NO_COLOR takes every colour away, and what is selected is still told from the rest', async t => {
	const terminal = await startStaged(t, {env: {NO_COLOR: '1', COLORTERM: 'truecolor'}});
	await visit(terminal, colorful);
	assert.deepEqual(colorsIn(terminal.raw), []);
	await backToShares(terminal);
	const [selected, other] = [3, 4].map(row => terminal.cells()[row]!);
	assert.deepEqual([selected![0]!.text, selected![3]!.style.isBold], ['▌', true]);
	assert.deepEqual([other![0]!.text, other![3]!.style.isBold], [' ', false]);
});

test('without colours a QR code is dark on light in those of the terminal', async t => {
	const terminal = await startStaged(t, {env: {NO_COLOR: '1'}});
	await terminal.press('r');
	const code = terminal.cells().flat().filter(({text}) => /[▀▄█]/v.test(text));
	assert.ok(code.length > 200);
	assert.ok(code.every(({style}) => style.isInverse));
});

test('an empty NO_COLOR takes nothing away', async t => {
	const terminal = await startStaged(t, {env: {NO_COLOR: ''}});
	assert.notDeepEqual(colorsIn(terminal.raw), []);
});

test('a terminal with 16 colours gets only these, in every theme', async t => {
	const terminal = await startStaged(t, {term: 'xterm'});
	for (let theme = 0; theme < 3; theme++) {
		await visit(terminal, colorful);
		await backToShares(terminal);
		await terminal.press('t');
	}

	const colors = colorsIn(terminal.raw);
	assert.notDeepEqual(colors, []);
	assert.deepEqual(colors.filter(color => !/^(?:3[0-79]|4[0-79]|9[0-7]|10[0-7])$/v.test(color)), []);
});

test('what is well is green on a light background too, however few colours there are', async t => {
	const green = 2;
	const terminal = await startStaged(t, {term: 'xterm'});
	await terminal.press('t');
	const complete = terminal.cells().find(row => row.map(({text}) => text).join('').includes('Wedding'))!;
	assert.equal(complete.find(({text}) => text === '✓')!.style.color, green);
});

test('with ASCII alone every sentence and sign is drawn in it, and a QR code too where there is room', async t => {
	const terminal = await startStaged(t, {size: [100, 50], env: {FERRY_ASCII: '1'}});
	const letters = /[\p{L}🎙 -~]/gv;
	for (const keys of [...colorful, [], ['?'], ['q'], ['l'], ['s'], ['g'], ['enter', '2', 'n'], ['c']]) {
		await backToShares(terminal);
		await terminal.press(...keys);
		assert.deepEqual(terminal.lines().map(line => line.replaceAll(letters, '')).filter(line => line !== ''), [], keys.join(' '));
	}

	await backToShares(terminal);
	await terminal.press('r');
	assert.ok(terminal.cells().some(row => row.filter(({style}) => style.background !== undefined).length === 74));
	await terminal.resize(30, 10);
	await terminal.waitFor('ferry needs 40x12, not 30x10');
});

for (const [name, redirection, seen] of [
	['a terminal that can’t move its cursor', 'TERM=dumb "$@"', /^Send folders/mv],
	['no terminal to write to', '"$@" | cat', /^Send folders/mv],
	['no terminal to read keys from', '"$@" </dev/null', /^Send folders/mv],
	['no terminal to write to, and a directory of its own', '"$@" --store=here | cat', /^See: ferry --help$/mv],
] as const) {
	test(`in ${name}, ferry says so and tells its commands`, async t => {
		const terminal = startTerminal(t, [], {
			rows: 60,
			hasNoMarks: true,
			cwd: await temporaryFolder(t),
			command: ['bash', '-o', 'pipefail', '-c', `${redirection}; echo "ended with $?"`, 'bash', ...runtimeCommand, builtFerry()],
		});
		assert.equal(await terminal.ended, 0);
		assert.match(terminal.screen(), /The dashboard needs a terminal/v);
		assert.match(terminal.screen(), seen);
		assert.match(terminal.screen(), redirection.includes('--store') ? /^ended with 2$/mv : /^ended with 0$/mv);
		// But for the colour of an error, which goes to the terminal.
		assert.doesNotMatch(terminal.raw.replaceAll('\u{1B}', '␛'), /␛(?!\[\d+m)/v);
	});
}

test('options of a command that stand before it are not taken for those of the dashboard', async t => {
	const terminal = startTerminal(t, ['--store', 'here', 'list'], {hasNoMarks: true, cwd: await temporaryFolder(t)});
	assert.equal(await terminal.ended, 2);
	assert.match(terminal.screen(), /options of a command stand behind its name/v);
	assert.equal(terminal.isAlternateScreen, false);
});

test('below 40×12 one line says so, and everything is there again above', async t => {
	const terminal = await startStaged(t);
	for (const [columns, rows] of [[39, 24], [80, 11], [39, 11], [20, 5], [10, 2]] as const) {
		await terminal.resize(columns, rows);
		await terminal.waitFor('ferry nee');
		assert.deepEqual(terminal.lines().filter(line => line !== ''), [`ferry needs 40×12, not ${columns}×${rows}`].map(line => line.length > columns ? `${line.slice(0, columns - 1)}…` : line));
		await terminal.resize(80, 24);
		await assertSnapshot('shares', terminal, {updates: false});
	}
});

test('however often the size changes, what is seen is what would be drawn anew', async t => {
	const terminal = await startStaged(t);
	const sizes = [[40, 12], [200, 60], [80, 24], [120, 20], [60, 50], [40, 12], [41, 13], [80, 24], [200, 60], [79, 25], [80, 24]] as const;
	for (const [name, ...keys] of [['shares'], ['share-files', 'enter'], ['dialog-help', '?'], ['dialog-key', 'r']] as const) {
		await backToShares(terminal);
		for (const key of keys) {
			await terminal.press(key);
		}

		for (const [columns, rows] of sizes) {
			await terminal.resize(columns, rows);
			if (columns % 40 === 0 && columns !== 120) {
				await assertSnapshot(name, terminal, {updates: false});
			}
		}
	}
});

test('a window that is dragged, which changes its size many times at once, ends as if drawn anew', async t => {
	const terminal = await startStaged(t);
	await terminal.press('enter');
	await Promise.all([[120, 40], [118, 39], [100, 30], [60, 20], [40, 12], [70, 22], [200, 60]].map(async ([columns, rows]) => terminal.resize(columns!, rows!)));
	await terminal.press('down', 'up');
	await assertSnapshot('share-files', terminal, {updates: false});
});

test('whatever a share, file or peer is called, the columns beside it stand where they should', async t => {
	for (const size of [[40, 12], [80, 24], [200, 60]] as const) {
		const terminal = await startStaged(t, {size, stage: 'awkward'});
		const [shares, files, peers] = size[0] === 40 ? [/↓ receiving/v, / {2}↓/v, /100 %/v] : [/↓ receiving/v, /↓ receiving/v, /direct/v];
		assertColumn(terminal, {from: size[0] === 40 ? 1 : 3, mark: shares, ends: /^─|^\s*$/v});
		await terminal.press('enter');
		assertColumn(terminal, {from: size[0] === 40 ? 5 : 10, mark: files, ends: /^plain|^\s*$/v});
		await terminal.press('2');
		assertColumn(terminal, {from: size[0] === 40 ? 5 : 11, mark: peers, ends: /^direct|^\s*$/v});
	}
});

async function visit(terminal: Terminal, ways: ReadonlyArray<readonly string[]>): Promise<void> {
	for (const way of ways) {
		await backToShares(terminal);
		await terminal.press(...way);
	}
}

/** The colours that a program has asked for, as the sequences name them. */
function colorsIn(raw: string): readonly string[] {
	const styles = [...raw.replaceAll('\u{1B}', '␛').matchAll(/␛\[(?<style>[\d;:]*)m/gv)].map(({groups}) => groups!['style']!);
	// 0, 1, 2, 3, 4, 7 and so on are weights, lines and swapped colours.
	return [...new Set(styles)].filter(style => !/^(?:0?|[1-9]|2[1-9])$/v.test(style));
}

/** Looks whether something begins in the same column of each row, as the terminal counts columns. */
function assertColumn(terminal: Terminal, {from, mark, ends}: {readonly from: number; readonly mark: RegExp; readonly ends: RegExp}): void {
	const rows = terminal.cells().slice(from).map(cells => cells.map(({text, width}) => ({text: text === '' ? ' ' : text, width})));
	const end = rows.findIndex(row => ends.test(row.map(({text}) => text).join('')));
	const columns = rows.slice(0, end).map(row => {
		const text = row.map(({text}) => text).join('');
		const before = mark.exec(text)?.index;
		assert.ok(before !== undefined, `${String(mark)} in “${text}”`);
		let length = 0;
		return row.filter(cell => {
			length += cell.text.length;
			return length <= before;
		}).reduce((sum, {width}) => sum + width, 0);
	});
	assert.ok(columns.length >= 3, terminal.screen());
	assert.deepEqual(new Set(columns), new Set([columns[0]]), terminal.screen());
}
