import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import test, {type TestContext} from 'node:test';
import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import crypto from 'hypercore-crypto';
import {Connections} from '../../source/app/connections.ts';
import {PeerViews} from '../../source/transfer/peer-views.ts';
import {peersOf} from '../../source/transfer/rest-peer.ts';
import {routeOf, type Route} from '../../source/transfer/route-of.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {waitFor} from '../helpers/wait-for.ts';

const blocks = 300;
const blockSize = 65_536;
/** Bytes a second: so slowly that a route can change on the way. */
const limit = 8_000_000;
/** Blocks of an earlier time. */
const earlier = 62;

test('two who exchange a feed move to TCP in the middle of it, and no block is sent twice', async t => {
	const {source, copy} = await exchange(t);
	const uploads = countUploads(source);
	const {done} = download(copy);
	await reached(copy, 'tcp');
	const atMove = uploads.all;
	await done;
	assert.equal(copy.contiguousLength, blocks);
	assert.ok(atMove < blocks);
	assert.equal(uploads.all, blocks);
	assert.ok(uploads.by('tcp') > 0);
	assert.deepEqual([source, copy].map(core => peersOf(core).length), [1, 1]);
});

test('when TCP breaks it goes on over UDX, and comes back to TCP', async t => {
	const {source, copy} = await exchange(t);
	const uploads = countUploads(source);
	const {done} = download(copy);
	const tcp: Peer = await reached(copy, 'tcp');
	// As when a cable is pulled, without a word to the other side of the stream.
	tcp.stream.rawStream.destroy();
	await reached(copy, 'udp');
	await done;
	assert.ok(uploads.by('udp') > 0);
	// What was under way when it broke is asked for once more.
	assert.ok(uploads.all <= blocks + 64, `${uploads.all} blocks were sent for ${blocks}`);
	await reached(copy, 'tcp');
});

test('without TCP everything goes over UDX', async t => {
	const {source, copy} = await exchange(t, {tcp: false});
	const uploads = countUploads(source);
	await download(copy).done;
	assert.deepEqual([uploads.by('udp'), uploads.by('tcp')], [blocks, 0]);
});

test('one who doesn’t speak TCP and one who does exchange over UDX', async t => {
	const {source, copy} = await exchange(t, {receiverTcp: false});
	const uploads = countUploads(source);
	await download(copy).done;
	assert.deepEqual([uploads.by('udp'), uploads.by('tcp')], [blocks, 0]);
});

test('how far a peer over TCP is, and how much of a feed that is whole here it has from an earlier time, is asked of it', async t => {
	const {source, copy} = await exchange(t, {earlier});
	await reached(copy, 'tcp');
	const views = new PeerViews(source, () => 0);
	const samples = new EventTarget();
	const timer = setInterval(() => {
		views.sample(0);
		samples.dispatchEvent(new Event('sample'));
	}, 20);
	t.after(() => {
		clearInterval(timer);
	});
	const {complete, roundTrip} = await waitFor(samples, 'sample', () => views.views(0).find(view => view.route === 'tcp' && view.roundTrip !== undefined));
	assert.equal(complete, earlier / blocks);
	assert.ok(roundTrip! > 0);
});

type Exchange = {
	readonly tcp?: boolean;
	readonly receiverTcp?: boolean;
	/** So many blocks are at the receiver before the two meet. */
	readonly earlier?: number;
};

async function exchange(t: TestContext, {tcp = true, receiverTcp = true, earlier = 0}: Exchange = {}): Promise<{readonly source: Hypercore; readonly copy: Hypercore}> {
	const {bootstrap} = await localTestnet(t);
	const source = await memoryFeed(t);
	await source.append(Array.from({length: blocks}, (_, index) => Buffer.alloc(blockSize, index)));
	const copy = await memoryFeed(t, source.key);
	if (earlier > 0) {
		const before = await connectFeeds(t, source, copy);
		await copy.download({start: 100, end: 100 + earlier}).done();
		const gone = [source, copy].map(async core => once(core, 'peer-remove'));
		before.destroy();
		await Promise.all(gone);
	}

	const [sharer, receiver] = [tcp, receiverTcp].map(tcp => new Connections({keyPair: crypto.keyPair(), bootstrap, tcp}));
	t.after(async () => Promise.all([sharer!.close(), receiver!.close()]));
	await sharer!.join({core: source}, {announce: true}).announced;
	receiver!.replication.limits.limitAll({upload: undefined, download: limit});
	receiver!.join({core: copy}, {announce: false});
	return {source, copy};
}

function download(core: Hypercore): {readonly done: Promise<unknown>} {
	return {done: core.download({start: 0, end: blocks}).done()};
}

/** The peer of a feed, as soon as it is asked over this route. */
async function reached(core: Hypercore, route: Route): Promise<Peer> {
	for (;;) {
		const [peer] = peersOf(core);
		if (peer && routeOf(peer.stream.rawStream) === route) {
			return peer;
		}

		await new Promise(resolve => {
			core.once('peer-add', resolve);
			core.once('peer-remove', resolve);
			core.once('download', resolve);
		});
	}
}

function countUploads(core: Hypercore): {readonly all: number; readonly by: (route: Route) => number} {
	const counts = new Map<Route, number>();
	core.on('upload', (_index, _byteLength, {stream}) => {
		const route = routeOf(stream.rawStream);
		counts.set(route, (counts.get(route) ?? 0) + 1);
	});
	return {
		get all() {
			return [...counts.values()].reduce((sum, count) => sum + count, 0);
		},
		by: route => counts.get(route) ?? 0,
	};
}
