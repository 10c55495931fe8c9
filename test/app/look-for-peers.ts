import assert from 'node:assert/strict';
import test from 'node:test';
import {lookForPeers} from '../../source/app/look-for-peers.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';
import {mockTimers} from '../helpers/mock-timers.ts';
import {waitFor} from '../helpers/wait-for.ts';

const {signal} = new AbortController();

test('a search ends when nobody has come in time', async t => {
	const core = await memoryFeed(t);
	mockTimers(t, ['setTimeout']);
	const search = lookForPeers(core, {timeout: 2000, signal});
	t.mock.timers.tick(1999);
	search.signal.throwIfAborted();
	t.mock.timers.tick(1);
	assert.throws(() => {
		search.signal.throwIfAborted();
	}, {code: 'no-peer', exitCode: 3, message: 'Nobody who has this share was found.'});
});

test('a search goes on while somebody is there, and ends when they have been gone too long', async t => {
	const source = await memoryFeed(t);
	const copy = await memoryFeed(t, source.key);
	const stream = await connectFeeds(t, source, copy);
	await waitFor(copy, 'peer-add', () => copy.peers[0]);
	mockTimers(t, ['setTimeout']);
	const search = lookForPeers(copy, {timeout: 2000, signal});
	t.mock.timers.tick(10_000);
	search.signal.throwIfAborted();
	stream.destroy();
	await waitFor(copy, 'peer-remove', () => copy.peers.length === 0 || undefined);
	t.mock.timers.tick(1999);
	search.signal.throwIfAborted();
	t.mock.timers.tick(1);
	assert.ok(search.signal.aborted);
});

test('a search that was stopped, or has no timeout, doesn’t end', async t => {
	const core = await memoryFeed(t);
	mockTimers(t, ['setTimeout']);
	const stopped = lookForPeers(core, {timeout: 2000, signal});
	stopped.stop();
	const endless = lookForPeers(core, {timeout: undefined, signal});
	t.mock.timers.tick(10_000);
	assert.ok(!stopped.signal.aborted);
	assert.ok(!endless.signal.aborted);
	endless.stop();
});

test('an interruption ends a search with its own reason', async t => {
	const core = await memoryFeed(t);
	for (const timeout of [undefined, 1_000_000]) {
		const controller = new AbortController();
		const search = lookForPeers(core, {timeout, signal: controller.signal});
		controller.abort(new Error('Stopped by the test'));
		assert.throws(() => {
			search.signal.throwIfAborted();
		}, {message: 'Stopped by the test'});
		search.stop();
	}
});
