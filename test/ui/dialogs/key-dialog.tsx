import assert from 'node:assert/strict';
import test from 'node:test';
import {KeyDialog} from '../../../source/ui/dialogs/key-dialog.tsx';
import {qrCode} from '../../../source/ui/qr-code.ts';
import {clipboardText} from '../../helpers/clipboard-text.ts';
import {fakeEngine, sampleShare} from '../../helpers/fake-engine.ts';
import {recordNavigation} from '../../helpers/recorded-navigation.tsx';
import {renderUi} from '../../helpers/render-ui.tsx';

const key = `ferry1${'q'.repeat(52)}abc234`;

test('at 80×24 the whole code is seen, the key on one line below it, and how to close it', async t => {
	const ui = await renderUi(t, <KeyDialog id='holiday' onClose={() => undefined}/>, {engine: fakeEngine({shares: [sampleShare()]})});
	const lines = ui.lines().map(line => line.trim());
	const code = qrCode(key).map(row => row.trim());
	assert.deepEqual(lines.filter(line => code.includes(line) && line !== ''), code.filter(line => line !== ''));
	assert.ok(lines.includes(key));
	assert.match(ui.frame(), /The key of Holiday pictures/v);
	assert.match(lines.at(-1)!, /^c copy key {3}Esc close$/v);
	assert.equal(lines.length, 23);
});

test('where there is no room for the code, the key is whole, and that is said', async t => {
	for (const [columns, rows] of [[40, 12], [80, 23], [63, 60]] as const) {
		const ui = await renderUi(t, <KeyDialog id='holiday' onClose={() => undefined}/>, {engine: fakeEngine({shares: [sampleShare()]}), columns, rows});
		assert.match(ui.frame(), /too small for the QR/v);
		assert.ok(ui.frame().replaceAll(/[\s│]/gv, '').includes(key), `${columns}×${rows}`);
	}
});

test('the key is copied, and Escape, q and the key that opened it close', async t => {
	const {gone, wrap, onClose} = recordNavigation();
	const ui = await renderUi(t, wrap(<KeyDialog id='holiday' onClose={onClose}/>), {engine: fakeEngine({shares: [sampleShare()]})});
	await ui.press('c');
	assert.deepEqual(ui.controls.map(control => clipboardText(control)), [key]);
	assert.match(ui.frame(), /✓ Key sent to your terminal’s clipboard/v);
	await ui.press('escape', 'q', 'r');
	assert.deepEqual(gone, [['pop'], ['pop'], ['pop']]);
});

test('a share without a key says so, and shows it as soon as it is there', async t => {
	const engine = fakeEngine({shares: [sampleShare({key: ''})]});
	const ui = await renderUi(t, <KeyDialog id='holiday' onClose={() => undefined}/>, {engine});
	assert.match(ui.frame(), /It has no key yet\./v);
	engine.setState({shares: [sampleShare()]});
	await ui.settled();
	assert.ok(ui.frame().includes(key));
});
