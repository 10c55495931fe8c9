import indexEncoder from 'index-encoder';

const {UINT} = indexEncoder;

/** Blocks `start` … `end` - 1; `end` may be Infinity. */
export type BlockRange = {
	readonly start: number;
	readonly end: number;
};

/** Top of a feed's data in hypercore-storage 3 (`lib/keys.js`): the key goes on with a data pointer, a type, and what that type needs. */
const dataTop = 4;
/** The type of a block among a feed's data: the key ends with the block's index. */
const blockType = 3;
/** The type of a node of the feed's Merkle tree. */
const treeNodeType = 4;

/**
The index of the block that is kept under this key, or undefined for a key of anything else.

The data pointer isn't looked at: a database holds one feed, without named sessions.
*/
export function blockIndexOf(key: Uint8Array): number | undefined {
	return indexOf(key, blockType);
}

/** Whether a node of the feed's Merkle tree is kept under this key. */
export function isTreeNodeKey(key: Uint8Array): boolean {
	return indexOf(key, treeNodeType) !== undefined;
}

/** The blocks whose keys lie in `start` ≤ key < `end`, or undefined when there can be none. */
export function blockRangeOf(start: Uint8Array, end: Uint8Array): BlockRange | undefined {
	const first = placeOf(start);
	const last = placeOf(end);
	const range = {start: first.index, end: last.pointer > first.pointer ? Infinity : last.index};
	return range.start < range.end ? range : undefined;
}

function indexOf(key: Uint8Array, type: number): number | undefined {
	if (key[0] !== dataTop || key.length < 4) {
		return undefined;
	}

	const state = {buffer: key, start: 1, end: key.length};
	UINT.decode(state);
	if (key[state.start] !== type) {
		return undefined;
	}

	state.start++;
	const index = UINT.decode(state);
	return index === Infinity ? undefined : index;
}

/** The first block key that doesn't sort before `key`; its index is Infinity when that data pointer has none left. */
function placeOf(key: Uint8Array): {readonly pointer: number; readonly index: number} {
	const [top = 0] = key;
	if (top !== dataTop || key.length === 1) {
		return {pointer: top > dataTop ? Infinity : 0, index: 0};
	}

	const state = {buffer: key, start: 1, end: key.length};
	const pointer = UINT.decode(state);
	const type = key[state.start++] ?? 0;
	if (type !== blockType) {
		return {pointer, index: type > blockType ? Infinity : 0};
	}

	return {pointer, index: state.start < key.length ? UINT.decode(state) : 0};
}
