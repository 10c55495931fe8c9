import assert from 'node:assert/strict';
import test from 'node:test';
import {HelpDialog} from '../../../source/ui/dialogs/help-dialog.tsx';
import {recordNavigation} from '../../helpers/recorded-navigation.tsx';
import {renderUi} from '../../helpers/render-ui.tsx';

test('help that is higher than the screen is scrolled to its end and back', async t => {
	const ui = await renderUi(t, <HelpDialog onClose={() => undefined}/>);
	assert.match(ui.frame(), /s {11}Share files or folders\./v);
	assert.doesNotMatch(ui.frame(), /Ctrl-Z/v);
	assert.match(ui.lines().at(-1)!, /PgDn page down {3}Esc close/v);
	const seen = [ui.frame()];
	for (let page = 0; page < 9; page++) {
		await ui.press('pageDown');
		seen.push(ui.frame());
	}

	assert.match(seen.at(-1)!, /Ctrl-Z/v);
	assert.equal(seen.at(-1), seen.at(-2), 'it ends at its end');
	await ui.press('k', 'home');
	assert.equal(ui.frame(), seen[0]);
});

test('help that fits is there as a whole', async t => {
	const ui = await renderUi(t, <HelpDialog onClose={() => undefined}/>, {columns: 200, rows: 60});
	assert.match(ui.frame(), /Share files or folders\./v);
	assert.match(ui.frame(), /Ctrl-Z/v);
	assert.doesNotMatch(ui.frame(), / lines/v);
	assert.equal(ui.lines().at(-1), 'Esc close');
});

test('the key that opened it, q and Escape close it', async t => {
	const {gone, wrap, onClose} = recordNavigation();
	const ui = await renderUi(t, wrap(<HelpDialog onClose={onClose}/>));
	await ui.press('?', 'q', 'escape');
	assert.deepEqual(gone, [['pop'], ['pop'], ['pop']]);
});

test('who has it read out hears one key after the other, also on a wide screen', async t => {
	const ui = await renderUi(t, <HelpDialog onClose={() => undefined}/>, {columns: 160, rows: 100, environment: {INK_SCREEN_READER: 'true'}});
	const lines = ui.lines();
	const titles = lines.filter(line => /^(?:Shares|A share|Move|An opened share|Its files|Peers|Dialogs|Everywhere)$/v.test(line.trim()));
	assert.equal(titles.length, 8, ui.frame());
});
