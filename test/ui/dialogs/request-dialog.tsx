import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {RequestDialog} from '../../../source/ui/dialogs/request-dialog.tsx';
import {fakeEngine, sampleShares, sampleTime} from '../../helpers/fake-engine.ts';
import {recordNavigation} from '../../helpers/recorded-navigation.tsx';
import {renderUi} from '../../helpers/render-ui.tsx';

const [peer, other] = ['1f9a6b24'.repeat(8), 'c0ffee00'.repeat(8)] as const;
const requests = [{peer, address: '192.0.2.7:49152', since: sampleTime - 26_000}, {peer: other, address: '192.0.2.8:1', since: sampleTime}];

async function open(t: TestContext, asking = requests) {
	const engine = fakeEngine({shares: [{...sampleShares.serving, requests: asking}], peerNames: {[peer]: 'Grace'}});
	const {gone, wrap, onClose} = recordNavigation();
	return {engine, gone, ui: await renderUi(t, wrap(<RequestDialog id='serving' peer={peer} onClose={onClose}/>), {engine})};
}

test('the user sees who asks for what, and lets them have it', async t => {
	const {engine, gone, ui} = await open(t, requests.slice(0, 1));
	for (const text of ['Somebody wants to have “talk.mp4”.', 'Grace', peer, '192.0.2.7:49152', '26s']) {
		assert.ok(ui.frame().includes(text), text);
	}

	await ui.press('y');
	assert.deepEqual(engine.calls, [['answerPeer', 'serving', peer, true]]);
	assert.deepEqual(gone, [['pop']]);
});

test('one is refused, and the others go on asking', async t => {
	const {engine, gone, ui} = await open(t);
	assert.match(ui.frame(), /1 other peer asks as well\./v);
	await ui.press('n');
	assert.deepEqual(engine.calls, [['answerPeer', 'serving', peer, false]]);
	assert.deepEqual(gone, [['pop']]);
});

test('who doesn’t ask any more can’t be answered', async t => {
	const {engine, gone, ui} = await open(t, []);
	assert.match(ui.frame(), /It doesn’t ask any more\./v);
	await ui.press('y', 'n', 'escape');
	assert.deepEqual(engine.calls, []);
	assert.deepEqual(gone, [['pop']]);
});
