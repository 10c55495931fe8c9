import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import type Hypercore from 'hypercore';
import {untilGrown} from '../../source/app/until-grown.ts';
import {hasEverything} from '../../source/transfer/has-everything.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';
import {mockTimers} from '../helpers/mock-timers.ts';
import {waitFor} from '../helpers/wait-for.ts';

const options = {timeout: 2000, isSource: (peer: Hypercore['peers'][number]) => hasEverything(peer, 3), signal: new AbortController().signal};

/** A feed, somebody who has a part of it, and somebody who knows how long it is. */
async function feeds(t: TestContext): Promise<{readonly source: Hypercore; readonly part: Hypercore; readonly reader: Hypercore}> {
	const source = await memoryFeed(t);
	await source.append([Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3)]);
	const part = await memoryFeed(t, source.key);
	const reader = await memoryFeed(t, source.key);
	const toPart = await connectFeeds(t, source, part);
	await part.get(2);
	toPart.destroy();
	await waitFor(part, 'peer-remove', () => part.peers.length === 0 || undefined);
	return {source, part, reader};
}

test('what grows is waited for as long as somebody has all of it so far', async t => {
	const {source, reader} = await feeds(t);
	await connectFeeds(t, source, reader);
	await reader.get(2);
	await waitFor(reader, 'download', () => reader.peers.find(peer => hasEverything(peer, 3)));
	mockTimers(t, ['setInterval']);
	const grown = untilGrown(reader, 3, options);
	t.mock.timers.tick(10_000);
	await source.append(Uint8Array.of(4));
	await grown;
});

test('who only has a part of it is not waited for', async t => {
	const {part, reader} = await feeds(t);
	await connectFeeds(t, part, reader);
	await reader.get(2);
	mockTimers(t, ['setInterval']);
	const grown = untilGrown(reader, 3, options);
	t.mock.timers.tick(1750);
	assert.equal(await Promise.race([grown.catch(() => 'rejected'), Promise.resolve('pending')]), 'pending');
	t.mock.timers.tick(250);
	await assert.rejects(grown, {code: 'no-peer', message: /gone before its end/v});
});

test('without a timeout the end of waiting is the user’s', async t => {
	const {reader} = await feeds(t);
	const stop = new AbortController();
	mockTimers(t, ['setInterval']);
	const grown = untilGrown(reader, 3, {...options, timeout: undefined, signal: stop.signal});
	t.mock.timers.tick(1_000_000);
	stop.abort(new Error('Stopped by the test'));
	await assert.rejects(grown, {message: 'Stopped by the test'});
});
