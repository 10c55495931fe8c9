import assert from 'node:assert/strict';
import test from 'node:test';
import stringWidth from 'string-width';
import {Root} from '../../source/ui/root.tsx';
import {
	emptyState, fakeEngine, sampleShare, sampleShares,
} from '../helpers/fake-engine.ts';
import {renderUi} from '../helpers/render-ui.tsx';

const shares = Object.values(sampleShares);

test('somebody without shares is told what to press', async t => {
	for (const [columns, rows] of [[40, 12], [80, 24], [200, 60]] as const) {
		const ui = await renderUi(t, <Root/>, {columns, rows});
		assert.match(ui.frame(), /s {2}share a folder or files/v);
		assert.match(ui.frame(), /g {2}get what/v);
	}
});

test('every screen fills the terminal but for its last line, at every size and with every share', async t => {
	const engine = fakeEngine({shares});
	const ui = await renderUi(t, <Root/>, {engine});
	for (const [columns, rows] of [[40, 12], [53, 17], [80, 24], [120, 40], [200, 60]] as const) {
		for (const reason of [undefined, 'No node of the DHT answers.']) {
			engine.setState({network: {...emptyState.network, reason}});
			await ui.resize(columns, rows);
			await ui.press('home');
			for (let index = 0; index < 3; index++) {
				for (const key of index === 0 ? ['down'] : ['down', 'enter', '2', '3', '4', '1', 'escape']) {
					await ui.press(key);
					const lines = ui.lines();
					assert.equal(lines.length, rows - 1, `${columns}×${rows} ${key}`);
					assert.ok(lines.every(line => stringWidth(line) <= columns), `${columns}×${rows} ${key}`);
					// Where there is no room for both, the title of what is seen stands in the place of the name.
					assert.match(lines[0]!, columns < 56 ? /^\S.* ↓ 0 B\/s/v : /^ferry /v);
					assert.match(lines.at(-1)!, /\? help$|Esc \S+$/v);
				}
			}
		}
	}
});

test('a terminal that is too small is told in one line, and everything is there again when it grows', async t => {
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares})});
	await ui.press('down', 'down');
	const before = ui.frame();
	await ui.resize(30, 11);
	assert.equal(ui.frame(), 'ferry needs 40×12, not 30×11');
	await ui.press('down', 'x');
	await ui.resize(80, 24);
	assert.equal(ui.frame(), before);
});

test('only the rows that are seen are drawn', async t => {
	const many = Array.from({length: 200}, (_, index) => sampleShare({id: `share ${index}`, name: `Share ${index}`}));
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares: many})});
	assert.equal(ui.lines().filter(line => /^[▌ ]↓ Share/v.test(line)).length, 9);
	await ui.press('end');
	assert.match(ui.frame(), /▌↓ Share 199 /v);
	await ui.press('pageUp');
	assert.match(ui.frame(), /▌↓ Share 191 /v);
});

test('the selection stays with its share when others come and go, and goes to a new one', async t => {
	const engine = fakeEngine({shares: shares.slice(0, 6)});
	const ui = await renderUi(t, <Root/>, {engine});
	await ui.press('j', 'j');
	assert.match(ui.frame(), /▌↓ Thesis/v);
	engine.setState({shares: shares.slice(1, 6)});
	await ui.waitFor('5 shares');
	await ui.settled();
	assert.match(ui.frame(), /▌↓ Thesis/v);
	await ui.press('g');
	engine.setState({shares: [...shares.slice(1, 6), sampleShare({id: 'new', name: 'Just found'})]});
	await ui.settled();
	await ui.press('escape');
	assert.match(ui.frame(), /▌↓ Just found/v);
	engine.setState({
		shares: [...engine.getState().shares, sampleShare({
			id: 'other', name: 'Made elsewhere', status: 'paused',
		})],
	});
	await ui.waitFor('7 shares');
	await ui.settled();
	assert.match(ui.frame(), /▌↓ Just found/v);
});

test('a filter shows what contains a text, while it is typed and after', async t => {
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares})});
	await ui.press('/', 't', 'h', 'e', 's');
	assert.match(ui.frame(), /^\/ thes/mv);
	assert.match(ui.frame(), /▌↓ Thesis/v);
	assert.doesNotMatch(ui.frame(), /Wedding/v);
	await ui.press('enter', 'p');
	assert.deepEqual(ui.engine.calls, [['pause', 'waiting']]);
	assert.match(ui.lines().at(-1)!, /^Esc show all {3}s share/v);
	await ui.press('escape');
	assert.match(ui.frame(), /Wedding/v);
	assert.doesNotMatch(ui.lines().at(-1)!, /Esc/v);
});

test('a key that is pasted anywhere opens the dialog for it, and other text does not', async t => {
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares})});
	await ui.paste('just some text of a mail');
	assert.match(ui.frame(), /There is no key of a share in what was pasted/v);
	assert.match(ui.frame(), /PROGRESS/v);
	await ui.press('down', 'enter');
	await ui.paste(`${sampleShares.waiting.key}\n`);
	assert.doesNotMatch(ui.frame(), /1 Files/v);
	await ui.press('escape');
	assert.match(ui.frame(), /1 Files/v);
});

