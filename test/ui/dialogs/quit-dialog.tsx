import assert from 'node:assert/strict';
import test from 'node:test';
import type {PeerView} from '../../../source/app/engine-state.ts';
import {QuitDialog} from '../../../source/ui/dialogs/quit-dialog.tsx';
import {fakeEngine, sampleShares} from '../../helpers/fake-engine.ts';
import {recordNavigation} from '../../helpers/recorded-navigation.tsx';
import {renderUi} from '../../helpers/render-ui.tsx';

test('who quits is told what is running and that it goes on, and can stay', async t => {
	const {gone, wrap, onClose} = recordNavigation();
	const ui = await renderUi(t, wrap(<QuitDialog onClose={onClose}/>), {engine: fakeEngine({shares: [sampleShares.receiving]})});
	assert.match(ui.frame(), /1 share is being received, 1m 4s left\./v);
	assert.match(ui.frame(), /It all goes on the next time/v);
	await ui.press('n', 'escape');
	assert.deepEqual([gone, ui.asked.quit], [[['pop'], ['pop']], 0]);
	await ui.press('y', 'enter', 'q');
	assert.equal(ui.asked.quit, 3);
});

function connectedPeer(peer: string): PeerView {
	return {
		peer, address: '192.0.2.1:4000', route: 'tcp', complete: 1, upload: 0, download: 0, history: [], roundTrip: 1, since: 1,
		isDelivered: false, isSatisfied: false, isChosen: false, isBlocked: false,
	};
}

test('when nothing is running, that is said', async t => {
	const ui = await renderUi(t, <QuitDialog onClose={() => undefined}/>, {columns: 40, rows: 12});
	assert.match(ui.frame(), /Nothing is running\./v);
	assert.doesNotMatch(ui.frame(), /goes on/v);
});

test('in a small terminal less is said of what is running, but still what becomes of it, and what to press', async t => {
	const ui = await renderUi(t, <QuitDialog onClose={() => undefined}/>, {engine: fakeEngine({shares: Object.values(sampleShares)}), columns: 40, rows: 12});
	assert.match(ui.frame(), /1 share is being received.*other shares are running\.\n.*forgotten.*\nAll else goes on the next time\.\n *y quit {3}n stay\n/sv);
});

test('a peer that is there for several shares is counted once', async t => {
	const {receiving, serving} = sampleShares;
	const engine = fakeEngine({shares: [receiving, serving]}, {peers: id => (id === serving.id ? ['a', 'b'] : ['b', 'c']).map(peer => connectedPeer(peer))});
	const ui = await renderUi(t, <QuitDialog onClose={() => undefined}/>, {engine});
	assert.match(ui.frame(), /3 peers are connected\./v);
});
