
declare module 'hypercore-storage' {
	/** A node of the Merkle tree; block `i` is node `2 * i`. */
	export type TreeNode = {
		readonly index: number;
		/** Bytes of all blocks below it. */
		readonly size: number;
		readonly hash: Uint8Array;
	};

	/** Reads that belong together: ask, then call `tryFlush()`, then await. */
	export type StorageReader = {
		getBlock(index: number): Promise<Uint8Array | null>;
		getTreeNode(index: number): Promise<TreeNode | null>;
		tryFlush(): void;
		destroy(): void;
	};

	/** Writes that are stored together. */
	export type WriteBatch = {
		putTreeNode(node: TreeNode): void;
		/** A page of the bitfield: which of 32,768 blocks are here. */
		putBitfieldPage(index: number, page: Uint8Array): void;
	};

	/** Where one Hypercore is kept. */
	export type HypercoreStorage = {
		/** With a fork, tree nodes are looked up in a cache first. */
		read(fork?: number): StorageReader;
		createTreeNodeStream(range?: {readonly gte?: number; readonly lt?: number}): AsyncIterable<TreeNode>;
		createBlockStream(range?: {readonly gte?: number; readonly lt?: number; readonly reverse?: boolean}): AsyncIterable<{readonly index: number; readonly value: Uint8Array}>;
		snapshot(): HypercoreStorage;
	};

	/** Where Hypercores are kept, given a database with rocksdb-native's interface. */
	export default class CorestoreStorage {
		constructor(database: object);
		readonly closed: boolean;
		close(): Promise<void>;
	}
}

declare module 'hypercore-storage/lib/keys.js' {
	type Key = Uint8Array;

	const keys: {
		readonly store: {
			head(): Key;
			core(discoveryKey: Uint8Array): Key;
			coreStart(): Key;
			coreEnd(): Key;
			/** From … to. */
			clear(): [Key, Key];
		};
		readonly core: {
			core(corePointer: number): Key;
			auth(corePointer: number): Key;
			data(dataPointer: number): Key;
			head(dataPointer: number): Key;
			hints(dataPointer: number): Key;
			block(dataPointer: number, index: number): Key;
			tree(dataPointer: number, index: number): Key;
			bitfield(dataPointer: number, index: number, type: number): Key;
			userData(dataPointer: number, name: string): Key;
			local(dataPointer: number, name: Uint8Array): Key;
			mark(dataPointer: number, index: number): Key;
		};
	};
	export default keys;
}