test('files that are dropped open the dialog that shares them, but never over another one', async t => {
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares})});
	await ui.press('?');
	await ui.paste('/home/ada/My Music');
	assert.doesNotMatch(ui.frame(), /Path/v);
	await ui.press('escape');
	await ui.paste('\'/home/ada/My Music\' /home/ada/notes.txt ');
	assert.match(ui.frame(), /Path {2}'\/home\/ada\/My Music' \/home\/ada\/notes\.txt/v);
	assert.deepEqual(ui.engine.calls.findLast(([name]) => name === 'previewShare'), ['previewShare', ['/home/ada/My Music', '/home/ada/notes.txt']]);
});

test('keys do what they say with the selected share', async t => {
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares: [sampleShares.receiving, sampleShares.paused]})});
	await ui.press('p', 'v', 'down', 'p', 'P', 't', 'c');
	assert.deepEqual(ui.engine.calls, [['pause', 'holiday'], ['verify', 'holiday'], ['resume', 'paused'], ['pause'], ['setTheme', 'light']]);
	assert.equal(ui.controls.length, 1);
	assert.match(ui.frame(), /Key sent to your terminal’s clipboard/v);
	await ui.passTime(20_000);
	assert.doesNotMatch(ui.frame(), /clipboard/v);
});

test('everything is paused while anything runs, and goes on when nothing does', async t => {
	const {receiving, paused, held, finished, failed} = sampleShares;
	const engine = fakeEngine({shares: [paused, receiving, held]});
	const ui = await renderUi(t, <Root/>, {engine});
	await ui.press('P');
	assert.match(ui.frame(), /Everything is paused\. P lets it go on\./v);
	engine.setState({shares: [paused, held, finished, failed]});
	await ui.press('P');
	assert.match(ui.frame(), /Everything goes on\./v);
	assert.deepEqual(engine.calls, [['pause'], ['resume']]);
	await ui.press('?');
	assert.match(ui.frame(), /P +Pause all that runs; when nothing/v);
});

test('what another process holds is only looked at', async t => {
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares: [sampleShares.held]})});
	await ui.press('p', 'x', 'v');
	assert.deepEqual(ui.engine.calls, []);
	assert.match(ui.frame(), /Process 4711 has this share open\./v);
});

test('what fails is told with what to do', async t => {
	const engine = fakeEngine({shares: [sampleShares.receiving]}, {
		async verify() {
			throw new Error('Something about ferry1qqqqqqqqqqqqqqqqqqqqqqqqqqqq');
		},
	});
	const ui = await renderUi(t, <Root/>, {engine});
	await ui.press('v');
	assert.match(ui.frame(), /✗ Something about ferry1qq…/v);
});

test('when verifying has ended, it is told how', async t => {
	const engine = fakeEngine({shares: [sampleShares.complete]}, {verify: async () => ({files: 904, bytes: 2_800_000_000, differences: 0})});
	const ui = await renderUi(t, <Root/>, {engine});
	await ui.press('v');
	assert.match(ui.frame(), /✓ Wedding is verified: 904 files, 2\.8 GB, all as it should be\./v);
});

test('q asks while something is running, and leaves at once when nothing is', async t => {
	const engine = fakeEngine({shares: [sampleShares.paused, sampleShares.serving]});
	const ui = await renderUi(t, <Root/>, {engine});
	await ui.press('q');
	assert.match(ui.frame(), /Quit ferry\?/v);
	assert.equal(ui.asked.quit, 0);
	await ui.press('escape');
	engine.setState({shares: [sampleShares.paused, sampleShares.held, sampleShares.failed]});
	await ui.waitFor('3 shares');
	await ui.press('q');
	assert.equal(ui.asked.quit, 1);
});

test('Ctrl-C quits and Ctrl-Z suspends, whatever is seen', async t => {
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares})});
	await ui.press('/', 'ctrl+c', 'ctrl+z');
	assert.deepEqual(ui.asked, {quit: 1, suspend: 1});
});

test('a share that is gone takes its screen along', async t => {
	const engine = fakeEngine({shares: [sampleShares.receiving, sampleShares.paused]});
	const ui = await renderUi(t, <Root/>, {engine});
	await ui.press('enter', '4');
	assert.match(ui.frame(), /Nothing has happened yet/v);
	engine.setState({shares: [sampleShares.paused]});
	await ui.waitFor('PROGRESS');
});

test('without colours and signs everything can still be told apart', async t => {
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares: shares.slice(0, 9)}), environment: {NO_COLOR: '1', TERM: 'linux'}});
	await ui.press('down', 'down');
	assert.match(ui.frame(), /^>v Thesis +o waiting +#-+ +21 %/mv);
	assert.match(ui.frame(), /^ v Holiday pictures +v receiving +#+-+ +45 %/mv);
});

test('nothing listens any more when a screen is gone', async t => {
	const engine = fakeEngine({shares});
	const ui = await renderUi(t, <Root/>, {engine});
	const before = engine.listeners();
	await ui.press('enter', '2', '3', '4', 'escape');
	assert.equal(engine.listeners(), before);
});
