import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test, {type TestContext} from 'node:test';
import type Hypercore from 'hypercore';
import type {BlockData, HashProof, Peer} from 'hypercore';
import {levelsToKnown, readNode} from '../../source/storage/tree-nodes.ts';
import {LeafProofs, type LeafProofsOptions} from '../../source/transfer/leaf-proofs.ts';
import {sayWhatIsHere} from '../../source/transfer/say-what-is-here.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';

const length = 40;

async function sourceFeed(t: TestContext): Promise<Hypercore> {
	const source = await memoryFeed(t);
	await source.append(Array.from({length}, (_, index) => Buffer.from(`block ${index}`)));
	return source;
}

type Asking = {readonly copy: Hypercore; readonly proofs: LeafProofs; readonly ask: (start: number, end: number) => Promise<boolean>};

/** A copy that has the last block only. */
async function copyOf(t: TestContext, source: Hypercore, options?: LeafProofsOptions): Promise<Asking> {
	const copy = await memoryFeed(t, source.key);
	const proofs = new LeafProofs(copy, options);
	await connectFeeds(t, source, copy);
	await copy.get(length - 1);
	return {
		copy, proofs, ask: async (start, end) => proofs.ask({start, end}, await levelsToKnown(copy, 2 * start)),
	};
}

/** What is sent instead of the answers to requests for hashes. */
function lie(source: Hypercore, change: (hash: HashProof) => Partial<BlockData>): void {
	source.on('peer-add', ({wireData}) => {
		const send = wireData.send.bind(wireData);
		wireData.send = data => {
			send(data.hash ? {...data, ...change(data.hash)} : data);
		};
	});
}

test('a leaf and the nodes above it are proven, and no block comes', async t => {
	const source = await sourceFeed(t);
	const {copy, ask} = await copyOf(t, source);
	let blocks = 0;
	copy.on('download', () => {
		blocks++;
	});
	assert.equal(await readNode(copy, 7), null);
	assert.equal(await ask(0, 8), true);
	for (const node of [0, 2, 1, 5, 3, 11, 7]) {
		assert.deepEqual(await readNode(copy, node), await readNode(source, node));
	}

	assert.equal(blocks, 0);
	assert.equal(await copy.has(0), false);
});

test('many can be asked for at once, and other requests go on', async t => {
	const source = await sourceFeed(t);
	const {copy, ask} = await copyOf(t, source);
	const [got, ...proven] = await Promise.all([copy.get(20), ...Array.from({length: 30}, async (_, index) => ask(index, index + 1))]);
	assert.equal(String(got), 'block 20');
	assert.ok(proven.every(Boolean));
});

test('nobody is asked who has none of the blocks, or when nobody is there', async t => {
	const source = await sourceFeed(t);
	const {copy} = await copyOf(t, source);
	await source.clear(0, 10);
	sayWhatIsHere(source);
	await copy.get(11);
	const proofs = new LeafProofs(copy, {newsPatience: 10});
	assert.equal(await proofs.ask({start: 0, end: 8}, 4), false);
	assert.equal(await proofs.ask({start: 8, end: 16}, 4), true);
	const alone = new LeafProofs(await memoryFeed(t, source.key));
	assert.equal(await alone.ask({start: 0, end: 8}, 4), false);
});

test('a peer is asked what it has when that is not known', async t => {
	const source = await sourceFeed(t);
	await source.clear(3);
	const {ask} = await copyOf(t, source);
	assert.equal(await ask(8, 16), true);
});

const block = {index: 0, value: Buffer.from('lie'), nodes: []};

const lies: ReadonlyArray<readonly [what: string, change: (hash: HashProof) => Partial<BlockData>]> = [
	['another hash', hash => ({hash: {...hash, nodes: hash.nodes.map((node, index) => index === 0 ? {...node, hash: Buffer.alloc(32, 1)} : node)}})],
	['another size', hash => ({hash: {...hash, nodes: hash.nodes.map((node, index) => index === 1 ? {...node, size: node.size + 1} : node)}})],
	['fewer nodes', hash => ({hash: {...hash, nodes: hash.nodes.slice(0, -1)}})],
	['no nodes', hash => ({hash: {...hash, nodes: []}})],
	['another leaf', hash => ({hash: {...hash, index: hash.index + 2}})],
	['a block with it', hash => ({hash, block})],
];

for (const [what, change] of lies) {
	test(`a peer that sends ${what} is not believed, nor asked again, and others are`, async t => {
		const source = await sourceFeed(t);
		const liar = await memoryFeed(t, source.key);
		await connectFeeds(t, source, liar);
		await liar.download({start: 0, end: length}).done();
		lie(liar, change);
		const {copy, ask} = await copyOf(t, liar);
		assert.equal(await ask(0, 8), false);
		assert.equal(await readNode(copy, 7), null);
		const [peer] = copy.peers;
		assert.equal(peer!.paused, true);
		await connectFeeds(t, source, copy);
		await copy.get(20);
		assert.equal(await ask(0, 8), true);
		assert.deepEqual(await readNode(copy, 7), await readNode(source, 7));
	});
}

test('a peer that does not answer, or goes, is given up', async t => {
	const source = await sourceFeed(t);
	source.on('peer-add', (peer: Peer) => {
		const handle = peer._handleRequest.bind(peer);
		peer._handleRequest = async request => request.hash ? undefined : handle(request);
	});
	const {ask} = await copyOf(t, source, {patience: 10});
	assert.equal(await ask(0, 8), false);
	const {copy, ask: askPatiently} = await copyOf(t, source);
	const asked = askPatiently(0, 8);
	setImmediate(() => {
		copy.peers[0]!.stream.destroy();
	});
	assert.equal(await asked, false);
});

test('news of peers are told', async t => {
	const source = await sourceFeed(t);
	const copy = await memoryFeed(t, source.key);
	const proofs = new LeafProofs(copy);
	const news = new Promise<void>(resolve => {
		proofs.onNews = resolve;
	});
	await connectFeeds(t, source, copy);
	await news;
});
