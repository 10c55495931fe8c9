import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test, {type TestContext} from 'node:test';
import type Hypercore from 'hypercore';
import crypto from 'hypercore-crypto';
import {Connections, type ConnectionsOptions} from '../../source/app/connections.ts';
import {PeerAccess} from '../../source/app/peer-access.ts';
import {recordDefaults} from '../../source/library/record.ts';
import type {AccessRequest} from '../../source/transfer/active-feed.ts';
import {PeerViews} from '../../source/transfer/peer-views.ts';
import {peersOf} from '../../source/transfer/rest-peer.ts';
import {routeOf} from '../../source/transfer/route-of.ts';
import {memoryFeed} from '../helpers/memory-feeds.ts';
import {localTestnet} from '../helpers/testnet.ts';

const blocks = 20;
/** Nothing leaves this computer. */
const lanInterface = '127.0.0.1';
/** Where nobody listens. */
const nobody = ['127.0.0.1:1'];

for (const who of ['sharer', 'receiver'] as const) {
	test(`without any DHT two in one network find each other and use TCP, also when the ${who} comes first`, async t => {
		const {source, copy} = await feeds(t);
		const [sharer, receiver] = [open(t, {lan: 'only'}), open(t, {lan: 'only'})];
		const steps = [
			async () => sharer.join({core: source}, {announce: true}).announced,
			async () => receiver.join({core: copy}, {announce: false}).announced,
		];
		for (const step of who === 'sharer' ? steps : steps.toReversed()) {
			await step();
		}

		await copy.download({start: 0, end: blocks}).done();
		assert.deepEqual(peersOf(copy).map(({stream}) => routeOf(stream.rawStream)), ['tcp']);
		assert.ok(receiver.isReachable);
	});
}

test('when the DHT can’t be reached, it goes on in the local network, and what is shared counts as announced', async t => {
	const {source, copy} = await feeds(t);
	const [sharer, receiver] = [open(t, {bootstrap: nobody}), open(t, {bootstrap: nobody})];
	await sharer.join({core: source}, {announce: true}).announced;
	receiver.join({core: copy}, {announce: true});
	await copy.download({start: 0, end: blocks}).done();
	assert.equal(sharer.isDhtReachable, false);
});

test('who asks first is told the address of a peer that came over TCP', async t => {
	const {source, copy} = await feeds(t);
	const [sharer, receiver] = [open(t, {lan: 'only'}), open(t, {lan: 'only'})];
	const asked = Promise.withResolvers<AccessRequest>();
	const access = new PeerAccess({
		library: {update: async () => undefined}, key: source.key, direction: 'sharing', record: {...recordDefaults, asksFirst: true}, onEvent: () => undefined, onRequest: asked.resolve,
	});
	await sharer.join({core: source, access}, {announce: true}).announced;
	receiver.join({core: copy}, {announce: false});
	const {peer, address} = await asked.promise;
	assert.match(address, /^127\.0\.0\.1:\d+$/v);
	await access.answer(peer, {isAllowed: true});
	await copy.download({start: 0, end: blocks}).done();
	assert.deepEqual(new PeerViews(source, () => 0).views(0).map(view => view.address), [address]);
});

test('a peer that is connected already is found for one more feed, over the same connection', async t => {
	const [first, second] = [await feeds(t), await feeds(t)];
	const [sharer, receiver] = [open(t, {lan: 'only'}), open(t, {lan: 'only'})];
	for (const {source, copy} of [first, second]) {
		await sharer.join({core: source}, {announce: true}).announced;
		receiver.join({core: copy}, {announce: false});
		await copy.download({start: 0, end: blocks}).done();
	}

	assert.equal(receiver.connected, 1);
});

test('who comes over the DHT and over the local network is one peer', async t => {
	const {bootstrap} = await localTestnet(t);
	const {source, copy} = await feeds(t);
	const [sharer, receiver] = [open(t, {bootstrap, lan: 'on'}), open(t, {bootstrap, lan: 'on'})];
	await sharer.join({core: source}, {announce: true}).announced;
	receiver.join({core: copy}, {announce: true});
	await copy.download({start: 0, end: blocks}).done();
	assert.equal(peersOf(copy).length, 1);
});

type Feeds = {readonly source: Hypercore; readonly copy: Hypercore};

async function feeds(t: TestContext): Promise<Feeds> {
	const source = await memoryFeed(t);
	await source.append(Array.from({length: blocks}, (_, index) => Buffer.alloc(10_000, index)));
	return {source, copy: await memoryFeed(t, source.key)};
}

function open(t: TestContext, options: Partial<ConnectionsOptions>): Connections {
	const connections = new Connections({
		keyPair: crypto.keyPair(), bootstrap: undefined, lanInterface, ...options,
	});
	t.after(async () => connections.close());
	return connections;
}
