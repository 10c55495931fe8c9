import {
	children, depth, index, parent, spans,
} from 'flat-tree';
import crypto from 'hypercore-crypto';
import type {TreeNode} from 'hypercore-storage';
import type {BlockRange} from '../base/join-ranges.ts';
import type {Leaf} from './in-place-blocks.ts';

/*
Nodes of a feed's Merkle tree have the numbers of Dat's DEP-0002 (“Hypercore”, section “Merkle tree”), which the package flat-tree computes: block `i` is leaf `2 * i`, and a node's parent stands halfway between it and its sibling. What a node's hash is made of is in hypercore-crypto: a leaf's of its bytes and their number, a parent's of both children and the sum of their sizes.
*/

/** The largest subtrees whose blocks all lie in a range, from left to right: at most two of each height. */
export function subtreesOf({start, end}: BlockRange): number[] {
	const roots: number[] = [];
	while (start < end) {
		let height = 0;
		let blocks = 1;
		while (start % (2 * blocks) === 0 && start + (2 * blocks) <= end) {
			blocks *= 2;
			height++;
		}

		roots.push(index(height, start / blocks));
		start += blocks;
	}

	return roots;
}

/** The blocks below a node. */
export function blocksBelow(root: number): BlockRange {
	const [first, last] = spans(root);
	return {start: first / 2, end: (last / 2) + 1};
}

/** How many levels a subtree has above its leaves. */
export function heightOf(root: number): number {
	return depth(root);
}

/** The two subtrees that a subtree consists of; none when it is a leaf. */
export function halvesOf(root: number): readonly number[] {
	return depth(root) === 0 ? [] : children(root);
}

/** A node and those above it, without end. */
export function * pathUp(node: number): Generator<number, never> {
	for (;;) {
		yield node;
		node = parent(node);
	}
}

/** Every node of a subtree, its leaves first and its root last, from what the leaves of its blocks are. */
export function growSubtree(root: number, leafOf: (block: number) => Leaf): TreeNode[] {
	const {start, end} = blocksBelow(root);
	let level = Array.from({length: end - start}, (_, offset): TreeNode => ({index: 2 * (start + offset), ...leafOf(start + offset)}));
	const nodes = [...level];
	while (level.length > 1) {
		const above: TreeNode[] = [];
		for (let place = 0; place < level.length; place += 2) {
			const left = level[place]!;
			const right = level[place + 1]!;
			above.push({index: parent(left.index), size: left.size + right.size, hash: crypto.parent(left, right)});
		}

		nodes.push(...above);
		level = above;
	}

	return nodes;
}
