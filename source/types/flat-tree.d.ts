declare module 'flat-tree' {
	/** Walks the nodes of a tree that is kept as a flat list. */
	export type Iterator = {
		readonly index: number;
	};

	/** One that stands on a node. */
	export function iterator(index: number): Iterator;

	/** The node of a height, 0 for leaves, that is the `offset`th from the left there. */
	export function index(depth: number, offset: number): number;

	/** The height of a node: 0 for leaves. */
	export function depth(index: number): number;

	export function parent(index: number): number;

	/** None for a leaf: an empty array. */
	export function children(index: number): readonly number[];

	/** The first and the last leaf below a node. */
	export function spans(index: number): readonly [first: number, last: number];
}
