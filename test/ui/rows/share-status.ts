import assert from 'node:assert/strict';
import test from 'node:test';
import {
	isStopped, isUnfinished, statusLook, statusSentence, versionText,
} from '../../../source/ui/rows/share-status.ts';
import {themeFor} from '../../../source/ui/theme.ts';
import {sampleShare, sampleShares} from '../../helpers/fake-engine.ts';

test('every status has a word of its own, a sign and a sentence', () => {
	const shares = Object.values(sampleShares);
	const wordOf = (share: (typeof shares)[number]): string => statusLook(share).word;
	// What is complete is called that, whether it is open for others or closed.
	const words = shares.filter(({status}) => status !== 'finished').map(share => wordOf(share));
	assert.equal(new Set(words).size, shares.length - 1);
	assert.equal(wordOf(sampleShares.finished), wordOf(sampleShares.complete));
	assert.notEqual(statusLook(sampleShares.finished).glyph, statusLook(sampleShares.complete).glyph);
	for (const share of shares) {
		assert.match(statusSentence(share), /^[A-Z0-9].*\.$/v, share.status);
		assert.equal(typeof themeFor('dark', {}).glyphs[statusLook(share).glyph], 'string');
	}
});

test('a peer that asks comes before all but trouble', () => {
	const requests = [{peer: 'a', address: 'b', since: 0}];
	assert.equal(statusLook(sampleShare({status: 'serving', requests})).word, 'peer asks');
	assert.equal(statusSentence(sampleShare({status: 'serving', requests: [...requests, ...requests]})), '2 peers ask to have it. Press a to answer.');
	assert.equal(statusLook(sampleShare({status: 'failed', requests})).word, 'failed');
});

test('what is shared is ready when what is received is complete', () => {
	assert.equal(statusLook(sampleShare({status: 'complete'})).word, 'complete');
	assert.equal(statusLook(sampleShare({status: 'complete', direction: 'sharing'})).word, 'ready');
});

test('one that is followed is marked, and one that could be newer', () => {
	assert.deepEqual(statusLook(sampleShare({status: 'serving', isLive: true})), {glyph: 'serving', word: 'live', tone: 'ok'});
	assert.deepEqual(statusLook(sampleShare({status: 'complete', isLive: true})), {glyph: 'ok', word: 'live', tone: 'ok'});
	assert.equal(statusLook(sampleShare({status: 'complete', newerVersion: 4})).word, 'new version');
	assert.equal(statusLook(sampleShare({status: 'receiving', isLive: true, newerVersion: 4})).word, 'receiving');
	for (const [version, isLive, text] of [[1, false, ''], [1, true, 'live'], [2, false, 'version 2'], [1234, true, 'version 1,234, live']] as const) {
		assert.equal(versionText({version, isLive}), text);
	}
});

test('only what has a measure and is not done has a bar', () => {
	assert.ok(isUnfinished(sampleShares.receiving));
	assert.ok(!isUnfinished(sampleShares.complete));
	assert.ok(!isUnfinished(sampleShares.connecting));
	assert.ok(!isUnfinished(sampleShares.offered));
});

test('a sharer is told how many have all of it, and a receiver that it has', () => {
	const share = {status: 'serving', direction: 'sharing', peers: 2} as const;
	const cases: ReadonlyArray<readonly [share: Parameters<typeof sampleShare>[0], sentence: string]> = [
		[share, '2 peers connected; nobody has all of it yet.'],
		[{...share, delivered: ['a']}, '2 peers connected; 1 peer has all of it.'],
		[{...share, satisfied: ['a', 'b']}, '2 peers connected; nobody has all of it yet, 2 have what they wanted.'],
		[{...share, delivered: ['a'], satisfied: ['b']}, '2 peers connected; 1 peer has all of it, 1 has what it wanted.'],
		[{...share, direction: 'receiving'}, 'Everything is here; 2 peers are connected.'],
		[{...share, direction: 'receiving', peers: 1}, 'Everything is here; 1 peer is connected.'],
		[{...share, direction: 'receiving', isLive: true}, 'Everything is here, and new versions follow; 2 peers are connected.'],
		[{...share, direction: 'receiving', newerVersion: 4}, 'Version 4 is there. Press u to get it, or f to follow new ones.'],
		[{status: 'paused', newerVersion: 4}, 'Paused. Press p to go on.'],
	];
	for (const [change, sentence] of cases) {
		assert.equal(statusSentence(sampleShare(change)), sentence);
	}
});

test('a share whose folder is gone has stopped, unless it goes on by itself when that is back', () => {
	assert.equal(isStopped({status: 'source-gone'}), true);
	assert.equal(isStopped({status: 'source-gone', awaitsSource: true}), false);
});
