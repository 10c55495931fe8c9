/* eslint-disable unicorn/prefer-event-target -- As the package does it: null where there is nothing, and Node.js event emitters. */
declare module 'hypercore' {
	import type {EventEmitter} from 'node:events';
	import type SecretStream from '@hyperswarm/secret-stream';
	import type {Iterator} from 'flat-tree';
	import type CorestoreStorage from 'hypercore-storage';
	import type {HypercoreStorage, TreeNode, WriteBatch} from 'hypercore-storage';
	import type Protomux from 'protomux';

	export type KeyPair = {
		readonly publicKey: Uint8Array;
		readonly secretKey: Uint8Array;
	};

	export type HypercoreOptions = {
		/** For a writer; kept in the storage from the first time on. */
		readonly keyPair?: KeyPair | undefined;
		/** Whether a peer may replace blocks by a signed fork with a higher number; true unless given. */
		readonly allowFork?: boolean;
		/** False: fail when the storage doesn't have it. */
		readonly createIfMissing?: boolean;
		/** False: can't be appended to, even with the key pair. */
		readonly writable?: boolean;
		/** Whether a new length is fetched as soon as a peer has it; true unless given. */
		readonly eagerUpgrade?: boolean;
		/** Blocks asked of a peer at a time: at least, at most. */
		readonly inflightRange?: readonly [number, number];
	};

	export type GetOptions = {
		/** False: null, instead of asking peers for it. */
		readonly wait?: boolean;
		/** Milliseconds until it fails with `REQUEST_TIMEOUT`; 0 for never. */
		readonly timeout?: number;
	};

	export type DownloadRange = {
		readonly start?: number;
		/** Missing or -1: to the end, and on as it grows. */
		readonly end?: number;
		/** In order, instead of what is rarest among peers first. */
		readonly linear?: boolean;
		/** These blocks only, instead of a range. */
		readonly blocks?: readonly number[];
	};

	export type Download = {
		ready(): Promise<void>;
		/** Resolves when every block is there, which a range without end never is; fails with `REQUEST_CANCELLED` when it is destroyed. */
		done(): Promise<unknown>;
		destroy(): void;
	};

	export type Counter = {readonly rx: number; readonly tx: number};

	/** What a peer asks for. */
	export type BlockRequest = {readonly id: number; readonly block: {readonly index: number} | null; readonly hash?: unknown};

	/** Nodes of the tree, from one of them on with the siblings that lead upwards. */
	export type HashProof = {readonly index: number; readonly nodes: readonly TreeNode[]};

	/** What a peer sends. */
	export type BlockData = {
		/** Which request it answers. */
		readonly request: number;
		readonly fork: number;
		readonly block: {readonly index: number; readonly value: Uint8Array | null} | null;
		readonly hash: HashProof | null;
		readonly seek: unknown;
		readonly upgrade: unknown;
	};

	/** Asks for a node of the tree, and the siblings on so many levels from it upwards. */
	export type HashRequest = {
		readonly id: number;
		readonly fork: number;
		readonly block: null;
		readonly hash: {readonly index: number; readonly nodes: number};
		readonly seek: null;
		readonly upgrade: null;
		readonly manifest: false;
		readonly priority: number;
	};

	/** Told of what a peer is asked to keep it informed of; nobody here needs to be. */
	export type WantHolder = {addWant(want: unknown): void; removeWant(want: unknown): void};

