import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test, {type TestContext} from 'node:test';
import type Hypercore from 'hypercore';
import {sayWhatIsHere} from '../../source/transfer/say-what-is-here.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';

test('a peer can get everything that is left behind a gap, once it has been told', async t => {
	const {source, copies: [copy]} = await feeds(t, 1);
	await source.clear(3, 5);
	sayWhatIsHere(source);
	for (const index of [0, 1, 2, 5, 9, 10, 19]) {
		assert.equal(String(await copy!.get(index)), `block ${index}`);
	}
});

test('every peer is told', async t => {
	const {source, copies} = await feeds(t, 3);
	await source.clear(0, 18);
	sayWhatIsHere(source);
	for (const copy of copies) {
		assert.equal(String(await copy.get(18)), 'block 18');
	}
});

test('a peer that is told again what it knows still gets everything', async t => {
	const {source, copies: [copy]} = await feeds(t, 1);
	sayWhatIsHere(source);
	sayWhatIsHere(source);
	await copy!.download({start: 0, end: 20}).done();
	assert.equal(await copy!.has(0, 20), true);
});

test('with nobody there, nothing happens', async t => {
	const source = await memoryFeed(t);
	sayWhatIsHere(source);
	await source.append(Buffer.from('content'));
	sayWhatIsHere(source);
	assert.equal(source.peers.length, 0);
});

/** A feed of twenty blocks, and copies of it that have the tenth, from when it was the last. */
async function feeds(t: TestContext, count: number): Promise<{readonly source: Hypercore; readonly copies: readonly Hypercore[]}> {
	const source = await memoryFeed(t);
	await source.append(Array.from({length: 10}, (_, index) => Buffer.from(`block ${index}`)));
	const copies: Hypercore[] = [];
	while (copies.length < count) {
		const copy = await memoryFeed(t, source.key);
		await connectFeeds(t, source, copy);
		await copy.get(9);
		copies.push(copy);
	}

	await source.append(Array.from({length: 10}, (_, index) => Buffer.from(`block ${index + 10}`)));
	return {source, copies};
}
