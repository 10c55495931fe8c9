import assert from 'node:assert/strict';
import test from 'node:test';
import type {ShareState} from '../../../source/app/engine-state.ts';
import {removalText, removedText} from '../../../source/ui/dialogs/removal-text.ts';
import {sampleShares} from '../../helpers/fake-engine.ts';

test('it is said that files stay, and what will be missing', () => {
	const cases: ReadonlyArray<readonly [share: ShareState, pattern: RegExp]> = [
		[sampleShares.serving, /^Your files stay .* getting it right now/v],
		[{...sampleShares.serving, peers: 0}, /^Your files stay .* Its key leads nowhere/v],
		[{...sampleShares.serving, peers: 1}, /^Your files stay .* Its key leads nowhere/v],
		[sampleShares.connecting, /^Nothing of it has been written/v],
		[sampleShares.receiving, /^What is in \/home\/ada\/Holiday pictures stays .* 1\.54 GB are still missing/v],
		[sampleShares.complete, /^What is in \/home\/ada\/Holiday pictures stays as it is\. [^.]*\.$/v],
		[sampleShares.offered, /^Nothing of it has been written/v],
	];
	for (const [share, pattern] of cases) {
		assert.match(removalText(share).join(' '), pattern, share.status);
	}
});

test('afterwards it is said what was freed', () => {
	assert.equal(removedText('Music', 1_200_000), 'Music is forgotten; 1.2 MB of ferry’s own are free again.');
	assert.equal(removedText('Music', 0), 'Music is forgotten.');
});
