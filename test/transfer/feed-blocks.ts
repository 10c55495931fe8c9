import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import test from 'node:test';
import type Hypercore from 'hypercore';
import crypto from 'hypercore-crypto';
import {feedBlocks} from '../../source/transfer/feed-blocks.ts';
import {connectedStreams, connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';

test('the map of a feed shows what is here, and which peers have the rest', async t => {
	const source = await memoryFeed(t);
	await source.append(Array.from({length: 100}, (_, index) => Buffer.from(`${index}`)));
	const partial = await memoryFeed(t, source.key);
	await connectFeeds(t, source, partial);
	await partial.download({start: 40, end: 60}).done();
	const copy = await memoryFeed(t, source.key);
	assert.deepEqual(feedBlocks(copy, 10), {
		blocks: 0, here: 0, inFlight: 0, cells: [],
	});
	await connectFeeds(t, copy, partial);
	await copy.get(50);
	await connectFeeds(t, copy, source);
	await copy.download({start: 0, end: 25}).done();
	const {blocks, here, cells} = feedBlocks(copy, 10);
	assert.deepEqual([blocks, here], [100, 26]);
	assert.equal(cells.map(({state}) => state[0]).join(''), 'hhpmmpmmmm');
	assert.deepEqual(cells.map(({peers}) => peers), [1, 1, 1, 1, 2, 2, 1, 1, 1, 1]);
});

test('a peer that is connected by two routes counts once, with what is known of it by either', async t => {
	const source = await memoryFeed(t);
	await source.append(Array.from({length: 20}, (_, index) => Buffer.from(`${index}`)));
	const partial = await memoryFeed(t, source.key);
	const copy = await memoryFeed(t, source.key);
	await connectFeeds(t, source, partial);
	await partial.download({start: 10, end: 20}).done();
	const keyPairs = {left: crypto.keyPair(), right: crypto.keyPair()};
	for (const [index, other] of [source, partial].entries()) {
		// Of both the same key is known, as of one and the same peer.
		const [left, right] = await connectedStreams(t, keyPairs);
		const met = once(copy, 'peer-add');
		copy.replicate(left);
		other.replicate(right);
		await met;
		await copy.get(10 + index);
	}

	assert.equal(copy.peers.length, 2);
	assert.deepEqual(feedBlocks(copy, 4).cells.map(({peers}) => peers), [1, 1, 1, 1]);
});

test('what peers get after they have connected is seen, also by who has everything', async t => {
	const source = await memoryFeed(t);
	await source.append(Array.from({length: 40}, (_, index) => Buffer.from(`${index}`)));
	const copy = await memoryFeed(t, source.key);
	await connectFeeds(t, source, copy);
	await copy.update({wait: true});
	let now = 0;
	const having = () => feedBlocks(source, 4, now).cells.map(({peers}) => peers);
	const peer = source.peers[0]!;
	const answered = async (blocks: {readonly start: number; readonly end: number}): Promise<readonly number[]> => {
		await copy.download(blocks).done();
		now += 3000;
		const {onbitfield} = peer;
		const heard = new Promise<void>(resolve => {
			peer.onbitfield = message => {
				onbitfield.call(peer, message);
				resolve();
			};
		});
		having();
		await heard;
		return having();
	};

	assert.deepEqual(await answered({start: 10, end: 30}), [0, 1, 1, 0]);
	assert.deepEqual(await answered({start: 30, end: 40}), [0, 1, 1, 1]);
});

test('what was asked for is in flight until it is here', async t => {
	const source = await memoryFeed(t);
	await source.append(Array.from({length: 10}, (_, index) => Buffer.from(`${index}`)));
	const copy = await memoryFeed(t, source.key);
	await connectFeeds(t, copy, source);
	await copy.update({wait: true});
	assert.equal(copy.length, 10);
	const answers = holdAnswers(copy);
	const wanted = copy.get(4);
	await answers.held;
	assert.deepEqual(feedBlocks(copy, 10).cells.map(({state}) => state[0]).join(''), 'mmmmimmmmm');
	assert.equal(feedBlocks(copy, 10).inFlight, 1);
	const arrived = once(copy, 'download');
	answers.release();
	await arrived;
	await wanted;
	assert.equal(feedBlocks(copy, 10).inFlight, 0);
});

/** Keeps the first answer of a feed's first peer until it is released. */
function holdAnswers(core: Hypercore): {readonly held: Promise<void>; readonly release: () => void} {
	const peer = core.peers[0]!;
	const receive = peer.ondata.bind(peer);
	let release: () => void = () => undefined;
	const held = new Promise<void>(resolve => {
		peer.ondata = async data => {
			release = () => {
				void receive(data);
			};

			resolve();
		};
	});
	return {
		held, release() {
			release();
		},
	};
}
