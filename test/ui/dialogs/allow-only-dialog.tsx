import assert from 'node:assert/strict';
import test from 'node:test';
import {Root} from '../../../source/ui/root.tsx';
import {fakeEngine, sampleShares} from '../../helpers/fake-engine.ts';
import {renderUi} from '../../helpers/render-ui.tsx';
import {peerKeys, stagedPeople} from '../../helpers/staged-people.ts';

const {people} = stagedPeople;
const peerNames = {[peerKeys.ben]: 'Ben', [peerKeys.dora]: 'Dora'};

test('who is picked may have a share, and nobody else; its details and its peers say so', async t => {
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({people, peerNames, shares: [sampleShares.serving]})});
	await ui.press('A');
	assert.match(ui.frame(), /Who may have talk\.mp4/v);
	assert.match(ui.frame(), /With nobody picked, whoever has its key may have it\./v);
	await ui.press('space');
	assert.match(ui.frame(), /▌◉ Ben/v);
	assert.match(ui.frame(), /Others see a peer that doesn’t have it/v);
	await ui.press('enter');
	assert.deepEqual(ui.engine.calls, [['allowOnly', 'serving', [peerKeys.ben]]]);
	assert.match(ui.frame(), /Only Ben may have it\./v);
	ui.engine.setState({shares: [{...sampleShares.serving, onlyAllowed: [peerKeys.ben, peerKeys.dora]}]});
	await ui.waitFor('2 peers may have it');
	await ui.press('enter', '2');
	assert.match(ui.frame(), /Only Ben and Dora may have it\./v);
});

test('those who are allowed are picked, also whom nobody knows, and with nobody picked everybody may have it again', async t => {
	const stranger = '77'.repeat(32);
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({people, peerNames, shares: [{...sampleShares.serving, onlyAllowed: [peerKeys.ben, stranger]}]})});
	await ui.press('A');
	assert.match(ui.frame(), /▌◉ Ben/v);
	assert.match(ui.frame(), /◉ 77777777…/v);
	await ui.press('space', 'end', 'space', 'enter');
	assert.deepEqual(ui.engine.calls, [['allowOnly', 'serving', undefined]]);
	assert.match(ui.frame(), /Whoever has its key may have it\./v);
});

test('only who shares something says who may have it, and who knows nobody is told what to do', async t => {
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares: [sampleShares.receiving, sampleShares.serving]})});
	await ui.press('A');
	assert.match(ui.frame(), /said where it is shared from/v);
	await ui.press('down', 'A');
	assert.match(ui.frame(), /You know nobody yet/v);
});
