import assert from 'node:assert/strict';
import {setImmediate as settled} from 'node:timers/promises';
import test from 'node:test';
import type Hypercore from 'hypercore';
import type {BlockRange} from '../../source/base/join-ranges.ts';
import {Ranges} from '../../source/transfer/ranges.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';

test('only sixteen ranges are active, the earliest first, and each that is done makes room for the next', async () => {
	const core = new FakeCore();
	const ranges = new Ranges(core.asHypercore());
	ranges.add(Array.from({length: 20}, (_, index) => ({start: index * 10, end: (index * 10) + 5})));
	assert.deepEqual(core.asked, Array.from({length: 16}, (_, index) => index * 10));
	core.finish(70);
	core.finish(30);
	await settled();
	assert.deepEqual(core.asked.slice(16), [160, 170]);
	ranges.add([{start: 500, end: 501}]);
	for (const start of core.asked) {
		core.finish(start);
	}

	await settled();
	assert.deepEqual(core.asked.slice(18), [180, 190, 500]);
});

test('what was cleared is not asked for any more, and what comes after is', async () => {
	const core = new FakeCore();
	const ranges = new Ranges(core.asHypercore());
	ranges.add(Array.from({length: 20}, (_, index) => ({start: index, end: index + 1})));
	ranges.clear();
	await settled();
	assert.equal(core.asked.length, 16);
	assert.equal(core.destroyed.length, 16);
	ranges.add([{start: 99, end: 100}]);
	assert.deepEqual(core.asked.slice(16), [99]);
});

test('nothing is asked of a feed that is closed', () => {
	const core = new FakeCore();
	core.closed = true;
	new Ranges(core.asHypercore()).add([{start: 0, end: 1}]);
	assert.deepEqual(core.asked, []);
});

test('the blocks of more ranges than are active all arrive, and no others', async t => {
	const source = await memoryFeed(t);
	await source.append(Array.from({length: 200}, (_, index) => Uint8Array.of(index)));
	const copy = await memoryFeed(t, source.key);
	const wanted = new Set(Array.from({length: 40}, (_, index) => index * 5));
	const arrived = new Set<number>();
	const all = new Promise<void>(resolve => {
		copy.on('download', index => {
			arrived.add(index);
			if (arrived.size === wanted.size) {
				resolve();
			}
		});
	});
	new Ranges(copy).add([...wanted].map(start => ({start, end: start + 1})));
	await connectFeeds(t, source, copy);
	await all;
	assert.deepEqual([...arrived].toSorted((a, b) => a - b), [...wanted]);
});

/** Remembers what it was asked to download, by the first block. */
class FakeCore {
	closed = false;
	readonly asked: number[] = [];
	readonly destroyed: number[] = [];
	readonly #downloads = new Map<number, {readonly resolve: () => void; readonly reject: (error: Error) => void}>();

	asHypercore(): Hypercore {
		// Of a Hypercore only this is used.
		// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
		return this as unknown as Hypercore;
	}

	download({start}: BlockRange) {
		this.asked.push(start);
		return {
			done: async () => new Promise<void>((resolve, reject) => {
				this.#downloads.set(start, {resolve, reject});
			}),
			destroy: () => {
				this.destroyed.push(start);
				this.#downloads.get(start)?.reject(new Error('REQUEST_CANCELLED'));
			},
		};
	}

	finish(start: number): void {
		this.#downloads.get(start)?.resolve();
	}
}
