import assert from 'node:assert/strict';
import test from 'node:test';
import {LimitsDialog} from '../../../source/ui/dialogs/limits-dialog.tsx';
import {emptyState, fakeEngine} from '../../helpers/fake-engine.ts';
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

test('what is no size is told and not set', async t => {
	const engine = fakeEngine();
	const ui = await renderUi(t, <LimitsDialog onClose={() => undefined}/>, {engine});
	await ui.press('fast', 'enter');
	assert.match(ui.frame(), /This is no size\./v);
	assert.deepEqual(engine.calls, []);
});
