import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test, {type TestContext} from 'node:test';
import type {EngineState} from '../../../source/app/engine-state.ts';
import type {Engine} from '../../../source/app/engine.ts';
import {ExpectedError} from '../../../source/base/errors.ts';
import {Root} from '../../../source/ui/root.tsx';
import {emptyState, fakeEngine} from '../../helpers/fake-engine.ts';
import {renderUi} from '../../helpers/render-ui.tsx';
import {peerKeys, stagedPeople} from '../../helpers/staged-people.ts';

const {people} = stagedPeople;
const known = {people};

async function open(t: TestContext, state: Partial<EngineState> = known, answers: Partial<Engine> = {}) {
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine(state, answers)});
	await ui.press('w');
	return ui;
}

test('who knows nobody is told what to do, and sees their own key', async t => {
	const ui = await open(t, {});
	assert.match(ui.frame(), /a {2}add somebody by their key/v);
	assert.ok(ui.frame().includes(emptyState.ownKey));
	await ui.press('c');
	assert.match(ui.controls[0]!, /\]52;c;/v);
	assert.ok(ui.controls[0]!.includes(Buffer.from(emptyState.ownKey).toString('base64')));
	await ui.press('escape');
	assert.match(ui.frame(), /Nothing is shared/v);
});

test('the selected one is told of with the whole key and the words to compare', async t => {
	const ui = await open(t);
	assert.match(ui.frame(), /▌ {2}Ben +● online/v);
	assert.ok(ui.frame().includes(peerKeys.ben));
	assert.match(ui.frame(), /Words {2}amber canoe lemon tiger badge orbit velvet walnut/v);
	await ui.press('end');
	assert.match(ui.frame(), /No contact, unverified name “Emil’s desktop”/v);
});

test('the selection stays with a person whose new name has another place, also when it was never moved', async t => {
	const ui = await open(t);
	await ui.press('n');
	const [ben, ...others] = people;
	ui.engine.setState({people: [...others, {...ben, name: 'Zoe'}]});
	await ui.press('escape');
	assert.match(ui.frame(), /▌ {2}Zoe /v);
	await ui.press('x');
	assert.match(ui.frame(), /Forget Zoe\?/v);
});

test('people are named, blocked and forgotten', async t => {
	const ui = await open(t);
	await ui.press('n', '!', 'enter');
	assert.deepEqual(ui.engine.calls, [['namePeer', peerKeys.ben, '!']]);
	await ui.press('b', 'down', 'down', 'down', 'b');
	assert.deepEqual(ui.engine.calls.slice(1), [['blockContact', peerKeys.ben, true], ['blockContact', peerKeys.fay, false]]);
	await ui.press('home', 'x');
	assert.match(ui.frame(), /Forget Ben\?/v);
	await ui.press('enter', 'y');
	assert.deepEqual(ui.engine.calls.slice(3), [['removeContact', peerKeys.ben]]);
	await ui.press('end', 'x');
	assert.match(ui.frame(), /Only contacts are remembered\./v);
});

test('a filter shows only who is meant', async t => {
	const ui = await open(t);
	await ui.press('/', 'd', 'o', 'r', 'enter');
	assert.match(ui.frame(), /Dora/v);
	assert.doesNotMatch(ui.frame(), /Ben/v);
	await ui.press('escape');
	assert.match(ui.frame(), /Ben/v);
	await ui.press('escape');
	assert.match(ui.frame(), /Nothing is shared/v);
});

test('a contact is added by a key that is typed, or pasted where people are seen', async t => {
	const ui = await open(t);
	await ui.paste(`  ${peerKeys.dora.slice(0, 40)}\n${peerKeys.dora.slice(40)}\n`);
	assert.match(ui.frame(), /Add a contact/v);
	await ui.press('D', 'o', 'enter');
	assert.deepEqual(ui.engine.calls, [['addContact', peerKeys.dora, 'Do']]);
	assert.match(ui.frame(), /Added\. Give them your own key, too/v);
	await ui.press('a');
	await ui.paste(peerKeys.fay.toUpperCase());
	await ui.press('enter', 'F', 'enter');
	assert.deepEqual(ui.engine.calls.slice(1), [['addContact', peerKeys.fay.toUpperCase(), 'F']]);
});

test('what is no key is told with what one looks like, and stays to be corrected', async t => {
	const ui = await open(t, {people}, {
		async addContact() {
			throw new ExpectedError('usage', 'That is no public key.', {hint: 'It has 64 hexadecimal digits.'});
		},
	});
	await ui.press('a', 'x', 'tab', 'E', 'enter');
	assert.match(ui.frame(), /✗ That is no public key\.\s+.*\s+.*It has 64 hexadecimal digits\./v);
	assert.match(ui.frame(), /Key +x/v);
});

test('the own name and the word on the local network are kept when they have changed', async t => {
	const ui = await open(t, {people, ownName: 'Ada', lanOffers: true});
	await ui.press('e', '2', 'tab', 'space', 'enter');
	assert.deepEqual(ui.engine.calls, [['setOwnName', 'Ada2'], ['setLanOffers', false]]);
	await ui.press('e', 'enter');
	assert.equal(ui.engine.calls.length, 2);
});

test('every size is filled, whatever peers call themselves', async t => {
	const strange = people.map(person => ({...person, toldName: `\u{1B}[2J\u{202E}星${'long '.repeat(60)}`}));
	const ui = await open(t, {people: strange});
	for (const [columns, rows] of [[40, 12], [60, 17], [80, 24], [200, 60]] as const) {
		await ui.resize(columns, rows);
		assert.equal(ui.lines().length, rows - 1, `${columns}×${rows}`);
		assert.ok(!ui.frame().includes('\u{202E}'));
		assert.match(ui.lines().at(-1)!, /\? help$/v);
	}
});
