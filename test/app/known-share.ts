import assert from 'node:assert/strict';
import test from 'node:test';
import {seenFromOutside} from '../../source/app/known-share.ts';
import {failShare, newShareModel} from '../../source/app/share-model.ts';

const stopped = newShareModel({id: '1', direction: 'sharing'});

test('what another process has is held by it, and not any more when it has let it go', () => {
	const held = seenFromOutside(stopped, 42);
	assert.deepEqual([held.phase, held.pid], ['held', 42]);
	assert.equal(seenFromOutside(held, 42), held);
	assert.deepEqual(seenFromOutside(held, undefined), stopped);
	assert.equal(seenFromOutside(stopped, undefined), stopped);
});

test('what could not begin because another process had it, is let go as well', () => {
	const failed = failShare(stopped, {code: 'share-in-use', message: 'In use.', hint: 'Wait.'}, 0);
	assert.deepEqual([failed.phase, failed.pid], ['held', undefined]);
	const {phase, problem} = seenFromOutside(failed, undefined);
	assert.deepEqual([phase, problem], ['stopped', undefined]);
	const held = seenFromOutside(failed, 42);
	assert.deepEqual([held.phase, held.pid, held.problem], ['held', 42, undefined]);
});
