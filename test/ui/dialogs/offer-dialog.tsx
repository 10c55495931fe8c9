import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {ExpectedError} from '../../../source/base/errors.ts';
import type {FileRow, ShareOffer} from '../../../source/app/engine-state.ts';
import type {Engine} from '../../../source/app/engine.ts';
import {OfferDialog} from '../../../source/ui/dialogs/offer-dialog.tsx';
import {fakeEngine, sampleShares} from '../../helpers/fake-engine.ts';
import {recordNavigation} from '../../helpers/recorded-navigation.tsx';
import {renderUi, type RenderOptions} from '../../helpers/render-ui.tsx';

const tree: Readonly<Record<string, readonly FileRow[]>> = {
	'': [row('2025'), row('2026'), row('notes.txt', 1200)],
	2026: [row('2026/june.wav', 90_000_000), row('2026/may.wav', 40_000_000)],
};

function row(path: string, size?: number): FileRow {
	return {
		path, name: path.split('/').at(-1)!, kind: size === undefined ? 'directory' : 'file', size, received: undefined, state: 'waiting',
	};
}

type OpenOptions = {readonly answers?: Partial<Engine>; readonly offer?: Partial<ShareOffer>; readonly size?: Pick<RenderOptions, 'columns' | 'rows'>};

async function open(t: TestContext, {answers = {}, offer = {}, size = {}}: OpenOptions = {}) {
	const engine = fakeEngine({shares: [{...sampleShares.offered, offer: {...sampleShares.offered.offer!, ...offer}}]}, {
		files: async (_, directory) => tree[directory] ?? [],
		completePath: async text => ['/home/ada/Field notes/', '/home/ada/file.txt'].filter(path => path.startsWith(text)),
		...answers,
	});
	const {gone, wrap, onClose} = recordNavigation();
	return {engine, gone, ui: await renderUi(t, wrap(<OfferDialog id='offered' onClose={onClose}/>), {engine, ...size})};
}

test('everything is wanted at first, and Enter gets it where it was offered', async t => {
	const {engine, gone, ui} = await open(t);
	assert.match(ui.frame(), /Get Field recordings/v);
	assert.match(ui.frame(), /A folder {2}· {2}61 files {2}· {2}5\.1 GB/v);
	assert.match(ui.frame(), /▌ ◉ everything.*\n.*◉ ▸ 2025\/.*\n.*◉ ▸ 2026\/.*\n.*◉ {3}notes\.txt .* 1\.2 kB/v);
	assert.match(ui.frame(), /All of it: 61 files, 5\.1 GB .* 88 GB free/v);
	assert.match(ui.frame(), /▲ 2 files are there already and stay; what differs gets another name\./v);
	await ui.press('enter');
	assert.deepEqual(engine.calls, [['answerOffer', 'offered', {directory: undefined, selection: [{path: '', isWanted: true}], isLive: false}]]);
	assert.deepEqual(gone, [['pop']]);
});

test('new versions follow when that is chosen, which is kept until the offer is answered', async t => {
	const {engine, ui} = await open(t);
	assert.match(ui.frame(), /Live {2}○ new versions don’t follow: it stays a copy as of now/v);
	await ui.press('f', 'escape');
	const {wrap, onClose} = recordNavigation();
	const again = await renderUi(t, wrap(<OfferDialog id='offered' onClose={onClose}/>), {engine});
	assert.match(again.frame(), /Live {2}◉ follow new versions, with all that they change and delete/v);
	assert.match(again.lines().at(-1)!, /f don’t follow/v);
	await again.press('enter');
	assert.deepEqual(engine.calls.at(-1), ['answerOffer', 'offered', {directory: undefined, selection: [{path: '', isWanted: true}], isLive: true}]);
});

test('files and folders are chosen in the tree, and the total follows', async t => {
	const {engine, ui} = await open(t);
	await ui.press('down', 'down', 'right', 'down', 'space');
	assert.match(ui.frame(), /◎ everything.*\n.*◉ ▸ 2025\/.*\n.*◎ ▾ 2026\/.*\n.*▌ ○ {5}june\.wav .*90 MB.*\n.*◉ {5}may\.wav/v);
	assert.match(ui.frame(), /12 of 61 files, 3\.4 MB of 5\.1 GB .* 50 GB free/v);
	await ui.press('left', 'space', 'space');
	assert.match(ui.frame(), /▌ ○ ▾ 2026\/.*\n.*○ {5}june\.wav/v);
	await ui.press('left', 'enter');
	assert.deepEqual(engine.calls.at(-1), ['answerOffer', 'offered', {directory: undefined, selection: [{path: '', isWanted: true}, {path: '2026', isWanted: false}], isLive: false}]);
});

test('what is still being counted is shown, and begins only when it is known', async t => {
	const {engine, ui} = await open(t, {offer: {isCounting: true}});
	assert.match(ui.frame(), /61 files.*\n.*▌ ◉ everything/sv);
	assert.match(ui.frame(), /Counting…/v);
	await ui.press('enter');
	assert.match(ui.frame(), /Counting; then it begins…/v);
	assert.deepEqual(engine.calls, []);
});

test('nothing chosen is nothing that can be had', async t => {
	const {engine, gone, ui} = await open(t);
	await ui.press('space', 'enter');
	assert.match(ui.frame(), /✗ Nothing is chosen\./v);
	assert.deepEqual(engine.calls.map(([name]) => name), ['measureOffer']);
	assert.equal(gone.length, 0);
});

test('what doesn’t fit can’t be accepted, and both numbers are told', async t => {
	const {engine, ui} = await open(t, {offer: {freeBytes: 3_000_000_000}});
	assert.match(ui.frame(), /✗ It needs 5\.1 GB, and 3 GB are free there\./v);
	assert.doesNotMatch(ui.lines().at(-1)!, /Enter/v);
	await ui.press('enter');
	assert.deepEqual(engine.calls, []);
});

