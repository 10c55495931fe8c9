import assert from 'node:assert/strict';
import test from 'node:test';
import type {PeerView} from '../../../source/app/engine-state.ts';
import {
	factsLine, peerColumns, peerFacts, routeText,
} from '../../../source/ui/rows/peer-row.ts';
import {themeFor} from '../../../source/ui/theme.ts';
import {sampleTime} from '../../helpers/fake-engine.ts';

const {glyphs} = themeFor('dark', {});

const view: PeerView = {
	peer: 'a'.repeat(64), address: '192.0.2.7:4100', route: 'tcp', complete: 1, upload: 1_200_000, download: 0, history: [], roundTrip: 14.2,
	isDelivered: true, isSatisfied: true, since: sampleTime - 125_000, isChosen: false, isBlocked: false,
};

test('a route is told in a word that everybody knows, and with room in two', () => {
	const cases: ReadonlyArray<readonly [route: PeerView['route'], width: number, text: string]> = [
		['tcp', 11, 'direct, TCP'],
		['udp', 11, 'direct, UDP'],
		['tcp', 10, 'direct'],
		['udp', 7, 'direct'],
		['relayed', 7, 'relayed'],
		['relayed', 30, 'relayed'],
	];
	for (const [route, width, text] of cases) {
		assert.equal(routeText(route, width), text);
	}
});

test('below the list stands what its columns leave out', () => {
	const facts = (width: number, change: Partial<PeerView> = {}, name?: string): string => peerFacts({...view, ...change}, {
		widthOf: peerColumns(width), glyphs, name, now: sampleTime,
	}).join(' | ');
	assert.equal(facts(140), 'direct, TCP | 192.0.2.7:4100');
	assert.equal(facts(80), 'direct, TCP | for 2m 5s | 192.0.2.7:4100');
	assert.equal(facts(80, {}, 'Grace Hopper of the first floor'), 'direct, TCP | for 2m 5s | Grace Hopper of the first floor | 192.0.2.7:4100');
	assert.equal(facts(40), 'direct, TCP | ↑ 1.2 MB/s | 14ms | for 2m 5s | has all | 192.0.2.7:4100');
	assert.equal(facts(40, {
		isBlocked: true, upload: 0, route: 'relayed', address: '',
	}), 'blocked | relayed | 14ms | for 2m 5s');
	assert.equal(facts(40, {
		since: 0, address: '', upload: 0, roundTrip: undefined, isDelivered: false, isSatisfied: false,
	}), 'not connected');
	assert.equal(facts(40, {upload: 0, roundTrip: undefined, isDelivered: false}), 'direct, TCP | for 2m 5s | has what it wanted | 192.0.2.7:4100');
});

test('a line has as many facts as fit, each of them whole', () => {
	const facts = ['direct, TCP', 'for 2m 5s', 'a'.repeat(64), 'has all'];
	assert.equal(factsLine(facts, 40), 'direct, TCP  for 2m 5s  has all');
	assert.equal(factsLine(facts, 100), facts.join('  '));
	assert.equal(factsLine(facts, 5), 'direct, TCP');
	assert.equal(factsLine([], 40), '');
});
