import assert from 'node:assert/strict';
import test from 'node:test';
import type {FileRow, PeerView} from '../../../source/app/engine-state.ts';
import type {Engine} from '../../../source/app/engine.ts';
import {Root} from '../../../source/ui/root.tsx';
import {
	fakeEngine, sampleShare, sampleShares, sampleTime,
} from '../../helpers/fake-engine.ts';
import {renderUi} from '../../helpers/render-ui.tsx';

const row = (path: string, change: Partial<FileRow> = {}): FileRow => ({
	path, name: path.slice(path.lastIndexOf('/') + 1), kind: 'file', size: 1000, received: 0, state: 'waiting', ...change,
});

const peer = (key: string, change: Partial<PeerView> = {}): PeerView => ({
	peer: key.repeat(64), address: '192.0.2.7:4100', route: 'udp', complete: 1, upload: 0, download: 0, history: [], roundTrip: 12,
	isDelivered: false, isSatisfied: false, since: sampleTime - 60_000, isChosen: false, isBlocked: false, ...change,
});

/** Directories with so many entries each, of which the first two are directories. */
function bigTree(entries: number): {readonly answers: Partial<Engine>; readonly asked: Array<readonly [directory: string, after: string | undefined]>} {
	const asked: Array<readonly [string, string | undefined]> = [];
	return {
		asked,
		answers: {
			async files(_, directory, {after, most}) {
				asked.push([directory, after]);
				const from = after === undefined ? 0 : Number(after.slice(-7)) + 1;
				return Array.from({length: Math.min(most, entries - from)}, (_, index) => {
					const number = from + index;
					const name = `${number < 2 ? 'd' : 'f'}${String(number).padStart(7, '0')}`;
					return row(directory === '' ? name : `${directory}/${name}`, number < 2 ? {kind: 'directory', size: undefined} : {});
				});
			},
		},
	};
}

test('a million files open at once, and only pages that are seen are read', async t => {
	const {answers, asked} = bigTree(1_000_000);
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares: [sampleShares.complete]}, answers)});
	await ui.press('enter');
	assert.match(ui.frame(), /▌▸ d0000000\//v);
	assert.deepEqual(asked, [['', undefined]]);
	await ui.press('enter', 'down', 'enter');
	assert.match(ui.frame(), /^ ▾ d0000000\/[^\n]*\n▌ {2}▾ d0000000\/[^\n]*\n {5}▸ d0000000\//mv);
	assert.deepEqual(asked.slice(1), [['d0000000', undefined], ['d0000000/d0000000', undefined]]);
	await ui.press('left', 'left', 'left');
	assert.match(ui.frame(), /▌▸ d0000000\/[^\n]*\n ▸ d0000001\//v);
	await ui.press('end');
	await ui.press('end');
	assert.match(ui.frame(), /f0000511/v);
	assert.deepEqual(asked.slice(3).map(([directory]) => directory), ['', '']);
});

test('the right arrow opens a folder and leaves it open, and Enter closes it again', async t => {
	const {answers} = bigTree(3);
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares: [sampleShares.complete]}, answers)});
	await ui.press('enter', 'right', 'right');
	assert.match(ui.frame(), /▌▾ d0000000\//v);
	await ui.press('enter');
	assert.match(ui.frame(), /▌▸ d0000000\//v);
});

test('while files arrive, the ones that are seen are looked at each second', async t => {
	let received = 0;
	const engine = fakeEngine({shares: [sampleShares.receiving]}, {
		async files() {
			return [row('a', {state: 'receiving', received})];
		},
	});
	const ui = await renderUi(t, <Root/>, {engine});
	await ui.press('enter');
	received = 500;
	await ui.passTime(1000);
	assert.match(ui.frame(), /↓ receiving {4}50 %/v);
});

test('files that can not be read are asked for again, and not all the time', async t => {
	let asked = 0;
	const engine = fakeEngine({shares: [sampleShares.receiving]}, {
		async files() {
			asked++;
			if (asked === 1) {
				throw new Error('The index is damaged.');
			}

			return [row('found')];
		},
	});
	const ui = await renderUi(t, <Root/>, {engine});
	await ui.press('enter', 'down', 'up');
	assert.match(ui.frame(), /The index is damaged\./v);
	assert.equal(asked, 1);
	await ui.passTime(1000);
	assert.match(ui.frame(), /▌ {2}found/v);
});