test('another destination is typed with completion and measured', async t => {
	const {engine, ui} = await open(t);
	await ui.press('tab', 'ctrl+w', 'ctrl+w', 'F', 'tab');
	assert.match(ui.frame(), /Into {2}\/home\/ada\/Field notes\//v);
	assert.doesNotMatch(ui.frame(), /file\.txt/v);
	await ui.press('enter');
	assert.deepEqual(engine.calls.at(-1), ['answerOffer', 'offered', {directory: '/home/ada/Field notes/', selection: [{path: '', isWanted: true}], isLive: false}]);
});

test('only the newest choice counts; who accepts while it is counted gets it afterwards', async t => {
	const counts: Array<{readonly signal: AbortSignal; readonly finish: (files: number) => void}> = [];
	const {engine, ui} = await open(t, {
		answers: {
			measureOffer: async (_id, _answer, signal) => new Promise(resolve => {
				counts.push({
					signal,
					finish(files) {
						resolve({
							files, bytes: 1000, collisions: 0, freeBytes: 88_000_000_000,
						});
					},
				});
			}),
		},
	});
	await ui.press('down');
	const pressed = [ui.press('space')];
	await ui.waitFor('Counting…');
	pressed.push(ui.press('down'));
	await ui.waitFor('▌ ◉ ▸ 2026/');
	pressed.push(ui.press('space'));
	await ui.waitFor('▌ ○ ▸ 2026/');
	pressed.push(ui.press('enter'));
	await ui.waitFor('Counting; then it begins…');
	assert.deepEqual(counts.map(({signal}) => signal.aborted), [true, false]);
	assert.equal(engine.calls.length, 0);
	counts[0]!.finish(59);
	counts[1]!.finish(1);
	await Promise.all(pressed);
	assert.deepEqual(engine.calls.map(([name]) => name), ['answerOffer']);
});

test('what goes wrong is told in the dialog, and Escape leaves the offer waiting', async t => {
	const {gone, ui} = await open(t, {
		answers: {
			async answerOffer() {
				throw new ExpectedError('destination-unusable', 'The folder can’t be written to.', {hint: 'Choose another one.'});
			},
		},
	});
	await ui.press('enter');
	assert.match(ui.frame(), /✗ The folder can’t be written to\..*\n.* Choose another one\./v);
	await ui.press('escape');
	assert.deepEqual(gone, [['pop']]);
});

test('who answers later goes on with what was chosen', async t => {
	const {engine, ui} = await open(t);
	await ui.press('down', 'space', 'tab', 'ctrl+w', 'x', 'escape');
	const {wrap, onClose} = recordNavigation();
	const again = await renderUi(t, wrap(<OfferDialog id='offered' onClose={onClose}/>), {engine});
	assert.match(again.frame(), /Into {2}\/home\/ada\/Field x/v);
	assert.match(again.frame(), /◎ everything.*\n.*○ ▸ 2025\//v);
	await again.press('enter');
	const third = await renderUi(t, wrap(<OfferDialog id='offered' onClose={onClose}/>), {engine});
	assert.match(third.frame(), /◉ everything/v, 'what was answered is not kept');
});

test('below stands what works: an arrow opens a folder, and leads from the place to the files', async t => {
	const {ui} = await open(t);
	const keys = (): string => ui.lines().at(-1)!;
	assert.equal(keys(), 'Enter get   Space choose   Tab place   f follow   x decline   Esc later');
	await ui.press('down');
	assert.equal(keys(), 'Enter get   Space choose   Tab place   f follow   x decline   → open   Esc later');
	await ui.press('tab', 'ctrl+w', 'x');
	assert.equal(keys(), 'Enter get   Tab files   Esc later');
	await ui.press('down');
	assert.match(keys(), /Tab place/v);
});

test('an offer is declined in a dialog of its own', async t => {
	const {gone, ui} = await open(t);
	await ui.press('x');
	assert.deepEqual(gone, [['push', {kind: 'confirm-remove', id: 'offered'}]]);
});

test('of a million files only the pages are read that are seen', async t => {
	const pages: Array<string | undefined> = [];
	const name = (index: number): string => `file ${String(index).padStart(6, '0')}`;
	const {ui} = await open(t, {
		offer: {files: 1_000_000},
		answers: {
			async files(_, __, {after, most}) {
				pages.push(after);
				const from = after === undefined ? 0 : Number(after.slice(5)) + 1;
				return Array.from({length: Math.min(most, 1_000_000 - from)}, (_row, index) => row(name(from + index), 1));
			},
		},
	});
	assert.match(ui.frame(), /file 000000/v);
	assert.deepEqual(new Set(pages), new Set([undefined]));
	await ui.press('end');
	assert.match(ui.frame(), /file 000255/v);
	assert.ok(pages.length <= 4, `${pages.length} pages were read`);
});

test('names from others move nothing on the screen', async t => {
	const {ui} = await open(t, {
		size: {columns: 40, rows: 12},
		answers: {files: async () => [row('a\u{1B}[2Jb\u{202E}c.txt', 5), row('星の写真'.repeat(20))]},
	});
	assert.match(ui.frame(), /a\\u\{1b\}/v);
	assert.ok(ui.lines().length <= 11);
});

test('an offer that was answered elsewhere can only be closed', async t => {
	const {engine, gone, ui} = await open(t);
	engine.setState({shares: [{...sampleShares.receiving, id: 'offered'}]});
	await ui.settled();
	assert.match(ui.frame(), /Receiving from 3 peers/v);
	await ui.press('enter', 'escape');
	assert.deepEqual(gone, [['pop']]);
	assert.deepEqual(engine.calls, []);
});
