import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import test, {type TestContext} from 'node:test';
import type SecretStream from '@hyperswarm/secret-stream';
import type Hypercore from 'hypercore';
import Protomux from 'protomux';
import type {Delivered} from '../../source/transfer/delivery.ts';
import type {AccessRequest} from '../../source/transfer/active-feed.ts';
import {Replication} from '../../source/transfer/replicate.ts';
import {roundTrip} from '../helpers/round-trip.ts';
import {topicOf} from '../helpers/topic-of.ts';
import {connectedStreams, memoryFeed} from '../helpers/memory-feeds.ts';

type Decision = 'allowed' | 'refused' | 'ask';

const delivered: Delivered = {
	version: 1, files: 2, bytes: 3, isEverything: true,
};

test('a share that is paused and resumed goes on over a connection that others keep', async t => {
	const [paused, other] = [await feeds(t), await feeds(t)];
	const {left, sharer, receiver} = await meet(t, [paused, other]);
	await paused.copy.get(0);
	await other.copy.get(0);
	assert.equal(await receiver.sayDelivered(paused.copy, delivered), 1);
	const gone = once(paused.copy, 'peer-remove');
	sharer.remove(paused.source);
	await gone;
	assert.equal(paused.source.peers.length, 0);
	assert.equal(await receiver.sayDelivered(paused.copy, delivered), 0);
	assert.equal(String(await other.copy.get(1)), 'block 1');
	sharer.add({core: paused.source});
	assert.equal(String(await paused.copy.get(1)), 'block 1');
	assert.equal(await receiver.sayDelivered(paused.copy, delivered), 1);
	assert.equal(left.destroyed, false);
});

test('a receiver that pauses and resumes, or forgets a share and gets it anew, goes on too', async t => {
	const [paused, other] = [await feeds(t), await feeds(t)];
	const {sharer, receiver} = await meet(t, [paused, other]);
	await paused.copy.get(0);
	const gone = once(paused.source, 'peer-remove');
	receiver.remove(paused.copy);
	await gone;
	assert.equal(await sharer.sayDelivered(paused.source, delivered), 0);
	const again = await memoryFeed(t, paused.source.key);
	receiver.add({core: again});
	assert.equal(String(await again.get(0)), 'block 0');
	assert.equal(await receiver.sayDelivered(again, delivered), 1);
});

test('a feed that is closed is taken off every connection by itself', async t => {
	const [closed, other] = [await feeds(t), await feeds(t)];
	const {sharer, receiver} = await meet(t, [closed, other]);
	await closed.copy.get(0);
	await closed.source.close();
	assert.equal(await receiver.sayDelivered(closed.copy, delivered), 0);
	assert.equal(String(await other.copy.get(0)), 'block 0');
	assert.equal(await sharer.sayDelivered(other.source, delivered), 1);
});

test('a connection is closed when nobody has a use for it any more', async t => {
	const [first, second] = [await feeds(t), await feeds(t)];
	const {left, sharer} = await meet(t, [first, second]);
	await Promise.all([first.copy.get(0), second.copy.get(0)]);
	sharer.remove(first.source);
	assert.equal(left.destroying, false);
	sharer.remove(second.source);
	await closedOf(left);
});

test('of a feed that is open twice peers keep what was there first, and get the other one when it is gone', async t => {
	const {source, copy} = await feeds(t);
	const {left, sharer} = await meet(t, [{source, copy}]);
	await copy.get(0);
	const twin = await memoryFeed(t, source.key);
	sharer.add({core: twin});
	assert.equal(String(await copy.get(1)), 'block 1');
	assert.equal(twin.peers.length, 0);
	const met = once(twin, 'peer-add');
	sharer.remove(source);
	await met;
	assert.equal(left.destroying, false);
});

test('a peer gets a feed that it asked for before it was there', async t => {
	const {source, copy} = await feeds(t);
	const [left, right] = await connectedStreams(t);
	const sharer = new Replication();
	sharer.connect({stream: left, peer: 'receiver', topics: []});
	const receiver = new Replication();
	receiver.add({core: copy});
	receiver.connect({stream: right, peer: 'sharer', topics: [topicOf(copy)]});
	await roundTrip(left, right);
	sharer.add({core: source});
	assert.equal(String(await copy.get(0)), 'block 0');
});

test('a peer that is connected already can be found for one more feed', async t => {
	const {source, copy} = await feeds(t);
	const [left, right] = await connectedStreams(t);
	const sharer = new Replication();
	sharer.add({core: source});
	sharer.connect({stream: left, peer: 'receiver', topics: []});
	const receiver = new Replication();
	receiver.connect({stream: right, peer: 'sharer', topics: []});
	receiver.add({core: copy});
	receiver.found(right, topicOf(copy));
	assert.equal(String(await copy.get(0)), 'block 0');
});

