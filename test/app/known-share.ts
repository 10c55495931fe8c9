import assert from 'node:assert/strict';
import test from 'node:test';
import {modelOf, seenFromOutside} from '../../source/app/known-share.ts';
import {failShare, newShareModel, type ShareModel} from '../../source/app/share-model.ts';
import type {ShareRecord} from '../../source/library/record.ts';
import {sharedRecord} from '../helpers/shared-record.ts';

const record = sharedRecord();
const stopped = stoppedFrom(record);
const received = sharedRecord({
	direction: 'receiving', directory: '/home/ada/x', files: 3, bytes: 30,
});

function stoppedFrom(from: ShareRecord): ShareModel {
	return newShareModel({...modelOf(from), id: '1'});
}

test('what another process has is held by it, and not any more when it has let it go', () => {
	const held = seenFromOutside(stopped, 42, record);
	assert.deepEqual([held.phase, held.pid], ['held', 42]);
	assert.equal(seenFromOutside(held, 42, record), held);
	assert.deepEqual(seenFromOutside(held, undefined, record), stopped);
	assert.equal(seenFromOutside(stopped, undefined, record), stopped);
});

test('what could not begin because another process had it, is let go as well', () => {
	const failed = failShare(stopped, {code: 'share-in-use', message: 'In use.', hint: 'Wait.'}, 0);
	assert.deepEqual([failed.phase, failed.pid], ['held', undefined]);
	const {phase, problem} = seenFromOutside(failed, undefined, record);
	assert.deepEqual([phase, problem], ['stopped', undefined]);
	const held = seenFromOutside(failed, 42, record);
	assert.deepEqual([held.phase, held.pid, held.problem], ['held', 42, undefined]);
});

test('what another process has made of it is seen when it has let it go, also if nobody saw that it had it', () => {
	const before = {...stoppedFrom(received), newerVersion: 2};
	const complete = {
		...received, complete: true, version: 2, files: 4, bytes: 40,
	};
	for (const model of [before, seenFromOutside(before, 42, received)]) {
		const {phase, isComplete, version, files, bytes, totalFiles, totalBytes, newerVersion} = seenFromOutside(model, undefined, complete);
		assert.deepEqual({
			phase, isComplete, version, newerVersion,
		}, {
			phase: 'stopped', isComplete: true, version: 2, newerVersion: undefined,
		});
		assert.deepEqual([files, bytes, totalFiles, totalBytes], [4, 40, 4, 40]);
	}
});

test('how far it had come here is kept, and what runs or has failed here is left alone', () => {
	const half = {...stoppedFrom(received), files: 1, bytes: 15};
	assert.equal(seenFromOutside(half, undefined, received), half);
	for (const phase of ['receiving', 'failed'] as const) {
		const model = {...half, phase};
		assert.equal(seenFromOutside(model, undefined, {...received, complete: true}), model);
	}
});
