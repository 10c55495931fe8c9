import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import {completeness} from '../../source/transfer/completeness.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';

const all = (): boolean => true;

const table: ReadonlyArray<readonly [title: string, contiguous: number, has: (index: number) => boolean, length: number, complete: number]> = [
	['nobody has anything of an empty feed', 0, () => false, 0, 0],
	['who has nothing has nothing', 0, () => false, 100, 0],
	['who has all from the start has all, whether that is marked or not', 100, () => false, 100, 1],
	['who has more than is known here has all of that', 120, all, 100, 1],
	['what comes behind a gap counts', 50, index => index >= 75, 100, 0.75],
	['what is marked although it is from the start counts once', 50, index => index < 60, 100, 0.6],
	['every bit of a word counts', 0, all, 96, 1],
	['bits behind the end don’t', 0, index => index >= 33, 34, 1 / 34],
	['one block that is missing shows', 0, index => index !== 77_777, 100_000, 0.999_99],
	['pages of which nothing is marked count for nothing', 0, index => index >= 70_000, 100_000, 0.3],
	['it may begin on a later page', 40_000, index => index < 80_000, 160_000, 0.5],
];

for (const [title, remoteContiguousLength, has, length, complete] of table) {
	test(title, () => {
		assert.equal(completeness({remoteContiguousLength, remoteBitfield: bitfield(has, length + 64)}, length), complete);
	});
}

test('of a real peer it is what the peer has', async t => {
	const source = await memoryFeed(t);
	await source.append(Array.from({length: 200}, (_, index) => Buffer.from(`${index}`)));
	const copy = await memoryFeed(t, source.key);
	await connectFeeds(t, source, copy);
	await copy.download({start: 100, end: 150}).done();
	assert.equal(completeness(copy.peers[0]!, copy.length), 1);
	const other = await memoryFeed(t, source.key);
	await connectFeeds(t, other, copy);
	await other.get(120);
	assert.equal(completeness(other.peers[0]!, other.length), 50 / 200);
});

/** Pages of bits, where there are any. */
function bitfield(has: (index: number) => boolean, length: number) {
	const pages = new Map<number, {readonly bitfield: Uint32Array}>();
	for (let index = 0; index < length; index++) {
		if (has(index)) {
			const page = Math.floor(index / 32_768);
			const {bitfield} = pages.get(page) ?? {bitfield: new Uint32Array(1024)};
			pages.set(page, {bitfield});
			bitfield[Math.floor((index % 32_768) / 32)]! |= 1 << (index % 32);
		}
	}

	return {getBitfield: (index: number) => pages.get(Math.floor(index / 32_768)) ?? null};
}
