import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {setImmediate as turn} from 'node:timers/promises';
import {all, type FileChoice} from '../../../source/app/choice.ts';
import type {FileRow, ShareState} from '../../../source/app/engine-state.ts';
import {Root} from '../../../source/ui/root.tsx';
import {screenFollows} from '../../../source/ui/screen-follows.ts';
import {fakeEngine, sampleShare, sampleShares} from '../../helpers/fake-engine.ts';
import {mockTimers} from '../../helpers/mock-timers.ts';
import {renderUi} from '../../helpers/render-ui.tsx';

const rows: Readonly<Record<string, readonly FileRow[]>> = {
	'': [row('folder', 'directory'), row('one.txt'), row('two.jpg')],
	folder: [row('folder/a.txt'), row('folder/b.jpg')],
};

function row(path: string, kind: FileRow['kind'] = 'file'): FileRow {
	return {
		path, name: path.slice(path.lastIndexOf('/') + 1), kind, size: kind === 'file' ? 1000 : undefined, received: 1000, state: 'here',
	};
}

async function open(t: TestContext, before: FileChoice = all, share: ShareState = sampleShares.complete) {
	let choice = before;
	const engine = fakeEngine({shares: [share]}, {
		files: async (_, directory) => rows[directory] ?? [],
		choice: async () => choice,
		async choose(_, next, {deletes}) {
			choice = next;
			chosen.push([next, deletes]);
		},
	});
	const chosen: Array<readonly [choice: FileChoice, deletes: boolean]> = [];
	const ui = await renderUi(t, <Root/>, {engine});
	await ui.press('enter');
	return {ui, chosen};
}

test('Space picks a file or folder, or not any more, and what is picked is marked', async t => {
	const {ui, chosen} = await open(t);
	assert.match(ui.lines().at(-1)!, /Space pick/v);
	await ui.press('space');
	assert.match(ui.frame(), /Pick what you want/v);
	assert.match(ui.frame(), /▸ folder\/ +○ not picked/v);
	assert.match(ui.frame(), /one\.txt +◉ picked/v);
	assert.match(ui.lines().at(-1)!, /Enter apply.*Space pick.*Esc cancel/v);
	await ui.press('right', 'down', 'space');
	assert.match(ui.frame(), /▾ folder\/ +◎ partly/v);
	assert.match(ui.frame(), /a\.txt +◉ picked[^\n]*\n[^\n]*b\.jpg +○ not picked/v);
	await ui.press('escape');
	assert.doesNotMatch(ui.frame(), /picked|Pick what/v);
	assert.match(ui.frame(), /one\.txt +✓ here/v);
	assert.deepEqual(chosen, []);
});

test('Enter says what it comes to, and only then it is applied; what is left is deleted only when that is chosen', async t => {
	for (const [keys, deletes] of [[[], false], [['space'], true], [['space', 'space'], false]] as const) {
		const {ui, chosen} = await open(t);
		await ui.press('down', 'space', 'enter');
		assert.match(ui.frame(), /To be fetched: 2 files, 3\.4 MB\./v);
		assert.match(ui.frame(), /Here, but not picked any more: 1 file, 120 kB\./v);
		assert.match(ui.frame(), /○ delete it here/v);
		assert.deepEqual(chosen, []);
		await ui.press(...keys, 'enter');
		assert.deepEqual(chosen, [[{only: [], selection: [{path: '', isWanted: true}, {path: 'one.txt', isWanted: false}]}, deletes]]);
		assert.doesNotMatch(ui.frame(), /picked|Pick what/v, 'nothing is left to apply');
	}
});

test('Escape leads back from the question to what is being picked', async t => {
	const {ui, chosen} = await open(t);
	await ui.press('down', 'space', 'enter', 'escape');
	assert.match(ui.frame(), /one\.txt +○ not picked/v);
	assert.deepEqual(chosen, []);
});

