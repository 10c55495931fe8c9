import assert from 'node:assert/strict';
import test from 'node:test';
import {isUnfinished, statusLook, statusSentence} from '../../../source/ui/rows/share-status.ts';
import {themeFor} from '../../../source/ui/theme.ts';
import {sampleShare, sampleShares} from '../../helpers/fake-engine.ts';

test('every status has a word of its own, a sign and a sentence', () => {
	const shares = Object.values(sampleShares);
	const words = shares.map(share => statusLook(share).word);
	assert.equal(new Set(words).size, shares.length);
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

test('only what has a measure and is not done has a bar', () => {
	assert.ok(isUnfinished(sampleShares.receiving));
	assert.ok(!isUnfinished(sampleShares.complete));
	assert.ok(!isUnfinished(sampleShares.connecting));
	assert.ok(!isUnfinished(sampleShares.offered));
});
