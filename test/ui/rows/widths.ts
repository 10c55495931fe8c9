import assert from 'node:assert/strict';
import test from 'node:test';
import type {PeerView} from '../../../source/app/engine-state.ts';
import {columnsOf} from '../../../source/ui/fit-text.ts';
import {tabs} from '../../../source/ui/navigation.ts';
import {activityRow} from '../../../source/ui/rows/activity-row.ts';
import {blockMap, cellsFor} from '../../../source/ui/rows/block-map.ts';
import {fileColumns, fileRow} from '../../../source/ui/rows/file-row.ts';
import {differenceRow} from '../../../source/ui/rows/difference-row.ts';
import {headerRow} from '../../../source/ui/rows/header-row.ts';
import {peerColumns, peerHeadings, peerRow} from '../../../source/ui/rows/peer-row.ts';
import {ownLine, personDetails} from '../../../source/ui/rows/person-details.ts';
import {personColumns, personHeadings, personRow} from '../../../source/ui/rows/person-row.ts';
import {shareDetails} from '../../../source/ui/rows/share-details.ts';
import {shareSummary} from '../../../source/ui/rows/share-summary.ts';
import {tabBar} from '../../../source/ui/rows/tab-bar.ts';
import {versionColumns, versionHeadings, versionRow} from '../../../source/ui/rows/version-row.ts';
import {type Spans, textOf} from '../../../source/ui/spans.ts';
import {themeFor} from '../../../source/ui/theme.ts';
import {emptyState, sampleShares, sampleTime} from '../../helpers/fake-engine.ts';

const {glyphs} = themeFor('dark', {});
const widths = [40, 41, 56, 60, 64, 76, 80, 100, 120, 200];
const problem = {code: 'content-gone', message: 'It is not here.', hint: 'Wait.'};
const widthOfLine = (spans: Spans): number => columnsOf(textOf(spans));

/** Names as somebody might choose them who means harm. */
const names = ['plain', '星'.repeat(300), 'עברית', '\u{202E}gpj.exe', 'a\u{301}'.repeat(200), '👍🏽❤️'.repeat(40), '\u{1B}[2J'];

test('the header fills its width and keeps its figures', () => {
	const network = {
		...emptyState.network, status: 'online', upload: 9_600_000, download: 124_300_000, uploadHistory: [1, 2, 3], downloadHistory: [4],
	} as const;
	for (const width of widths) {
		for (const name of names) {
			const spans = headerRow(name, network, {width, glyphs});
			assert.equal(widthOfLine(spans), width, `${name} ${width}`);
			assert.match(textOf(spans), /124 MB\/s.*9\.6 MB\/s.*●/v);
		}
	}

	for (const status of ['closed', 'connecting', 'online', 'unreachable'] as const) {
		assert.match(textOf(headerRow('15 shares', {...network, status}, {width: 80, glyphs})), /^ferry {2}15 shares /v, status);
	}
});

test('a title that has no room gives way to its short form, and is cut only if that has none either', () => {
	const {network} = emptyState;
	const [title, shortTitle] = ['18 shares, 2 offers', '2 offers'];
	const header = (width: number, short?: string): string => textOf(headerRow(title, network, {width, glyphs, shortTitle: short}));
	assert.match(header(80, shortTitle), /^ferry {2}18 shares, 2 offers /v);
	assert.match(header(56, shortTitle), /^ferry {2}2 offers /v);
	assert.match(header(40, shortTitle), /^2 offers /v);
	assert.match(header(40), /^18 sh…fers /v);
	for (const width of widths) {
		assert.equal(columnsOf(header(width, shortTitle)), width);
	}
});

test('details and the summary of a share stay within their room and have the key as a whole, unless a problem needs the room', () => {
	for (const width of widths) {
		for (const share of Object.values(sampleShares)) {
			for (const rows of [3, 8, 30]) {
				const details = shareDetails({...share, name: names[1]!}, {width, rows, glyphs});
				assert.ok(details.length <= rows);
				assert.ok(details.every(line => widthOfLine(line) <= width), `${share.status} ${width}`);
				assert.ok(rows < 30 || width < share.key.length || details.some(line => textOf(line).includes(share.key)), `${share.status} ${width}`);
			}

			const summary = shareSummary(share, {
				width, glyphs, isRoomy: width > 60, hasKey: true,
			});
			assert.ok(summary.every(line => widthOfLine(line) <= width), `${share.status} ${width}`);
			assert.equal(summary.map(line => textOf(line)).join('').includes(share.key), width > 60 || share.problem === undefined);
		}
	}
});

test('the tabs fit, and the line below them is as wide as the screen', () => {
	const share = {peers: 12, requests: [{peer: 'a', address: '', since: 0}]};
	for (const width of widths) {
		for (const tab of tabs) {
			for (const isRoomy of [false, width >= 60]) {
				const [line, rule] = tabBar(tab, share, {width, glyphs, isRoomy});
				assert.ok(widthOfLine(line!) <= width, `${width} ${widthOfLine(line!)}`);
				assert.equal(rule === undefined ? width : widthOfLine(rule), width);
			}
		}
	}
});

