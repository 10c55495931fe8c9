import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {ExpectedError} from '../../../source/base/errors.ts';
import {GetDialog} from '../../../source/ui/dialogs/get-dialog.tsx';
import {fakeEngine, sampleShare, sampleShares} from '../../helpers/fake-engine.ts';
import {recordNavigation} from '../../helpers/recorded-navigation.tsx';
import {renderUi} from '../../helpers/render-ui.tsx';

const key = `ferry1${'q'.repeat(58)}`;

async function open(t: TestContext, {text = '', engine = fakeEngine()} = {}) {
	const {gone, wrap, onClose} = recordNavigation();
	return {engine, gone, ui: await renderUi(t, wrap(<GetDialog text={text} onClose={onClose}/>), {engine})};
}

test('a pasted key is looked for, and what is found is offered', async t => {
	const {engine, gone, ui} = await open(t, {text: key});
	assert.ok(ui.frame().includes(key), 'the whole key is seen');
	await ui.press('enter');
	assert.deepEqual(engine.calls, [['get', key]]);
	assert.match(ui.frame(), /Looking for it/v);
	engine.setState({shares: [sampleShare({id: 'new', status: 'connecting'})]});
	await ui.settled();
	assert.match(ui.frame(), /nobody has answered yet/v);
	assert.match(ui.frame(), /Esc close; the search goes on/v);
	engine.setState({shares: [{...sampleShares.offered, id: 'new'}]});
	await ui.settled();
	assert.deepEqual(gone, [['replace', {kind: 'offer', id: 'new'}]]);
});

test('a wrong character is told at once, and such a key is not looked for', async t => {
	const engine = fakeEngine({}, {checkKey: text => text.includes('!') ? '“!” can’t be in a share key (character 7).' : undefined});
	const {ui} = await open(t, {engine});
	await ui.press('ferry1!');
	assert.match(ui.frame(), /✗ “!” can’t be in a share key \(character 7\)\./v);
	await ui.press('enter');
	assert.deepEqual(engine.calls, []);
	await ui.press('backspace');
	assert.doesNotMatch(ui.frame(), /✗/v);
});

test('a whole key that is pasted takes the place of what was typed', async t => {
	const {engine, ui} = await open(t, {text: 'ferry1zzz'});
	await ui.paste(`${key.slice(0, 40)}\n${key.slice(40)}\n`);
	await ui.press('enter');
	assert.deepEqual(engine.calls, [['get', key]]);
});

test('half a key that is pasted goes behind the other half, without what stands around it', async t => {
	const {engine, ui} = await open(t, {text: key.slice(0, 40)});
	await ui.paste(`\n> ${key.slice(40)}\n`);
	await ui.press('enter');
	assert.deepEqual(engine.calls, [['get', key]]);
});

test('the key of what this computer shares itself leads to that share', async t => {
	const own = sampleShare({
		id: 'own', key, direction: 'sharing', status: 'waiting', places: ['/home/ada/Thesis'],
	});
	const {engine, gone, ui} = await open(t, {text: key, engine: fakeEngine({shares: [own]})});
	assert.match(ui.frame(), /You share this yourself, from \/home\/ada\/Thesis\./v);
	await ui.press('enter');
	assert.deepEqual(engine.calls, []);
	assert.deepEqual(gone.at(-1), ['replace', {kind: 'share', id: 'own', tab: 'files'}]);
});

test('the key of what was got before leads to that share, and nothing is begun', async t => {
	for (const status of ['paused', 'finished', 'receiving', 'failed'] as const) {
		const before = sampleShare({
			id: 'before', key, status, places: ['/home/ada/Thesis'],
		});
		const {engine, gone, ui} = await open(t, {text: key, engine: fakeEngine({shares: [before]})});
		assert.match(ui.frame(), /This is among your shares already, in \/home\/ada\/Thesis\./v);
		assert.equal(ui.lines().at(-1), 'Enter look at it   Esc cancel');
		await ui.press('enter');
		assert.deepEqual(engine.calls, [], status);
		assert.deepEqual(gone.at(-1), ['replace', {kind: 'share', id: 'before', tab: 'files'}]);
	}
});

test('what has no place yet is looked for, and asked about, again', async t => {
	const before = {...sampleShares.connecting, key};
	const {engine, ui} = await open(t, {text: key, engine: fakeEngine({shares: [before, {...sampleShares.offered, key}]})});
	await ui.press('enter');
	assert.deepEqual(engine.calls, [['get', key]]);
});

test('only what works is told below', async t => {
	const {ui} = await open(t, {engine: fakeEngine({}, {checkKey: text => text.includes('!') ? 'Wrong.' : undefined})});
	const keys = (): string => ui.lines().at(-1)!;
	assert.equal(keys(), 'Esc cancel');
	await ui.press('f');
	assert.equal(keys(), 'Enter get   Esc cancel');
	await ui.press('!');
	assert.equal(keys(), 'Esc cancel');
});

test('another key can be pasted while one is looked for', async t => {
	const engine = fakeEngine({shares: [sampleShare({id: 'new', status: 'connecting'})]});
	const {ui} = await open(t, {text: key, engine});
	await ui.press('enter');
	assert.match(ui.frame(), /nobody has answered yet/v);
	await ui.paste(`ferry1${'p'.repeat(58)}`);
	assert.match(ui.frame(), /ferry1p/v);
	assert.match(ui.frame(), /You see what it holds/v);
});

test('Escape leaves the search to the list, which goes on with it', async t => {
	const {gone, engine, ui} = await open(t, {text: key});
	await ui.press('enter', 'escape');
	assert.deepEqual(gone, [['pop']]);
	assert.deepEqual(engine.calls, [['get', key]]);
});

test('what fails is told with what to do, and another key can be typed', async t => {
	const engine = fakeEngine({}, {
		async get() {
			throw new ExpectedError('key-unreadable', 'A character of the key is wrong.', {hint: 'Copy it again.'});
		},
	});
	const {ui} = await open(t, {text: key, engine});
	await ui.press('enter');
	assert.match(ui.frame(), /✗ A character of the key is wrong\..*\n.* Copy it again\./v);
	await ui.press('x');
	assert.doesNotMatch(ui.frame(), /✗/v);
});

test('a share that has stopped says why', async t => {
	const engine = fakeEngine({shares: [{...sampleShares.failed, id: 'new'}]});
	const {ui} = await open(t, {text: key, engine});
	await ui.press('enter');
	assert.match(ui.frame(), /✗ The folder \/mnt\/nas\/Drafts can’t be written to\./v);
});
