import assert from 'node:assert/strict';
import test from 'node:test';
import {tendPeers} from '../../source/transfer/tend-peers.ts';
import {fakePeer, FakeFeed} from '../helpers/fake-peers.ts';
import {mockTimers} from '../helpers/mock-timers.ts';

test('while a feed is received its sources are spared four times a second and its peers kept awake, until it is stopped', t => {
	mockTimers(t, ['setInterval']);
	const source = {
		...fakePeer({paused: true, notAvailableBackoffs: 32}), remoteLength: 10, remoteContiguousLength: 10, inflightRange: [16, 512],
	};
	const receiver = {
		...fakePeer(), remoteLength: 10, remoteContiguousLength: 3, inflightRange: [16, 512],
	};
	const feed = new FakeFeed(source, receiver);
	const stop = tendPeers(feed.asHypercore());
	t.mock.timers.tick(250);
	assert.deepEqual(source.inflightRange, [8, 256]);
	assert.equal(source.paused, true);
	receiver.remoteContiguousLength = 10;
	t.mock.timers.tick(250);
	assert.deepEqual(source.inflightRange, [16, 512]);
	t.mock.timers.tick(500);
	assert.equal(source.paused, false);

	stop();
	receiver.remoteContiguousLength = 3;
	source.paused = true;
	source.stats.notAvailableBackoffs = 32;
	t.mock.timers.tick(10_000);
	assert.deepEqual(source.inflightRange, [16, 512]);
	assert.equal(source.paused, true);
	assert.equal(feed.listeners.size, 0);
});
