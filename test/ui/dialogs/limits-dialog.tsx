import assert from 'node:assert/strict';
import test from 'node:test';
import {LimitsDialog} from '../../../source/ui/dialogs/limits-dialog.tsx';
import {emptyState, fakeEngine, sampleShares} from '../../helpers/fake-engine.ts';
import {recordNavigation} from '../../helpers/recorded-navigation.tsx';
import {renderUi} from '../../helpers/render-ui.tsx';

test('limits are typed, understood and set', async t => {
	const engine = fakeEngine({limits: {upload: 2_000_000, download: undefined}, network: {...emptyState.network, upload: 1_900_000}});
	const {gone, wrap, onClose} = recordNavigation();
	const ui = await renderUi(t, wrap(<LimitsDialog onClose={onClose}/>), {engine});
	assert.match(ui.frame(), /Upload {4}2 MB .*\n.*at most 2 MB\/s +now 1\.9 MB\/s/v);
	await ui.press('ctrl+u', 'tab', '500k');
	assert.match(ui.frame(), /Upload {4}as fast as it goes.*\n.*no limit/v);
	assert.match(ui.frame(), /Download {2}500k.*\n.*at most 500 kB\/s/v);
	await ui.press('enter');
	assert.deepEqual(engine.calls, [['setLimits', {upload: undefined, download: 500_000}]]);
	assert.deepEqual(gone, [['pop']]);
});

test('the longest limit and the longest speed stand side by side in the smallest terminal', async t => {
	const engine = fakeEngine({limits: {upload: 12_300_000, download: 1_230_000}, network: {...emptyState.network, upload: 98_700_000, download: 1_230_000}});
	const ui = await renderUi(t, <LimitsDialog onClose={() => undefined}/>, {engine, columns: 40, rows: 12});
	assert.match(ui.frame(), /at most 12\.3 MB\/s +now 98\.7 MB\/s\n/v);
	assert.match(ui.frame(), /at most 1\.23 MB\/s +now 1\.23 MB\/s\n/v);
});

test('the selected share can have limits of its own', async t => {
	const share = {...sampleShares.serving, limits: {upload: undefined, download: 5000}};
	const engine = fakeEngine({shares: [share]});
	const {gone, wrap, onClose} = recordNavigation();
	const ui = await renderUi(t, wrap(<LimitsDialog id={share.id} onClose={onClose}/>), {engine});
	assert.match(ui.frame(), /For +everything/v);
	await ui.press('shift+tab', 'space');
	assert.match(ui.frame(), new RegExp(String.raw`For +${share.name}`, 'v'));
	assert.match(ui.frame(), /Download +5 kB/v);
	assert.doesNotMatch(ui.frame(), /local network/v);
	await ui.press('tab', '1MB', 'enter');
	assert.deepEqual(engine.calls, [['limitShare', share.id, {upload: 1_000_000, download: 5000}]]);
	assert.deepEqual(gone, [['pop']]);
});

test('limits need not hold in the local network', async t => {
	const engine = fakeEngine();
	const ui = await renderUi(t, <LimitsDialog onClose={() => undefined}/>, {engine});
	await ui.press('shift+tab', 'space', 'enter');
	assert.deepEqual(engine.calls, [['setLimits', {upload: undefined, download: undefined, exceptLan: true}]]);
});

test('what is no size is told and not set', async t => {
	const engine = fakeEngine();
	const ui = await renderUi(t, <LimitsDialog onClose={() => undefined}/>, {engine});
	await ui.press('fast', 'enter');
	assert.match(ui.frame(), /This is no size\./v);
	assert.deepEqual(engine.calls, []);
});
