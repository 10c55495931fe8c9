import assert from 'node:assert/strict';
import test from 'node:test';
import {wakePeers} from '../../source/transfer/wake-peers.ts';
import {fakePeer, FakeFeed} from '../helpers/fake-peers.ts';

test('a peer that was paused for what it did not have is asked again', () => {
	const peer = fakePeer({paused: true, notAvailableBackoffs: 32});
	const feed = new FakeFeed(peer);
	wakePeers(feed.asHypercore());
	assert.deepEqual(peer, fakePeer());
	assert.equal(feed.updates, 1);
});

test('a peer that is not paused yet starts counting anew', () => {
	const peer = fakePeer({notAvailableBackoffs: 31});
	const feed = new FakeFeed(peer);
	wakePeers(feed.asHypercore());
	assert.deepEqual(peer, fakePeer());
	assert.equal(feed.updates, 0);
});

test('a peer that sent bad data or asked what can’t be asked stays paused', () => {
	for (const reason of [{invalidData: 1}, {invalidRequests: 1}]) {
		const peer = fakePeer({paused: true, notAvailableBackoffs: 32, ...reason});
		const feed = new FakeFeed(peer, fakePeer({paused: true, ...reason}));
		wakePeers(feed.asHypercore());
		assert.ok(feed.peers.every(({paused}) => paused));
		assert.equal(feed.updates, 0);
	}
});

test('several peers are woken at once', () => {
	const feed = new FakeFeed(fakePeer({paused: true, notAvailableBackoffs: 32}), fakePeer(), fakePeer({paused: true, notAvailableBackoffs: 40}));
	wakePeers(feed.asHypercore());
	assert.deepEqual(feed.peers, [fakePeer(), fakePeer(), fakePeer()]);
	assert.equal(feed.updates, 1);
});
