import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import type {EngineState} from '../../../source/app/engine-state.ts';
import type {Engine} from '../../../source/app/engine.ts';
import {ExpectedError} from '../../../source/base/errors.ts';
import {Root} from '../../../source/ui/root.tsx';
import {
	fakeEngine, sampleShare, sampleShares,
} from '../../helpers/fake-engine.ts';
import {renderUi} from '../../helpers/render-ui.tsx';
import {stagedPeople} from '../../helpers/staged-people.ts';

const {people, peerOffers} = stagedPeople;
const known = {people, peerOffers};

async function open(t: TestContext, state: Partial<EngineState> = known, answers: Partial<Engine> = {}) {
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine(state, answers)});
	await ui.press('i');
	return ui;
}

test('offers are counted where the shares are, and who has none is told so', async t => {
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({...known, shares: [sampleShares.serving]})});
	assert.match(ui.lines()[0]!, /1 share, 2 offers/v);
	assert.match(ui.lines().at(-1)!, /^s share {3}g get {3}i 2 offers/v);
	const none = await open(t, {});
	assert.match(none.frame(), /Nobody has offered you anything\./v);
});

test('an offer that comes is told of once, with the key that shows it', async t => {
	const engine = fakeEngine({...known, peerOffers: [peerOffers[0]]});
	const ui = await renderUi(t, <Root/>, {engine});
	assert.doesNotMatch(ui.frame(), /offers you/v);
	engine.setState({peerOffers});
	await ui.waitFor('i shows what c4d8137a… offers you: “talk.mp4”.');
	await ui.passTime(20_000);
	assert.doesNotMatch(ui.frame(), /offers you/v);
});

test('the newest is seen first, with its sender, amount and first paths', async t => {
	const ui = await open(t);
	assert.match(ui.frame(), /“talk\.mp4”: a file, 1 file, 734 MB/v);
	assert.match(ui.frame(), /From c4d8137a… on this LAN, no contact, unverified name “Emil’s desktop”/v);
	await ui.press('down');
	assert.match(ui.frame(), /“Choir scores”: a folder, 214 files, 96 MB/v);
	assert.match(ui.frame(), /From Ben, your contact/v);
	assert.match(ui.frame(), /Bach\/Jesu, meine Freude\.pdf/v);
	assert.match(ui.frame(), /and 209 more/v);
});

test('an accepted one is looked for, and leads on to its files', async t => {
	const ui = await open(t);
	await ui.press('down', 'y');
	assert.deepEqual(ui.engine.calls, [['answerPeerOffer', 'scores', 'accept']]);
	assert.match(ui.frame(), /Looking for it…/v);
	ui.engine.setState({shares: [sampleShare({...sampleShares.offered, id: 'new', name: 'Choir scores'})]});
	await ui.waitFor('Field recordings');
	assert.deepEqual(ui.engine.calls.filter(([name]) => name === 'get'), []);
});

test('one is refused or its sender blocked, and nothing is answered by a key pressed twice', async t => {
	const ui = await open(t);
	await ui.press('n', 'n');
	assert.deepEqual(ui.engine.calls, [['answerPeerOffer', 'talk', 'refuse']]);
	assert.match(ui.frame(), /Refused what c4d8137a… offers\./v);
	await ui.press('i', 'b');
	assert.deepEqual(ui.engine.calls.slice(1), [['answerPeerOffer', 'talk', 'block']]);
});

test('what fails is told in the dialog', async t => {
	const ui = await open(t, known, {
		async answerPeerOffer() {
			throw new ExpectedError('usage', 'That offer is gone.', {hint: 'Ask for it again.'});
		},
	});
	await ui.press('y');
	assert.match(ui.frame(), /✗ That offer is gone\./v);
});
