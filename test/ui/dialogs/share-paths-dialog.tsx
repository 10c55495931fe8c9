import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {ExpectedError} from '../../../source/base/errors.ts';
import type {Engine} from '../../../source/app/engine.ts';
import {SharePathsDialog} from '../../../source/ui/dialogs/share-paths-dialog.tsx';
import {fakeEngine, sampleShare} from '../../helpers/fake-engine.ts';
import {recordNavigation} from '../../helpers/recorded-navigation.tsx';
import {renderUi} from '../../helpers/render-ui.tsx';

const paths = ['~/Music/', '~/Pictures/', '~/Pictures/2025/', '~/Pictures/2026/', '~/notes.txt'];

async function open(t: TestContext, answers: Partial<Engine> = {}) {
	const engine = fakeEngine({}, {
		completePath: async text => paths.filter(path => path.startsWith(text) && !path.slice(text.length, -1).includes('/')),
		...answers,
	});
	const {gone, wrap, onClose} = recordNavigation();
	return {engine, gone, ui: await renderUi(t, wrap(<SharePathsDialog onClose={onClose}/>), {engine})};
}

test('somebody types a path with completion, sees what it comes to, and gets its key', async t => {
	const {engine, gone, ui} = await open(t);
	await ui.press('~', '/', 'P', 'tab');
	assert.match(ui.frame(), /Path {2}~\/Pictures\//v);
	assert.match(ui.frame(), / 2025\/.*\n.* 2026\//v);
	assert.match(ui.frame(), /3\.4 MB {2}· {2}12 files {2}· {2}3 folders/v);
	await ui.press('down', 'down', 'enter');
	assert.match(ui.frame(), /Path {2}~\/Pictures\/2026\//v);
	assert.deepEqual(engine.calls.filter(([name]) => name === 'share'), [], 'Enter took a candidate and shared nothing');
	await ui.press('enter');
	assert.deepEqual(engine.calls.at(-1), ['share', ['~/Pictures/2026/'], {asksFirst: false}]);
	assert.deepEqual(gone, [], 'the state doesn’t have it yet');
	engine.setState({shares: [sampleShare({id: 'new'})]});
	await ui.settled();
	assert.deepEqual(gone, [['replace', {kind: 'key', id: 'new'}]]);
});

test('several paths stand side by side, and the last one is completed', async t => {
	const {engine, ui} = await open(t);
	await ui.press('~/notes.txt', 'space', '~/Pic', 'tab');
	assert.match(ui.frame(), /Path {2}~\/notes\.txt ~\/Pictures\//v);
	assert.match(ui.frame(), /2 paths together {2}· {2}3\.4 MB/v);
	await ui.press('enter');
	assert.deepEqual(engine.calls.at(-1), ['share', ['~/notes.txt', '~/Pictures/'], {asksFirst: false}]);
});

test('a path with spaces is found as it is, and completed so that others can stand beside it', async t => {
	const there = new Set(['~/My Music/', '~/notes.txt']);
	const {engine, ui} = await open(t, {
		completePath: async text => [...there].filter(path => path.startsWith(text)),
		async * previewShare(paths) {
			const missing = paths.find(path => !there.has(path));
			if (missing !== undefined) {
				throw new ExpectedError('path-missing', `There is no “${missing}”.`, {hint: ''});
			}

			yield {
				files: paths.length, bytes: 0, directories: 0, ignored: 0, leftOut: 0, isCounting: false,
			};
		},
	});
	await ui.press('~/My M');
	assert.match(ui.frame(), /There is no “~\/My M”\./v);
	await ui.press('tab');
	assert.match(ui.frame(), /Path {2}~\/My\\ Music\//v);
	assert.match(ui.frame(), /0 B {2}· {2}1 file/v);
	await ui.paste('/home/ada/nowhere');
	assert.match(ui.frame(), /There is no/v);
	await ui.press('ctrl+u');
	await ui.paste('~/My Music/\r\n~/notes.txt\r\n');
	assert.match(ui.frame(), /2 paths together/v);
	await ui.press('enter');
	assert.deepEqual(engine.calls.at(-1), ['share', ['~/My Music/', '~/notes.txt'], {asksFirst: false}]);
});

test('only what works is told below', async t => {
	const {ui} = await open(t);
	const keys = (): string => ui.lines().at(-1)!;
	assert.equal(keys(), 'Tab ask first   Esc cancel');
	await ui.press('~/P');
	assert.equal(keys(), 'Enter share   Tab complete   ↓ pick   Esc cancel');
	await ui.press('down');
	assert.equal(keys(), 'Enter take it   Tab complete   ↓ pick   Esc cancel');
	await ui.press('x', 'down');
	assert.equal(keys(), 'Space ask   Enter share   Tab path   Esc cancel', 'below the path stands the question');
});

test('new peers are asked about when the user wants that', async t => {
	const {engine, ui} = await open(t);
	await ui.press('~/notes.txt', 'tab');
	assert.match(ui.frame(), /▌○ ask me before/v);
	await ui.press('space', 'enter');
	assert.match(ui.frame(), /◉ ask me before/v);
	assert.deepEqual(engine.calls.at(-1), ['share', ['~/notes.txt'], {asksFirst: true}]);
});

test('files that are dropped go into the field also from below it', async t => {
	const {ui} = await open(t);
	await ui.press('~/notes.txt', 'tab');
	await ui.paste('/home/ada/My Music');
	assert.match(ui.frame(), /Path {2}~\/notes\.txt \/home\/ada\/My\\ Music/v);
	assert.doesNotMatch(ui.frame(), /▌○/v);
});

test('what can’t be shared is told with what to do, until something is typed', async t => {
	const {ui} = await open(t, {
		async share() {
			throw new ExpectedError('path-unreadable', 'The folder can’t be read.', {hint: 'Ask for the right to read it.'});
		},
	});
	await ui.press('~/Music', 'enter');
	assert.match(ui.frame(), /✗ The folder can’t be read\..*\n.* Ask for the right to read it\./v);
	await ui.press('x');
	assert.doesNotMatch(ui.frame(), /can’t be read/v);
});

test('only the newest path is counted, and it is told that it goes on', async t => {
	let finish = (): void => undefined;
	const finished = new Promise<void>(resolve => {
		finish = resolve;
	});
	const signals: AbortSignal[] = [];
	const {ui} = await open(t, {
		async * previewShare(paths, signal) {
			signals.push(signal);
			const count = paths[0]!.length;
			yield {
				files: count, bytes: 0, directories: 0, ignored: 0, leftOut: 0, isCounting: true,
			};
			await finished;
			yield {
				files: count * 10, bytes: 0, directories: 0, ignored: 0, leftOut: 0, isCounting: false,
			};
		},
	});
	const typed = ui.press('ab');
	await ui.waitFor('0 B  ·  2 files …');
	finish();
	await typed;
	assert.match(ui.frame(), /0 B {2}· {2}20 files {2,}/v);
	assert.deepEqual(signals.map(({aborted}) => aborted), [true, false]);
});

test('Escape changes nothing, and Enter without a path neither', async t => {
	const {engine, gone, ui} = await open(t);
	await ui.press('enter', 'escape');
	assert.deepEqual(gone, [['pop']]);
	assert.deepEqual(engine.calls, []);
});
