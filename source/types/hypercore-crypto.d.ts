declare module 'hypercore-crypto' {
	import type {Buffer} from 'node:buffer';

	export type KeyPair = {
		/** 32 bytes. */
		readonly publicKey: Uint8Array;
		/** 64 bytes. */
		readonly secretKey: Uint8Array;
	};

	/** An Ed25519 key pair, from a seed of 32 bytes or by chance. */
	export function keyPair(seed?: Uint8Array): KeyPair;

	/** What peers look for: 32 bytes that tell whoever has the key which feed is meant, and nobody else. */
	export function discoveryKey(publicKey: Uint8Array): Uint8Array;

	/** Leaf hash of a block in a feed's tree. */

	export function data(block: Uint8Array): Buffer;

	type Node = {readonly index: number; readonly size: number; readonly hash: Uint8Array};

	/** Hash of the node above two nodes of a feed's tree. */
	export function parent(left: Node, right: Node): Buffer;

	/** BLAKE2b of 32 bytes. */
	export function hash(data: Uint8Array | readonly Uint8Array[]): Uint8Array;

	/** `count` hashes of 32 bytes that belong to a name. */
	export function namespace(name: string, count: number): Uint8Array[];

	const crypto: {
		readonly keyPair: typeof keyPair;
		readonly discoveryKey: typeof discoveryKey;
		readonly data: typeof data;
		readonly parent: typeof parent;
		readonly hash: typeof hash;
		readonly namespace: typeof namespace;
	};
	export default crypto;
}