for (const decision of ['refused', 'ask'] as const) {
	for (const opensFirst of ['sharer', 'receiver'] as const) {
		test(`a peer for which the word is “${decision}” gets nothing when the ${opensFirst} opens first, and sees a peer without the feed`, async t => {
			const pair = await feeds(t);
			const {left, right, receiver} = await meet(t, [pair], {decide: () => decision, opensFirst});
			await roundTrip(left, right);
			assert.equal(pair.source.peers.length, 0);
			assert.equal(pair.copy.peers.length, 0);
			assert.deepEqual(channelsOf(left), []);
			assert.deepEqual(channelsOf(right), []);
			assert.equal(await receiver.sayDelivered(pair.copy, delivered), 0);
			assert.equal(left.destroying, false);
		});
	}
}

test('who asks is named once, gets the feed when that was decided, and loses it when it was decided otherwise', async t => {
	const pair = await feeds(t);
	const other = await feeds(t);
	let decision: Decision = 'ask';
	const requests: AccessRequest[] = [];
	const {left, right, sharer, receiver} = await meet(t, [pair, other], {decide: () => decision, requests});
	await roundTrip(left, right);
	sharer.review(pair.source);
	assert.deepEqual(requests, [{peer: 'receiver', address: ''}]);
	decision = 'allowed';
	sharer.review(pair.source);
	assert.equal(String(await pair.copy.get(0)), 'block 0');
	assert.equal(await receiver.sayDelivered(pair.copy, delivered), 1);
	const gone = once(pair.copy, 'peer-remove');
	decision = 'refused';
	sharer.review(pair.source);
	await gone;
	assert.equal(await receiver.sayDelivered(pair.copy, delivered), 0);
	assert.equal(String(await other.copy.get(0)), 'block 0');
	decision = 'allowed';
	sharer.review(pair.source);
	assert.equal(String(await pair.copy.get(1)), 'block 1');
	assert.equal(await receiver.sayDelivered(pair.copy, delivered), 1);
	decision = 'ask';
	sharer.review(pair.source);
	assert.equal(requests.length, 2);
	assert.equal(pair.source.peers.length, 0);
	assert.equal(left.destroying, false);
});

test('who is blocked loses a connection that was for nothing else, and comes back to nothing', async t => {
	const pair = await feeds(t);
	let decision: Decision = 'allowed';
	const {left, sharer, receiver} = await meet(t, [pair], {decide: () => decision});
	await pair.copy.get(0);
	decision = 'refused';
	sharer.review(pair.source);
	await closedOf(left);
	const [again, back] = await connectedStreams(t);
	sharer.connect({stream: again, peer: 'receiver', topics: []});
	receiver.connect({stream: back, peer: 'sharer', topics: [topicOf(pair.copy)]});
	await roundTrip(again, back);
	assert.equal(pair.source.peers.length, 0);
	assert.equal(again.destroying, false);
});

test('a receiver too can keep a peer away that would serve it', async t => {
	const {source, copy} = await feeds(t);
	const [left, right] = await connectedStreams(t);
	const sharer = new Replication();
	sharer.add({core: source});
	const receiver = new Replication();
	receiver.add({core: copy, access: {decide: () => 'refused'}});
	receiver.connect({stream: right, peer: 'sharer', topics: [topicOf(copy)]});
	sharer.connect({stream: left, peer: 'receiver', topics: [topicOf(source)]});
	await roundTrip(left, right);
	assert.equal(copy.peers.length, 0);
	assert.equal(source.peers.length, 0);
});

type Feeds = {readonly source: Hypercore; readonly copy: Hypercore};

type MeetOptions = {
	/** What the sharer says about the receiver, for the first feed. */
	readonly decide?: () => Decision;
	readonly opensFirst?: 'sharer' | 'receiver';
	readonly requests?: AccessRequest[];
};

type Met = {readonly left: SecretStream; readonly right: SecretStream; readonly sharer: Replication; readonly receiver: Replication};

/** A sharer and a receiver of some feeds, connected. */
async function meet(t: TestContext, pairs: readonly Feeds[], {decide, opensFirst = 'receiver', requests = []}: MeetOptions = {}): Promise<Met> {
	const [left, right] = await connectedStreams(t);
	const sharer = new Replication();
	const receiver = new Replication();
	for (const [index, {source, copy}] of pairs.entries()) {
		sharer.add({
			core: source,
			access: index === 0 && decide
				? {
					decide,
					onRequest(request) {
						requests.push(request);
					},
				}
				: undefined,
		});
		receiver.add({core: copy});
	}

	const topics = pairs.map(({source}) => topicOf(source));
	sharer.connect({stream: left, peer: 'receiver', topics: opensFirst === 'sharer' ? topics : []});
	receiver.connect({stream: right, peer: 'sharer', topics: opensFirst === 'receiver' ? topics : []});
	return {
		left, right, sharer, receiver,
	};
}

async function feeds(t: TestContext): Promise<Feeds> {
	const source = await memoryFeed(t);
	await source.append([Buffer.from('block 0'), Buffer.from('block 1')]);
	return {source, copy: await memoryFeed(t, source.key)};
}

async function closedOf(stream: SecretStream): Promise<void> {
	if (!stream.destroyed) {
		await once(stream, 'close');
	}
}

/** What is open on one end, or being opened. */
function channelsOf(stream: SecretStream): string[] {
	return [...Protomux.from(stream)].filter(({protocol}) => !protocol.startsWith('round')).map(({protocol}) => protocol);
}
