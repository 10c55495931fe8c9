import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import test, {type TestContext} from 'node:test';
import type SecretStream from '@hyperswarm/secret-stream';
import type Hypercore from 'hypercore';
import {detachFeed} from '../../source/transfer/detach-feed.ts';
import {connectedStreams, memoryFeed} from '../helpers/memory-feeds.ts';
import {SeededRandom} from '../helpers/seeded-random.ts';

test('a feed is taken off a connection on both sides, and others go on over it', async t => {
	const [first, second] = [await feeds(t), await feeds(t)];
	const [left, right] = await connect(t, first, second);
	await first.copy.get(0);
	const gone = once(first.copy, 'peer-remove');
	detachFeed(left, first.source);
	await gone;
	assert.equal(first.source.peers.length, 0);
	assert.equal(String(await second.copy.get(0)), 'block 0');
	assert.deepEqual([left.destroyed, right.destroyed], [false, false]);
});

test('either side can put it back', async t => {
	for (const side of [0, 1] as const) {
		const pair = await feeds(t);
		const streams = await connect(t, pair);
		await pair.copy.get(0);
		const core = side === 0 ? pair.source : pair.copy;
		const other = side === 0 ? pair.copy : pair.source;
		const gone = once(other, 'peer-remove');
		detachFeed(streams[side], core);
		await gone;
		core.replicate(streams[side]);
		assert.equal(String(await pair.copy.get(1)), 'block 1');
	}
});

test('what was put on a connection and taken off at once never opens', async t => {
	const {source, copy} = await feeds(t);
	const [left, right] = await connectedStreams(t);
	copy.replicate(right);
	source.replicate(left);
	detachFeed(left, source);
	const other = await feeds(t);
	other.source.replicate(left);
	other.copy.replicate(right);
	await other.copy.get(0);
	assert.equal(source.peers.length, 0);
	assert.equal(copy.peers.length, 0);
});

test('what was never there can be taken off', async t => {
	const {source} = await feeds(t);
	const [left] = await connectedStreams(t);
	detachFeed(left, source);
	assert.equal(left.destroyed, false);
});

test('in whatever order both sides take it off and put it back, it goes on when both have it', async t => {
	const random = new SeededRandom();
	t.diagnostic(`seed ${random.seed}`);
	const {source, copy} = await feeds(t);
	const [left, right] = await connect(t, {source, copy});
	const sides = [{stream: left, core: source, has: true}, {stream: right, core: copy, has: true}];
	for (let index = 0; index < 20; index++) {
		for (let step = 0; step < 6; step++) {
			const side = random.pick(sides);
			if (side.has) {
				detachFeed(side.stream, side.core);
			} else {
				side.core.replicate(side.stream);
			}

			side.has = !side.has;
			if (random.pick([true, false])) {
				await new Promise(resolve => {
					setImmediate(resolve);
				});
			}
		}

		for (const side of sides.filter(({has}) => !has)) {
			side.core.replicate(side.stream);
			side.has = true;
		}

		assert.equal(String(await copy.get(index)), `block ${index}`);
	}
});

type Feeds = {readonly source: Hypercore; readonly copy: Hypercore};

async function feeds(t: TestContext): Promise<Feeds> {
	const source = await memoryFeed(t);
	await source.append(Array.from({length: 20}, (_, index) => Buffer.from(`block ${index}`)));
	return {source, copy: await memoryFeed(t, source.key)};
}

async function connect(t: TestContext, ...pairs: readonly Feeds[]): Promise<readonly [SecretStream, SecretStream]> {
	const [left, right] = await connectedStreams(t);
	for (const {source, copy} of pairs) {
		source.replicate(left);
		copy.replicate(right);
	}

	return [left, right];
}
