// Every screen as a text that a person can read, in test/snapshots. FERRY_UPDATE_SNAPSHOTS=1 keeps what is seen; look at each difference before it is committed.
import test from 'node:test';
import {stagedEngine} from '../helpers/staged-engine.ts';
import {backToShares, startStaged} from '../helpers/staged-terminal.ts';
import type {Terminal} from '../helpers/terminal.ts';
import {assertSnapshot} from '../helpers/text-snapshot.ts';

const sizes = [[40, 12], [80, 24], [200, 60]] as const;

/** What is pressed in the list of shares to get there; a text after `=` is typed. */
const scenes: ReadonlyArray<readonly [name: string, ...keys: readonly string[]]> = [
	['shares'],
	['shares-end', 'end'],
	['shares-filter', '/', '=re'],
	['shares-filter-nothing', '/', '=zzz'],
	['share-files', 'enter'],
	['share-files-open', 'enter', 'down', 'down', 'right', 'down'],
	['share-files-problem', 'enter', 'o'],
	['share-files-search', 'enter', '/', '=.m', 'enter', 'down'],
	['share-files-search-nothing', 'enter', '/', '=zzz'],
	['share-picking', 'enter', 'space', 'down', 'right', 'down', 'down', 'down', 'space'],
	['dialog-choose', 'enter', 'space', 'enter', 'space'],
	['share-peers', 'enter', '2'],
	['share-blocks', 'enter', '3'],
	['share-activity', 'enter', '4', 'down', 'down', 'down'],
	['share-history', 'enter', '5', 'down'],
	['share-history-older', 'enter', '5', 'end'],
	['share-version', 'enter', '5', 'home', 'enter', 'down'],
	['people', 'w', 'down'],
	['people-unverified', 'w', 'end'],
	['people-filter', 'w', '/', '=do'],
	['dialog-add-person', 'w', 'a'],
	['dialog-forget-person', 'w', 'x'],
	['dialog-own-name', 'w', 'e', 'tab'],
	['people-picked', 'w', 'space', 'down', 'down', 'space'],
	['dialog-offer-to', 'w', 'o', 'down'],
	['dialog-inbox', 'i'],
	['dialog-inbox-contact', 'i', 'down'],
	['dialog-offer-share', 'end', 'O', 'down', 'space'],
	['dialog-allow-only', 'end', 'A', 'down', 'space'],
	['share-offered', 'end', 'enter', '2'],
	['dialog-share', 's', '=~/P'],
	['dialog-get', 'g'],
	['dialog-get-wrong', 'g', '=ferry1qb'],
	['dialog-offer', 'down', 'down', 'down', 'down', 'a'],
	['dialog-offer-live', 'down', 'down', 'down', 'down', 'a', 'f'],
	['dialog-offer-place', 'down', 'down', 'down', 'down', 'a', 'shift+tab'],
	['dialog-key', 'r'],
	['dialog-limits', 'l'],
	['dialog-name', 'enter', '2', 'n'],
	['dialog-remove', 'x'],
	['dialog-request', 'end', 'a'],
	['dialog-quit', 'q'],
	['dialog-help', '?'],
	// The time stands still, so what is told stays: this is the last one.
	['shares-told', 'c'],
];

const spoken: ReadonlySet<string> = new Set([
	'shares',
	'share-files',
	'share-picking',
	'dialog-choose',
	'share-peers',
	'share-blocks',
	'share-activity',
	'share-history',
	'share-version',
	'people',
	'dialog-inbox',
	'dialog-offer-share',
	'dialog-allow-only',
	'dialog-offer',
	'dialog-share',
	'dialog-quit',
]);

for (const size of sizes) {
	test(`every screen at ${size.join('×')} looks as it did`, async t => {
		const terminal = await startStaged(t, {size});
		for (const [name, ...keys] of scenes) {
			await backToShares(terminal);
			await play(terminal, keys);
			await assertSnapshot(name, terminal);
		}
	});

	test(`somebody without shares sees what to press at ${size.join('×')}`, async t => {
		const terminal = await startStaged(t, {size, stage: 'empty'});
		await assertSnapshot('welcome', terminal);
		await terminal.press('w');
		await assertSnapshot('people-none', terminal);
	});
}

for (const size of sizes) {
	test(`every state that a share can be in says what to do next at ${size.join('×')}`, async t => {
		const terminal = await startStaged(t, {size});
		for (const [index, {id, status}] of stagedEngine().getState().shares.entries()) {
			await backToShares(terminal);
			await play(terminal, [...Array.from({length: index}, () => 'down'), 'enter', ...(status === 'offered' ? [] : ['4'])]);
			await assertSnapshot(`state-${['live', 'newer', 'asked'].includes(id) ? id : status}`, terminal);
		}
	});
}

test('names that are hard to draw keep their columns', async t => {
	for (const size of sizes) {
		const terminal = await startStaged(t, {size, stage: 'awkward'});
		await assertSnapshot('awkward-shares', terminal);
		await terminal.press('enter');
		await assertSnapshot('awkward-files', terminal);
		await terminal.press('2');
		await assertSnapshot('awkward-peers', terminal);
		await backToShares(terminal);
		await terminal.press('w');
		await assertSnapshot('awkward-people', terminal);
		await terminal.press('i');
		await assertSnapshot('awkward-inbox', terminal);
	}
});

test('signs are ASCII where that is asked for', async t => {
	const terminal = await startStaged(t, {env: {FERRY_ASCII: '1'}});
	await assertSnapshot('ascii-shares', terminal);
	await terminal.press('enter');
	await assertSnapshot('ascii-files', terminal);
});

test('a screen reader is told everything in words, line by line', async t => {
	const terminal = await startStaged(t, {env: {INK_SCREEN_READER: 'true'}});
	for (const [name, ...keys] of scenes.filter(([name]) => spoken.has(name))) {
		await backToShares(terminal);
		await play(terminal, keys);
		await assertSnapshot(`spoken-${name}`, terminal);
	}
});

async function play(terminal: Terminal, keys: readonly string[]): Promise<void> {
	for (const key of keys) {
		await (key.startsWith('=') ? terminal.type(key.slice(1)) : terminal.press(key));
	}
}
