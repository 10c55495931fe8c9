import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test, {type TestContext} from 'node:test';
import type SecretStream from '@hyperswarm/secret-stream';
import {raw} from 'compact-encoding';
import type Hypercore from 'hypercore';
import Protomux from 'protomux';
import {deliveryProtocol, type Delivered} from '../../source/transfer/delivery.ts';
import {Replication} from '../../source/transfer/replicate.ts';
import {roundTrip} from '../helpers/round-trip.ts';
import {topicOf} from '../helpers/topic-of.ts';
import {connectedStreams, memoryFeed} from '../helpers/memory-feeds.ts';

const delivered: Delivered = {
	version: 1, files: 2, bytes: 3, isEverything: true,
};

test('whoever was found for a feed gets it', async t => {
	const {source, copy} = await feeds(t);
	const [left, right] = await connectedStreams(t);
	join(right, [copy], [copy]);
	join(left, [source]);
	assert.equal(String(await copy.get(0)), 'content');
});

test('whoever dials and asks for a feed by its discovery key gets it, whichever side knows of the feed first', async t => {
	const {source, copy} = await feeds(t);
	const [left, right] = await connectedStreams(t);
	join(left, [source]);
	join(right, [copy], [copy]);
	assert.equal(String(await copy.get(0)), 'content');
});

test('a peer that asks for nothing is told of no feed', async t => {
	const {source} = await feeds(t);
	const [left, right] = await connectedStreams(t);
	const asked = listen(right);
	join(left, [source, await memoryFeed(t)]);
	await roundTrip(left, right);
	assert.deepEqual(asked, []);
	assert.equal(source.peers.length, 0);
});

test('a peer that was found for one feed is told of no other', async t => {
	const {source, copy} = await feeds(t);
	const other = await memoryFeed(t);
	const [left, right] = await connectedStreams(t);
	const asked = listen(right);
	join(left, [source, copy, other], [source]);
	await roundTrip(left, right);
	assert.deepEqual(new Set(asked), new Set([`hypercore/alpha ${topicOf(source)}`, `${deliveryProtocol} ${topicOf(source)}`]));
});

test('a peer that asks for a feed that isn’t shared learns nothing, and the connection stays', async t => {
	const {source} = await feeds(t);
	const unknown = await memoryFeed(t);
	const [left, right] = await connectedStreams(t);
	join(left, [source]);
	const asked = listen(right);
	for (const protocol of ['hypercore/alpha', deliveryProtocol]) {
		Protomux.from(right).createChannel({protocol, id: unknown.discoveryKey})!.open();
	}

	await roundTrip(left, right);
	assert.deepEqual(asked, []);
	assert.equal(left.destroyed, false);
});

test('a peer that knows only the discovery key is dropped when it claims to have the key', async t => {
	const {source} = await feeds(t);
	const [left, right] = await connectedStreams(t);
	join(left, [source]);
	const closed = new Promise<void>(resolve => {
		left.once('close', resolve);
	});
	// Hypercore's proof stands behind one byte of flags.
	const claim = new Uint8Array(33);
	Protomux.from(right).createChannel<Uint8Array>({protocol: 'hypercore/alpha', id: source.discoveryKey, handshake: raw})!.open(claim);
	await closed;
	assert.equal(source.peers.length, 0);
});

test('a feed that was removed is not given to connections to come', async t => {
	const {source, copy} = await feeds(t);
	const [left, right] = await connectedStreams(t);
	join(left, [source]).remove(source);
	join(right, [copy], [copy]);
	await roundTrip(left, right);
	assert.equal(source.peers.length, 0);
});

test('“delivered” reaches every peer that has the feed, with the name of who said it', async t => {
	const {source, copy} = await feeds(t);
	const other = await memoryFeed(t);
	const heard: unknown[] = [];
	const [sharer, another, receiver] = [new Replication(), new Replication(), new Replication()];
	receiver.add({core: copy});
	for (const [side, core] of [[sharer, source], [another, other]] as const) {
		side.add({
			core,
			onDelivered(from, said) {
				heard.push({from, said});
			},
		});
	}

	for (const [peer, side] of [['one', sharer], ['two', sharer], ['three', another]] as const) {
		const [left, right] = await connectedStreams(t);
		side.connect({stream: left, peer: `receiver of ${peer}`, topics: []});
		receiver.connect({stream: right, peer, topics: side === another ? [] : [topicOf(copy)]});
	}

	assert.equal(await receiver.sayDelivered(copy, delivered), 2);
	assert.deepEqual(heard, ['one', 'two'].map(peer => ({from: `receiver of ${peer}`, said: delivered})));
});

test('nobody is told when nobody is connected any more', async t => {
	const {source, copy} = await feeds(t);
	const [left, right] = await connectedStreams(t);
	join(left, [source]);
	const receiver = join(right, [copy], [copy]);
	assert.equal(await receiver.sayDelivered(copy, delivered), 1);
	const closed = new Promise<void>(resolve => {
		right.once('close', resolve);
	});
	left.destroy();
	await closed;
	assert.equal(await receiver.sayDelivered(copy, delivered), 0);
});

/** A feed with one block, and an empty copy of it. */
async function feeds(t: TestContext): Promise<{readonly source: Hypercore; readonly copy: Hypercore}> {
	const source = await memoryFeed(t);
	await source.append(Buffer.from('content'));
	return {source, copy: await memoryFeed(t, source.key)};
}

/** Offers feeds on one end of a connection, to a peer that was found for some. */
function join(stream: SecretStream, cores: readonly Hypercore[], found: readonly Hypercore[] = []): Replication {
	const replication = new Replication();
	for (const core of cores) {
		replication.add({core});
	}

	replication.connect({stream, peer: 'peer', topics: found.map(topicOf)});
	return replication;
}

/** Everything that the other end opens, by protocol and discovery key. */
function listen(stream: SecretStream): string[] {
	const asked: string[] = [];
	for (const protocol of ['hypercore/alpha', deliveryProtocol]) {
		Protomux.from(stream).pair({protocol}, id => {
			asked.push(`${protocol} ${Buffer.from(id!).toString('hex')}`);
		});
	}

	return asked;
}
