declare module 'flat-tree' {
	/** Walks the nodes of a tree that is kept as a flat list. */
	export type Iterator = {
		readonly index: number;
	};

	/** One that stands on a node. */
	export function iterator(index: number): Iterator;
}
