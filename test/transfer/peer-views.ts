import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import test, {type TestContext} from 'node:test';
import {PeerViews} from '../../source/transfer/peer-views.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';

const blockSize = 1000;

test('of a peer that takes something it is told what, how much, and since when', async t => {
	const {clock, views, copy, name} = await prepare(t);
	clock.time = 1000;
	views.sample(clock.time);
	await copy.download({start: 0, end: 10}).done();
	clock.time = 2000;
	views.sample(clock.time);
	clock.time = 2500;
	const [view] = views.views(clock.time);
	assert.deepEqual({...view, complete: 0}, {
		peer: name, address: '', route: 'tcp', complete: 0, upload: 10 * blockSize, download: 0, history: [0, 10 * blockSize], roundTrip: undefined, since: 500,
	});
});

test('who gives is told apart from who takes', async t => {
	const {clock, copy, copyViews: views} = await prepare(t);
	views.sample(0);
	await copy.download({start: 0, end: 4}).done();
	clock.time = 1000;
	views.sample(clock.time);
	const [view] = views.views(clock.time);
	assert.deepEqual([view?.upload, view?.download, view?.history, view?.complete], [0, 4 * blockSize, [0, 4 * blockSize], 1]);
});

test('the history is that of the last minute, and what was given out of it stays', async t => {
	const {views, copy} = await prepare(t);
	await copy.get(0);
	views.sample(0);
	const before = views.views(0)[0]!.history;
	for (let second = 1; second <= 100; second++) {
		views.sample(second * 1000);
	}

	assert.equal(views.views(100_000)[0]!.history.length, 60);
	assert.deepEqual(before, [0]);
});

test('the peer that has been here longest comes first, and who has gone comes no more', async t => {
	const {clock, views, source, copy, name} = await prepare(t);
	await copy.get(0);
	clock.time = 9000;
	const later = await memoryFeed(t, source.key);
	await connectFeeds(t, source, later);
	await later.get(0);
	const since = (): number[] => views.views(clock.time).map(view => view.since);
	assert.deepEqual(since(), [500, 9000]);
	const gone = once(source, 'peer-remove');
	await copy.close();
	await gone;
	assert.deepEqual(since(), [9000]);
	assert.notEqual(views.views(clock.time)[0]!.peer, name);
});

/** A feed and a copy that is connected, with a clock that stands at half a second. */
async function prepare(t: TestContext) {
	const clock = {time: 500};
	const source = await memoryFeed(t);
	await source.append(Array.from({length: 10}, () => Buffer.alloc(blockSize)));
	const copy = await memoryFeed(t, source.key);
	const views = new PeerViews(source, () => clock.time);
	const copyViews = new PeerViews(copy, () => clock.time);
	const met = Promise.all([source, copy].map(async core => once(core, 'peer-add')));
	const {remotePublicKey} = await connectFeeds(t, source, copy);
	await met;
	return {
		clock, views, copyViews, source, copy, name: Buffer.from(remotePublicKey).toString('hex'),
	};
}