test('what globs have picked is marked, and everything can be picked with one key', async t => {
	const {ui, chosen} = await open(t, {only: ['**/*.txt'], selection: []});
	await ui.press('down', 'down', 'space');
	assert.match(ui.frame(), /▸ folder\/ +◎ partly[^\n]*\n[^\n]*one\.txt +◉ picked[^\n]*\n[^\n]*two\.jpg +◉ picked/v);
	await ui.press('e');
	assert.match(ui.frame(), /▸ folder\/ +◉ picked/v);
	await ui.press('enter', 'enter');
	assert.deepEqual(chosen, [[all, false]]);
});

test('of what is shared from here, or held by another process, nothing is picked', async t => {
	for (const share of [sampleShares.serving, sampleShare({status: 'held', pid: 4711})]) {
		const {ui} = await open(t, all, share);
		await ui.press('space', 'e');
		assert.doesNotMatch(ui.frame(), /pick/v);
	}
});

test('it can’t be applied when nothing is picked', async t => {
	const chosen: unknown[] = [];
	const engine = fakeEngine({shares: [sampleShares.complete]}, {
		files: async () => rows['']!,
		measureChoice: async () => ({picked: 0, fetched: {files: 0, bytes: 0}, unpicked: {files: 3, bytes: 3000, edited: 0}}),
		async choose() {
			chosen.push(true);
		},
	});
	const ui = await renderUi(t, <Root/>, {engine});
	await ui.press('enter', 'e', 'enter', 'enter');
	assert.match(ui.frame(), /Nothing is picked\. Pick at least one file/v);
	assert.deepEqual(chosen, []);
});

test('what can’t be read while a share is opened again stays, or comes again, also in folders that are open', async t => {
	let isOpen = true;
	const engine = fakeEngine({shares: [sampleShares.complete]}, {files: async (_, directory) => isOpen ? rows[directory] ?? [] : []});
	const ui = await renderUi(t, <Root/>, {engine});
	const goTo = async (status: ShareState['status']): Promise<void> => {
		engine.setState({shares: [{...sampleShares.complete, status}]});
		await ui.passTime(1000);
	};

	await ui.press('enter', 'right');
	const tree = /▾ folder\/[^\n]*\n[^\n]*a\.txt[^\n]*\n[^\n]*b\.jpg/v;
	assert.match(ui.frame(), tree);
	isOpen = false;
	await goTo('starting');
	assert.match(ui.frame(), tree);
	await goTo('waiting');
	assert.doesNotMatch(ui.frame(), tree, 'the screen may hear of it late');
	isOpen = true;
	await goTo('receiving');
	await goTo('complete');
	assert.match(ui.frame(), tree);
});

test('what a search finds bit by bit is drawn now and then, the first of it at once, and never what was searched for before', async t => {
	const halfway = Promise.withResolvers<void>();
	const going = Promise.withResolvers<void>();
	const ui = await renderUi(t, <Root/>, {
		engine: fakeEngine({shares: [sampleShares.complete]}, {
			async * search(_id, text, {signal}) {
				for (let number = 1; number <= 100; number++) {
					yield [row(`${text} ${number}`)];
					await turn();
					if (number === 50 && text === 'x') {
						halfway.resolve();
						await going.promise;
						signal.throwIfAborted();
					}
				}
			},
		}),
	});
	await ui.press('enter', '/');
	mockTimers(t, ['setTimeout']);
	const before = ui.frames.length;
	const pressed = ui.press('x');
	await halfway.promise;
	await screenFollows();
	assert.match(ui.frame(), /\b1 match so far/v);
	t.mock.timers.tick(100);
	await screenFollows();
	assert.match(ui.frame(), /50 matches so far/v);
	assert.ok(ui.frames.length - before < 10, `${ui.frames.length - before} frames`);
	const other = ui.press('y');
	await screenFollows();
	going.resolve();
	await Promise.all([pressed, other]);
	t.mock.timers.tick(100);
	await ui.settled();
	assert.match(ui.frame(), /100 matches {3}xy 1\b/v);
	assert.ok(ui.frames.length - before < 20, `${ui.frames.length - before} frames`);
});