test('rows of versions and of what they changed are as wide as their headings, and within the screen', () => {
	const version = {
		version: 12_345, time: sampleTime, files: 1_000_000, bytes: 123_456_789_000, block: 7,
	};
	const amount = {files: 1_000_000, bytes: 123_456_789_000};
	const none = {files: 0, bytes: 0};
	for (const width of widths) {
		const columns = versionColumns(width);
		const headings = widthOfLine(versionHeadings(columns));
		assert.ok(headings <= width, String(width));
		for (const counts of [undefined, problem, {
			added: amount, changed: none, removed: {files: 12_345, bytes: 0}, others: 0,
		}]) {
			const spans = versionRow(version, counts, {
				columns, glyphs, isSelected: true, isHere: true, now: sampleTime,
			});
			assert.equal(widthOfLine(spans), headings, String(width));
			assert.doesNotMatch(textOf(spans), /[.,\d]…/v, String(width));
		}

		for (const path of names) {
			for (const change of ['added', 'changed', 'removed', 'renamed'] as const) {
				const difference = {
					type: 'difference', change, kind: 'file', path, size: 123_456_789, previousSize: 1, previousPath: change === 'renamed' ? path : undefined,
				} as const;
				assert.equal(widthOfLine(differenceRow(difference, {width, glyphs, isSelected: true})), width, `${path} ${width}`);
			}
		}
	}
});

test('rows of files have one width, however deep, long and strange their names are', () => {
	for (const width of widths) {
		for (const name of names) {
			for (const [depth, hasPath, wanted] of [[0, false, undefined], [60, false, 'nothing'], [0, true, undefined]] as const) {
				const row = {
					path: `a/${name}`, name, kind: 'file', size: 123_456_789, received: 1, state: 'receiving',
				} as const;
				const spans = fileRow(row, {
					widthOf: fileColumns(width), glyphs, isSelected: true, depth, isOpen: false, hasPath, wanted,
				});
				assert.equal(widthOfLine(spans), width, `${name} ${width}`);
			}
		}
	}
});

test('rows of peers are as wide as their headings', () => {
	const peer: PeerView = {
		peer: 'a'.repeat(64), address: '192.0.2.7:4100', route: 'relayed', complete: 0.999_99, upload: 1, download: 123_456_789, history: [1, 2], roundTrip: 1234.5,
		isDelivered: true, isSatisfied: false, since: sampleTime - 1e9, isChosen: true, isBlocked: false,
	};
	for (const width of widths) {
		const widthOf = peerColumns(width);
		const headings = widthOfLine(peerHeadings(widthOf));
		assert.ok(headings <= width);
		for (const name of [undefined, ...names]) {
			for (const isBlocked of [true, false]) {
				assert.equal(widthOfLine(peerRow({...peer, isBlocked}, {
					widthOf, glyphs, isSelected: false, name, now: sampleTime,
				})), headings);
			}
		}
	}

	// The usual terminal has room for the last minute, and for more than the start of a name.
	assert.deepEqual((['graph', 'trip', 'delivered', 'since', 'name'] as const).map(id => peerColumns(80)(id)), [6, 5, 9, 0, 13]);
	const text = textOf(peerRow(peer, {
		widthOf: peerColumns(140), glyphs, isSelected: false, name: undefined, now: sampleTime,
	}));
	assert.match(text, /aaaaaaaa….*relayed.*99 %.*123 MB\/s.*1235ms.*✓ has all/v);
});

test('rows of people are as wide as their headings, and what is told below them stays within the screen', () => {
	for (const width of widths) {
		const widthOf = personColumns(width);
		const headings = widthOfLine(personHeadings(widthOf));
		assert.ok(headings <= width);
		for (const name of [undefined, ...names]) {
			for (const isBlocked of [true, false]) {
				const person = {
					peer: 'a'.repeat(64), name, toldName: name, isContact: name !== undefined, isBlocked, isOnline: true, isOnLan: true,
				};
				assert.equal(widthOfLine(personRow(person, {
					widthOf, glyphs, isSelected: true, isPicked: true,
				})), headings);
				const details = personDetails(person, {width, rows: 5, words: Array.from({length: 8}, () => 'absolute')});
				assert.ok(details.length <= 5 && details.every(line => widthOfLine(line) <= width), `${name} ${width}`);
			}

			assert.ok(widthOfLine(ownLine({ownName: name ?? '', ownKey: 'a'.repeat(64), lanOffers: true}, width)) <= width);
		}
	}
});

test('what happened has its time, and its day when that was not today', () => {
	const row = (time: number): string => textOf(activityRow({time, level: 'bad', text: names[3]!}, {
		width: 60, glyphs, isSelected: false, now: sampleTime,
	}));
	assert.match(row(sampleTime - 1000), /^ \d\d:\d\d:\d\d {2}✗ \\u\{202e\}gpj\.exe *$/v);
	assert.match(row(sampleTime - 9e8), /^ 26-03-\d\d {2}✗/v);
	assert.equal(columnsOf(row(sampleTime)), 60);
});

test('a map of blocks fills its room and tells what nobody has', () => {
	for (const width of widths) {
		for (const rows of [3, 8, 9, 30]) {
			const cells = cellsFor({width, rows});
			const lines = blockMap({
				blocks: 1_000_000, here: 500_000, inFlight: 16, isEnough: false, cells: Array.from({length: cells}, (_, index) => ({state: index % 2 === 0 ? 'here' : 'missing', peers: index % 3})),
			}, {width, rows, glyphs});
			assert.ok(lines.length <= rows, `${width} ${rows}`);
			assert.equal(lines.filter(line => /^[█·×]+$/v.test(textOf(line)) && widthOfLine(line) === width).length, cells / width);
		}
	}

	const none = blockMap({
		blocks: 2, here: 0, inFlight: 0, isEnough: false, cells: [{state: 'missing', peers: 0}, {state: 'missing', peers: 0}],
	}, {width: 80, rows: 20, glyphs});
	assert.ok(none.some(line => textOf(line) === '··'));
	assert.ok(none.some(line => textOf(line) === 'No peer that has any of it is connected.'));
});