test('a search shows what it finds as paths, and problems alone on request', async t => {
	const searched: Array<readonly [string, boolean]> = [];
	const engine = fakeEngine({shares: [sampleShares.receiving]}, {
		async * search(_, text, {onlyProblems}) {
			searched.push([text, onlyProblems]);
			yield [row('deep/down/picture.jpg')];
			yield [row('picture.png', {state: 'problem', problem: 'It is not what the sharer said.'})];
		},
	});
	const ui = await renderUi(t, <Root/>, {engine});
	await ui.press('enter', '/', 'p', 'i', 'down');
	assert.match(ui.frame(), /▌ {2}picture\.png +✗ problem/v);
	assert.match(ui.frame(), /2 matches {3}picture\.png: It is not what the sharer said\./v);
	await ui.press('enter', 'o');
	assert.deepEqual(searched, [['p', false], ['pi', false], ['pi', true]]);
	assert.match(ui.lines().at(-1)!, /^Esc show all/v);
	await ui.press('2');
	assert.match(ui.lines().at(-1)!, /^Esc back/v);
	await ui.press('1', 'escape');
	assert.match(ui.lines().at(-1)!, /^Esc back/v);
	assert.match(ui.frame(), /No files are known yet|1 Files/v);
	await ui.press('escape');
	assert.match(ui.frame(), /PROGRESS/v);
});

test('peers are chosen, blocked and told apart by their names', async t => {
	let peers = [peer('a'), peer('b', {route: 'relayed', isDelivered: true})];
	const engine = fakeEngine({shares: [sampleShares.serving], peerNames: {['b'.repeat(64)]: 'Grace'}}, {
		peers: () => peers,
		async choosePeer(_, key, isChosen) {
			peers = peers.map(each => each.peer === key ? {...each, isChosen} : each);
		},
	});
	const ui = await renderUi(t, <Root/>, {engine, columns: 100});
	await ui.press('enter', 'tab');
	assert.match(ui.frame(), /Exchanging with all of them/v);
	assert.match(ui.frame(), /Grace +relayed +100 % .*✓ has all/v);
	assert.match(ui.lines().at(-1)!, /b block/v);
	await ui.press('j', 'space', 'b');
	assert.match(ui.frame(), /▌◉ Grace/v);
	assert.match(ui.frame(), /Exchanging only with the chosen one\./v);
	assert.deepEqual(engine.calls, [['blockPeer', 'serving', 'b'.repeat(64), true]]);
});

test('a peer that was blocked and is away is told so, and how to let it come back', async t => {
	const away = peer('b', {
		since: 0, address: '', complete: 0, isBlocked: true,
	});
	for (const columns of [80, 130]) {
		const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares: [{...sampleShares.serving, peers: 0}]}, {peers: () => [away]}), columns});
		await ui.press('enter', '2');
		assert.match(ui.frame(), /▌ {2}bbbbbbbb… +away .*✗ blocked/v);
		assert.match(ui.frame(), /^not connected/mv);
		assert.doesNotMatch(ui.frame(), /connected for|direct|0 %|\d+y/v);
		assert.match(ui.lines().at(-1)!, /b unblock/v);
	}
});

test('a peer that asks is told of in the list, on its share and in the footer', async t => {
	const share = {...sampleShares.serving, requests: [{peer: 'c'.repeat(64), address: '192.0.2.9:1', since: sampleTime}]};
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares: [share]})});
	assert.match(ui.frame(), /\? peer asks/v);
	assert.match(ui.lines().at(-1)!, /^a answer/v);
	await ui.press('enter', '2');
	assert.match(ui.frame(), /1 peer asks to have it\. Press a to answer\./v);
});

test('of what has happened the newest comes first, and the selected one as a whole', async t => {
	const activity = [
		{time: sampleTime - 2000, level: 'info', text: 'It was opened.'},
		{
			time: sampleTime - 1000, level: 'bad', text: `The file ${'long '.repeat(20)}has changed.`, hint: 'Close the program that writes it.',
		},
	] as const;
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares: [sampleShare({activity})]})});
	await ui.press('enter', '4');
	assert.match(ui.frame(), /▌\d\d:\d\d:\d\d {2}✗ The file.*\n.*· It was opened\./v);
	assert.match(ui.frame(), /has changed\. Close the\sprogram that writes it\./v);
	await ui.press('down');
	assert.doesNotMatch(ui.frame(), /Close the program/v);
});

test('the key stands alone in its line', async t => {
	const ui = await renderUi(t, <Root/>, {engine: fakeEngine({shares: [sampleShares.complete]})});
	await ui.press('enter');
	assert.ok(ui.lines().includes(sampleShares.complete.key));
});