	/** One connection that has this feed in common. */
	export type Peer = {
		readonly stream: SecretStream;
		readonly protomux: Protomux;
		/** The feed is off the connection. */
		readonly removed: boolean;
		/** What it asked for and has neither got nor cancelled. */
		readonly remoteRequests: ReadonlyMap<number, BlockRequest>;
		/** Requests that wait until the connection takes more. */
		readonly receiverQueue: {push(request: BlockRequest): void};
		/** Answers a request. */
		_handleRequest: (request: BlockRequest) => Promise<void>;
		/** Checks and stores an answer. */
		ondata: (data: BlockData) => Promise<void>;
		/** The peer has no answer. */
		onnodata: (message: {readonly request: number; readonly reason: number}) => void;
		readonly wireRequest: {send: (request: HashRequest) => void};
		readonly wireData: {send: (data: BlockData) => void};
		readonly wireCancel: {send(message: {readonly request: number}): void};
		/** Asks it which of some blocks it has. */
		readonly wireWant: {send(message: {readonly start: number; readonly length: number; readonly any: boolean}): void};
		/** Asks it to tell which blocks around this one it has, unless it was asked already. */
		_maybeWant(index: number, holder: WantHolder): void;
		/** Neither paused nor gone. */
		isActive(): boolean;
		/** Notes that the peer has blocks, or has them no more. */
		onrange: (message: {readonly drop: boolean; readonly start: number; readonly length: number}) => Promise<void>;
		/** Notes which of some blocks the peer has. */
		onbitfield: (message: {readonly start: number; readonly bitfield: Uint32Array}) => void;
		/** Answers a request for a block. */
		onrequest: (message: unknown) => Promise<void>;
		/** Sends what `onrange` gets. */
		readonly wireRange: {send(message: {readonly drop: boolean; readonly start: number; readonly length: number}): void};
		/** Sends what `onbitfield` gets. */
		readonly wireBitfield: {send(message: {readonly start: number; readonly bitfield: Uint32Array}): void};
		readonly remotePublicKey: Uint8Array;
		readonly remoteFork: number;
		readonly remoteLength: number;
		/** Blocks from the start without a gap. */
		readonly remoteContiguousLength: number;
		readonly remoteBitfield: {
			get(index: number): boolean;
			/** The 32,768 bits among which this one is; null when none of them is set. */
			getBitfield(index: number): {readonly bitfield: Uint32Array} | null;
			/** The first index from `position` on with that value, or -1. */
			findFirst(value: boolean, position: number): number;
		};
		/** The other side is fetching. */
		readonly remoteDownloading: boolean;
		readonly remoteUploading: boolean;
		/** It sent bad data, or storing what it sent failed: nothing more is asked of it until it is set to false. */
		paused: boolean;
		/** Requests that it hasn't answered. */
		readonly inflight: number;
		/** How many of them there may be, at least and at most. */
		inflightRange: readonly number[];
		/** How many requests there may be now, by the round trip. */
		getMaxInflight: () => number;
		/** With fewer than so many it is also asked for blocks that others have been asked for already. */
		getMaxHotswapInflight: () => number;
		/** Messages by kind. */
		readonly stats: {
			readonly wireSync: Counter;
			readonly wireRequest: Counter;
			readonly wireData: Counter;
			readonly wireRange: Counter;
			readonly wireBitfield: Counter;
			invalidData: number;
			readonly invalidRequests: number;
			/** Answers "not available"; at 32 it is paused. */
			notAvailableBackoffs: number;
		};
	};

	/** The Merkle tree while blocks are appended to it. */
	export type TreeBatch = {
		/** Blocks so far, with those of the feed. */
		readonly length: number;
		/** Hashes a block and adds its leaf. */
		append: (block: Uint8Array) => void;
		/** Adds a leaf, or a whole subtree; the iterator stands on its index. */
		appendRoot(node: {readonly index: number; readonly size: number; readonly hash: Uint8Array}, iterator: Iterator): void;
	};

	/** What all sessions of one Hypercore share. */
	export type Core = {
		readonly storage: HypercoreStorage;
		readonly state: {
			/** Held from before blocks are written until the bitfield has them. */
			readonly mutex: {lock(): Promise<void>; unlock(): void};
			/** What an append adds its blocks to. */
			createTreeBatch: () => TreeBatch;
			/** With the mutex: what is stored as one by `flush`. */
			createWriteBatch(): WriteBatch;
			flush(): Promise<boolean>;
			/** Lets go of the mutex, and of a batch that was not flushed. */
			_unlock(): void;
		};
		readonly bitfield: {
			get(index: number): boolean;
			/** The first index from `position` on with that value, or -1. */
			findFirst(value: boolean, position: number): number;
			firstSet(position: number): number;
			firstUnset(position: number): number;
			countSet(start: number, length: number): number;
		};
		readonly header: {
			readonly keyPair: {readonly publicKey: Uint8Array; readonly secretKey: Uint8Array | null} | null;
			readonly frozen: boolean;
			readonly hints: {readonly contiguousLength: number; readonly remoteContiguousLength: number};
		};
		readonly replicator: {
			readonly peers: readonly Peer[];
			/** Requests that were not answered yet; `block` is null when one asks for something else. */
			readonly _inflight: Iterable<{readonly block: {readonly index: number} | null}>;
			/** Looks again at what to ask of whom. */
			updateAll(): void;
			/** Whether the feed opens its channel on this connection, and again when the other side does. */
			attached(connection: Protomux): boolean;
			/** Stops that; a channel that is open stays open. */
			detachFrom(connection: Protomux): void;
			/** Answers a peer that wants to know which blocks are here. */
			_onwant(peer: Peer, start: number, length: number, any: boolean): void;
			/** Tells peers of blocks that have come. */
			onhave: (start: number, length: number, drop?: boolean) => void;
		};
		readonly hintsChanged: boolean;
		/** Checks a proof against the tree and stores its nodes. False when it is of another fork; fails when it does not fit the tree. */
		verify(proof: {readonly fork: number; readonly block: null; readonly hash: HashProof; readonly seek: null; readonly upgrade: null; readonly manifest: null}, from: Peer): Promise<boolean>;
		_setBitfieldRanges(start: number, end: number, value: boolean): void;
		updateContiguousLength(change: {readonly start: number; readonly length: number; readonly drop: boolean}): void;
		flushHints(): Promise<void>;
	};

