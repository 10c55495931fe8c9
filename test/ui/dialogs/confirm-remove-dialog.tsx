import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import type {ShareState} from '../../../source/app/engine-state.ts';
import {ConfirmRemoveDialog} from '../../../source/ui/dialogs/confirm-remove-dialog.tsx';
import {fakeEngine, sampleShares} from '../../helpers/fake-engine.ts';
import {recordNavigation} from '../../helpers/recorded-navigation.tsx';
import {renderUi} from '../../helpers/render-ui.tsx';

async function open(t: TestContext, share: ShareState) {
	const engine = fakeEngine({shares: [share]});
	const {gone, wrap, onClose} = recordNavigation();
	return {engine, gone, ui: await renderUi(t, wrap(<ConfirmRemoveDialog id={share.id} onClose={onClose}/>), {engine})};
}

test('a share is forgotten only after y, and that files stay is said before', async t => {
	const {engine, gone, ui} = await open(t, sampleShares.serving);
	assert.match(ui.frame(), /Remove talk\.mp4\?/v);
	assert.match(ui.frame(), /Your files stay as they are/v);
	await ui.press('enter');
	assert.deepEqual(engine.calls, []);
	await ui.press('y');
	assert.deepEqual(engine.calls, [['remove', 'serving']]);
	assert.deepEqual(gone, [['pop']]);
	assert.equal(ui.services.messages.latest()?.text, 'talk.mp4 is forgotten.');
});

test('an offer is declined', async t => {
	const {engine, ui} = await open(t, sampleShares.offered);
	assert.match(ui.frame(), /Decline Field recordings\?/v);
	await ui.press('y');
	assert.deepEqual(engine.calls, [['answerOffer', 'offered', undefined]]);
});

test('n and Escape keep it', async t => {
	const {engine, gone, ui} = await open(t, sampleShares.serving);
	await ui.press('n', 'escape');
	assert.deepEqual(gone, [['pop'], ['pop']]);
	assert.deepEqual(engine.calls, []);
});
