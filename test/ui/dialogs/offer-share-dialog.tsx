import assert from 'node:assert/strict';
import test from 'node:test';
import {Root} from '../../../source/ui/root.tsx';
import {fakeEngine, sampleShares} from '../../helpers/fake-engine.ts';
import {renderUi} from '../../helpers/render-ui.tsx';
import {peerKeys, stagedPeople} from '../../helpers/staged-people.ts';

const {people, sentOffers} = stagedPeople;
const peerNames = {[peerKeys.ben]: 'Ben', [peerKeys.dora]: 'Dora'};

test('a share is offered to those who are picked, and to nobody who is blocked', async t => {
	const ui = await renderUi(t, <Root/>, {
		engine: fakeEngine({
			people, sentOffers, peerNames, shares: [sampleShares.serving],
		}),
	});
	await ui.press('O');
	assert.match(ui.frame(), /Offer talk\.mp4/v);
	assert.match(ui.frame(), /▌○ Ben +● online +accepted/v);
	assert.match(ui.frame(), /○ Dora +○ away +waits for them/v);
	assert.doesNotMatch(ui.frame(), /91b7ee3d/v);
	await ui.press('enter');
	assert.deepEqual(ui.engine.calls, []);
	await ui.press('space', 'down', 'space', 'down', 'space', 'up', 'space', 'enter');
	assert.deepEqual(ui.engine.calls, [['offerShare', 'serving', [peerKeys.ben, peerKeys.dora]]]);
	assert.match(ui.frame(), /Offered to Ben and Dora\. The Peers tab of the share shows the answer\./v);
	await ui.press('enter', '2');
	assert.match(ui.frame(), /Offered to Ben \(accepted\), Dora \(waits for them\)\./v);
});

test('only what is shared from here is offered, and who knows nobody is told what to do', async t => {
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares: [sampleShares.receiving, sampleShares.serving]})});
	await ui.press('O');
	assert.match(ui.frame(), /Only what is shared from here can be offered/v);
	await ui.press('down', 'O');
	assert.match(ui.frame(), /You know nobody yet\. Close this, and press w/v);
});

test('people are picked first, and then what they are offered', async t => {
	const ui = await renderUi(t, <Root/>, {
		engine: fakeEngine({
			people, peerNames, shares: [sampleShares.receiving, sampleShares.held, sampleShares.serving],
		}),
	});
	await ui.press('w', 'space', 'down', 'down', 'space', 'o');
	assert.match(ui.frame(), /Offer to Ben and Dora/v);
	assert.match(ui.frame(), /▌ talk\.mp4 +1 file, 734 MB/v);
	await ui.press('enter');
	assert.deepEqual(ui.engine.calls, [['offerShare', 'serving', [peerKeys.ben, peerKeys.dora]]]);
	await ui.press('space', 'o', 'enter');
	assert.deepEqual(ui.engine.calls.slice(1), [['offerShare', 'serving', [peerKeys.ben]]]);
});

test('something else is shared first, and then offered', async t => {
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({people, peerNames})});
	await ui.press('w', 'enter', 'enter');
	assert.match(ui.frame(), /Offer files or folders to 1 peer/v);
	await ui.press('/', 's', 'enter');
	ui.engine.setState({shares: [{...sampleShares.serving, id: 'new'}]});
	await ui.waitFor('Nobody is connected');
	await ui.settled();
	assert.deepEqual(ui.engine.calls.at(-1), ['offerShare', 'new', [peerKeys.ben]]);
});
