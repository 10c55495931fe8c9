import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import crypto from 'hypercore-crypto';
import {
	blocksBelow, growSubtree, halvesOf, pathUp, subtreesOf,
} from '../../source/storage/subtrees.ts';
import {memoryFeed} from '../helpers/memory-feeds.ts';

const ranges: ReadonlyArray<readonly [start: number, end: number, roots: readonly number[]]> = [
	[0, 0, []],
	[0, 1, [0]],
	[1, 2, [2]],
	[0, 2, [1]],
	[1, 3, [2, 4]],
	[0, 8, [7]],
	[1, 8, [2, 5, 11]],
	[3, 13, [6, 11, 19, 24]],
	[4, 5, [8]],
	[2 ** 27, 2 ** 28, [(2 ** 28) + (2 ** 27) - 1]],
];

test('a range of blocks falls into its largest subtrees', () => {
	for (const [start, end, roots] of ranges) {
		assert.deepEqual(subtreesOf({start, end}), roots, `${start} to ${end}`);
	}
});

test('the subtrees of a range have each of its blocks once, and are two of each height at most', () => {
	for (let start = 0; start < 20; start++) {
		for (let end = start; end < 70; end++) {
			let next = start;
			const lengths = new Map<number, number>();
			for (const root of subtreesOf({start, end})) {
				const below = blocksBelow(root);
				assert.equal(below.start, next);
				next = below.end;
				const length = below.end - below.start;
				lengths.set(length, (lengths.get(length) ?? 0) + 1);
			}

			assert.equal(next, end);
			assert.ok([...lengths.values()].every(count => count <= 2));
		}
	}
});

test('a subtree has two halves, a leaf none', () => {
	assert.deepEqual([halvesOf(7), halvesOf(1), halvesOf(4)], [[3, 11], [0, 2], []]);
});

test('the way up from a node has no end', () => {
	const way = pathUp(4);
	assert.deepEqual([way.next().value, way.next().value, way.next().value, way.next().value, way.next().value], [4, 5, 3, 7, 15]);
});

test('what is grown from leaves is what a feed has', async t => {
	const feed = await memoryFeed(t);
	const blocks = Array.from({length: 11}, (_, index) => Buffer.from('x'.repeat(index)));
	await feed.append(blocks);
	const leaf = (block: number) => ({size: blocks[block]!.length, hash: crypto.data(blocks[block]!)});
	for (const root of [...subtreesOf({start: 0, end: 11}), 3, 5, 13]) {
		const nodes = growSubtree(root, leaf);
		const {start, end} = blocksBelow(root);
		assert.equal(nodes.length, (2 * (end - start)) - 1);
		assert.equal(nodes.at(-1)!.index, root);
		for (const node of nodes) {
			const reading = feed.core.storage.read(feed.fork);
			const found = reading.getTreeNode(node.index);
			reading.tryFlush();
			assert.deepEqual(await found, {index: node.index, size: node.size, hash: node.hash});
		}
	}
});
