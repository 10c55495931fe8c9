import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import crypto from 'hypercore-crypto';
import {Connections} from '../../source/app/connections.ts';
import {sayDelivered, waitForGoodbye} from '../../source/app/farewell.ts';
import type {Delivered} from '../../source/transfer/delivery.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {waitFor} from '../helpers/wait-for.ts';

const delivered: Delivered = {
	version: 1, files: 2, bytes: 3, isEverything: true,
};
const {signal} = new AbortController();

test('a receiver says that everything is here, and goes on when it was heard', async t => {
	const heard: Delivered[] = [];
	const {core, connections} = await receiver(t, said => {
		heard.push(said);
	});
	await sayDelivered(connections, core, delivered, signal);
	assert.deepEqual(heard, [delivered]);
});

test('an interruption ends the waiting for peers to hear', async t => {
	const {core, connections} = await receiver(t, () => undefined);
	await assert.rejects(sayDelivered(connections, core, delivered, AbortSignal.abort(new Error('Stopped by the test'))), {message: 'Stopped by the test'});
});

test('with nobody to hear it, a receiver goes on at once', async t => {
	const connections = new Connections({keyPair: crypto.keyPair(), bootstrap: (await localTestnet(t)).bootstrap});
	t.after(async () => connections.close());
	await sayDelivered(connections, await memoryFeed(t), delivered, signal);
});

test('a sharer that is done waits for the receiver to go', async t => {
	const source = await memoryFeed(t);
	const copy = await memoryFeed(t, source.key);
	const stream = await connectFeeds(t, source, copy);
	await waitFor(source, 'peer-add', () => source.peers[0]);
	let hasGone = false;
	const goodbye = waitForGoodbye(source, signal).then(() => {
		assert.ok(hasGone);
	});
	source.once('peer-remove', () => {
		hasGone = true;
	});
	stream.destroy();
	await goodbye;
});

test('a sharer leaves in the end when the receiver doesn’t go, and at once when nobody is there', async t => {
	const source = await memoryFeed(t);
	await waitForGoodbye(source, signal);
	const copy = await memoryFeed(t, source.key);
	await connectFeeds(t, source, copy);
	await waitFor(source, 'peer-add', () => source.peers[0]);
	await waitForGoodbye(source, signal);
	assert.equal(source.peers.length, 1);
});

test('a sharer that is interrupted leaves the receiver without waiting', async t => {
	const source = await memoryFeed(t);
	const copy = await memoryFeed(t, source.key);
	await connectFeeds(t, source, copy);
	await waitFor(source, 'peer-add', () => source.peers[0]);
	const interrupting = new AbortController();
	let isLeft = false;
	const leaving = waitForGoodbye(source, interrupting.signal).then(() => {
		isLeft = true;
	});
	interrupting.abort();
	// No timer has had the time to go off.
	await new Promise(setImmediate);
	assert.ok(isLeft);
	await leaving;
});

/** A copy of a feed in the network, and a sharer of it that it is connected to. */
async function receiver(t: TestContext, onDelivered: (delivered: Delivered) => void) {
	const opened: Connections[] = [];
	// What is registered first is done first.
	t.after(async () => {
		await Promise.all(opened.map(async connections => connections.close()));
	});
	const {bootstrap} = await localTestnet(t);
	const open = (): Connections => {
		const connections = new Connections({keyPair: crypto.keyPair(), bootstrap});
		opened.push(connections);
		return connections;
	};

	const source = await memoryFeed(t);
	await open().join({
		core: source, onDelivered(_peer, said) {
			onDelivered(said);
		},
	}, {announce: true}).announced;
	const core = await memoryFeed(t, source.key);
	const connections = open();
	connections.join({core}, {announce: false});
	await waitFor(core, 'peer-add', () => core.peers[0]);
	return {core, connections};
}
