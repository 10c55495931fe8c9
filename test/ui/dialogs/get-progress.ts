import assert from 'node:assert/strict';
import test from 'node:test';
import type {ShareStatus} from '../../../source/app/engine-state.ts';
import {getProgress} from '../../../source/ui/dialogs/get-progress.ts';
import {sampleShare, sampleShares} from '../../helpers/fake-engine.ts';

test('a share that is looked for is waited for, one that is found is offered, one that is here is shown', () => {
	const expected: Readonly<Record<ShareStatus, string>> = {
		starting: 'searching', connecting: 'searching', waiting: 'searching', paused: 'searching', offered: 'offer', failed: 'failed',
		reading: 'share', receiving: 'share', complete: 'share', finished: 'share', serving: 'share',
		'source-changed': 'share', 'source-gone': 'share', 'disk-full': 'share', verifying: 'share', held: 'share',
	};
	for (const [status, kind] of Object.entries(expected)) {
		const progress = getProgress(Object.values(sampleShares).find(share => share.status === status));
		assert.equal(progress.kind === 'go' ? progress.to.kind : progress.kind, kind, status);
	}

	assert.equal(getProgress(undefined).kind, 'searching');
});

test('what is told follows what is going on', () => {
	const told = (change: Parameters<typeof sampleShare>[0]): unknown => {
		const progress = getProgress(sampleShare(change));
		return progress.kind === 'searching' ? progress.text : (progress.kind === 'failed' ? [progress.message, progress.hint] : undefined);
	};

	assert.match(String(told({status: 'connecting'})), /nobody has answered/v);
	assert.match(String(told({status: 'waiting', peers: 0})), /still looking/v);
	assert.match(String(told({status: 'waiting', peers: 1})), /reading what it holds/v);
	assert.deepEqual(told({status: 'failed', problem: {code: 'no-peer', message: 'Nobody has it.', hint: 'Ask for it.'}}), ['Nobody has it.', 'Ask for it.']);
	assert.deepEqual(told({status: 'failed'}), ['It has stopped.', '']);
});
