import assert from 'node:assert/strict';
import test from 'node:test';
import {nextTimeText, runningText} from '../../../source/ui/dialogs/running-text.ts';
import {sampleShare, sampleShares} from '../../helpers/fake-engine.ts';

test('what stops is told in a few sentences', () => {
	const {paused, held, failed, reading, verifying, offered, serving, receiving, connecting, waiting, starting} = sampleShares;
	assert.deepEqual(runningText([]), []);
	assert.deepEqual(runningText([connecting]), ['1 share is still looked for.']);
	assert.deepEqual(runningText([paused, held, failed, sampleShares['source-gone']]), []);
	assert.deepEqual(runningText([{...sampleShares['disk-full'], peers: 0}]), ['1 share waits for room on the disk.']);
	assert.deepEqual(runningText([waiting, starting, {...waiting, direction: 'sharing'}]), ['1 share is being opened.', '1 share is still looked for.', '1 other share is open for others.']);
	assert.deepEqual(runningText([sampleShare({peers: 0})]), ['1 share is being received.']);
	assert.deepEqual(runningText([receiving, reading, verifying, offered, serving], {peers: 7}), [
		'1 share is being received, 1m 4s left.', '2 shares are being read.', '1 share waits for you to choose files.', '1 other share is open for others.', '7 peers are connected.',
	]);
	assert.deepEqual(runningText([serving, serving], {peers: 1}), ['2 shares are open for others.', '1 peer is connected.']);
});

test('with little room the last sentence sums up the rest', () => {
	const shares = Object.values(sampleShares);
	const texts = (most: number): readonly string[] => runningText(shares, {most, peers: 3});
	assert.deepEqual(texts(1), ['11 shares are running.']);
	assert.deepEqual(texts(3), ['1 share is being received, 1m 4s left.', '2 shares are being read.', '8 other shares are running.']);
	// That somebody is connected goes first.
	assert.equal(texts(7).length, 7);
	assert.match(texts(7).at(-1)!, /open for others/v);
	assert.match(texts(8).at(-1)!, /peers are connected/v);
	assert.deepEqual(texts(8), runningText(shares, {peers: 3}));
});

test('only what was said yes to goes on the next time', () => {
	const {paused, offered, receiving, connecting} = sampleShares;
	assert.deepEqual(nextTimeText([]), []);
	assert.deepEqual(nextTimeText([paused]), []);
	assert.deepEqual(nextTimeText([receiving, paused]), ['It all goes on the next time you start ferry.']);
	assert.match(nextTimeText([offered]).join(' '), /is forgotten; get it again with its key\.$/v);
	assert.match(nextTimeText([connecting, receiving]).join(' '), /is forgotten.*All else goes on/v);
});