	type HypercoreEvents = {
		ready: [];
		close: [];
		append: [];
		truncate: [length: number, fork: number];
		'peer-add': [peer: Peer];
		'peer-remove': [peer: Peer];
		upload: [index: number, byteLength: number, peer: Peer];
		download: [index: number, byteLength: number, peer: Peer, request: unknown];
		'remote-contiguous-length': [length: number];
		/** A peer sent what doesn't fit the tree. */
		'verification-error': [error: Error, request: unknown, response: unknown, peer: Peer];
		'invalid-request': [error: Error, request: unknown, peer: Peer];
		/** Two different states were signed for one length; every session is closed. */
		conflict: [length: number, fork: number, proof: unknown];
	};

	/** An append-only log of blocks, verified against one public key. Properties are empty until it is ready. */
	export default class Hypercore extends EventEmitter<HypercoreEvents> {
		static discoveryKey(key: Uint8Array): Uint8Array;
		/** Prepares a connection for replication; the handler gets the discovery keys that the other side asks for and this one has not opened. */
		static createProtocolStream(connection: SecretStream, options: {readonly ondiscoverykey: (discoveryKey: Uint8Array | null) => void}): SecretStream;

		readonly key: Uint8Array;
		readonly discoveryKey: Uint8Array;
		readonly keyPair: KeyPair | null;
		readonly writable: boolean;
		readonly opened: boolean;
		readonly closed: boolean;
		readonly length: number;
		readonly byteLength: number;
		readonly fork: number;
		/** Blocks from the start without a gap. */
		readonly contiguousLength: number;
		/** The most of these that any peer has had. */
		readonly remoteContiguousLength: number;
		readonly peers: readonly Peer[];
		readonly core: Core;

		constructor(storage: CorestoreStorage, key?: Uint8Array, options?: HypercoreOptions);
		ready(): Promise<void>;
		/** Also closes the storage and its database, when it is the last session. */
		close(options?: {readonly error?: Error}): Promise<void>;
		/** Signed and stored as one; resolves with the new length. */
		append(blocks: Uint8Array | readonly Uint8Array[]): Promise<{readonly length: number; readonly byteLength: number}>;
		/** Null when it isn't there and isn't waited for. */
		get(index: number, options?: GetOptions): Promise<Uint8Array | null>;
		/** Whether all of `start` … `end` - 1 are there. */
		has(start: number, end?: number): Promise<boolean>;
		/** Drops blocks `start` … `end` - 1. */
		clear(start: number, end?: number): Promise<null>;
		download(range?: DownloadRange): Download;
		/** Whether it has grown. With `wait`, once a peer has answered; a writer never asks. */
		update(options?: {readonly wait?: boolean; readonly force?: boolean}): Promise<boolean>;
		/** Another view of the same feed, with requests and listeners of its own. */
		session(options?: {readonly writable?: boolean}): Hypercore;
		setUserData(key: string, value: Uint8Array | string): Promise<void>;
		getUserData(key: string): Promise<Uint8Array | null>;
		/** What is signed: a hash over the roots of the tree. */
		treeHash(): Promise<Uint8Array>;
		truncate(length: number): Promise<void>;
		/** Replicates over an encrypted connection, or a Protomux on one. */
		replicate<Connection extends SecretStream | Protomux>(connection: Connection): Connection;
		/** A stream of bytes, to be piped to the other side's. */
		replicate(isInitiator: boolean): ReplicationStream;
	}

	/** The encrypted end of a replication. A streamx Duplex. */
	export type ReplicationStream = {
		readonly noiseStream: SecretStream;
		pipe<Destination extends ReplicationStream>(destination: Destination): Destination;
		on(event: 'close' | 'error', listener: (error?: Error) => void): ReplicationStream;
		destroy(error?: Error): void;
	};
}

declare module 'hypercore/lib/bit-interlude.js' {
	import type {Core} from 'hypercore';
	import type {WriteBatch} from 'hypercore-storage';

	/** Ranges of a bitfield that are about to change. */
	export default class BitInterlude {
		setRange(start: number, end: number, value: boolean): void;
		/** Has the pages written that the ranges change; the bitfield itself stays as it is. */
		flush(batch: WriteBatch, bitfield: Core['bitfield']): unknown;
	}
}
