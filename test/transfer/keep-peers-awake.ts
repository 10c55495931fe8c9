import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {memoryBlocks} from '../../source/storage/memory-blocks.ts';
import {keepPeersAwake} from '../../source/transfer/keep-peers-awake.ts';
import {fakePeer, FakeFeed} from '../helpers/fake-peers.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';
import {mockTimers} from '../helpers/mock-timers.ts';

test('peers are woken every second until it is stopped', t => {
	mockTimers(t, ['setInterval']);
	const peer = fakePeer();
	const stop = keepPeersAwake(new FakeFeed(peer).asHypercore());
	for (let round = 0; round < 3; round++) {
		peer.paused = true;
		peer.stats.notAvailableBackoffs = 32;
		t.mock.timers.tick(999);
		assert.equal(peer.paused, true);
		t.mock.timers.tick(1);
		assert.deepEqual(peer, fakePeer());
	}

	stop();
	peer.paused = true;
	peer.stats.notAvailableBackoffs = 32;
	t.mock.timers.tick(10_000);
	assert.equal(peer.paused, true);
});

test('an answer that could not be checked because of what was cleared here is not held against the peer', t => {
	mockTimers(t, ['setInterval']);
	// As Hypercore leaves it: counted as bad data, and paused.
	const peer = fakePeer({paused: true, invalidData: 1});
	const feed = new FakeFeed(peer);
	keepPeersAwake(feed.asHypercore());
	feed.failVerification(Object.assign(new Error('No node'), {code: 'INVALID_OPERATION'}), peer);
	t.mock.timers.tick(1000);
	assert.deepEqual(peer, fakePeer());
});

test('bad data is held against the peer when it comes again and again', t => {
	mockTimers(t, ['setInterval']);
	const peer = fakePeer();
	const feed = new FakeFeed(peer);
	keepPeersAwake(feed.asHypercore());
	for (let time = 1; time <= 17; time++) {
		peer.paused = true;
		peer.stats.invalidData++;
		feed.failVerification(Object.assign(new Error('Checksum'), {code: 'INVALID_CHECKSUM'}), peer);
		t.mock.timers.tick(1000);
		assert.deepEqual(peer, time <= 16 ? fakePeer() : fakePeer({paused: true, invalidData: 1}), `time ${time}`);
	}
});

test('nobody listens any more when it is stopped', () => {
	const feed = new FakeFeed();
	keepPeersAwake(feed.asHypercore())();
	assert.equal(feed.listeners.size, 0);
});

test('a peer that Hypercore has given up because it had nothing to give is asked again, and then gives everything', async t => {
	const kept = memoryBlocks(() => true);
	let refusals = 0;
	const source = await memoryFeed(t, undefined, {
		...kept,
		async read(index) {
			// At 32 refusals it is given up.
			return refusals++ < 32 ? null : kept.read(index);
		},
	});
	await source.append(Array.from({length: 60}, (_, index) => Buffer.from(`block ${index}`)));
	const copy = await memoryFeed(t, source.key);
	t.after(keepPeersAwake(copy));
	await connectFeeds(t, source, copy);
	await copy.update({wait: true});
	await copy.download({start: 0, end: 60}).done();
	assert.ok(refusals >= 32 + 60);
	assert.equal(String(await copy.get(59, {wait: false})), 'block 59');
});
