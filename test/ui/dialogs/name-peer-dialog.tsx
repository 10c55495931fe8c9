import assert from 'node:assert/strict';
import test from 'node:test';
import {NamePeerDialog} from '../../../source/ui/dialogs/name-peer-dialog.tsx';
import {fakeEngine} from '../../helpers/fake-engine.ts';
import {recordNavigation} from '../../helpers/recorded-navigation.tsx';
import {renderUi} from '../../helpers/render-ui.tsx';

const peer = '1f9a6b24'.repeat(8);

test('a peer gets a name, and without a name it has none again', async t => {
	for (const [keys, name] of [[['ctrl+u', 'Ada', 'space'], 'Ada'], [['ctrl+u'], '']] as const) {
		const engine = fakeEngine({peerNames: {[peer]: 'Grace'}});
		const {gone, wrap, onClose} = recordNavigation();
		const ui = await renderUi(t, wrap(<NamePeerDialog peer={peer} onClose={onClose}/>), {engine});
		assert.ok(ui.frame().includes(peer));
		assert.match(ui.frame(), /Name {2}Grace/v);
		await ui.press(...keys, 'enter');
		assert.deepEqual(engine.calls, [['namePeer', peer, name]]);
		assert.deepEqual(gone, [['pop']]);
	}
});

test('it is told what Enter does', async t => {
	for (const [before, keys, hint] of [[undefined, [], 'leave it'], ['Grace', ['ctrl+u'], 'take it away'], [undefined, ['Ada'], 'name it']] as const) {
		const ui = await renderUi(t, <NamePeerDialog peer={peer} onClose={() => undefined}/>, {engine: fakeEngine({peerNames: before === undefined ? {} : {[peer]: before}})});
		await ui.press(...keys);
		assert.equal(ui.lines().at(-1), `Enter ${hint}   Esc cancel`);
	}
});
