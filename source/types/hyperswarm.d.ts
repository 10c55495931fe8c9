/* eslint-disable unicorn/prefer-event-target -- As the package does it: null where there is nothing, and Node.js event emitters. */
declare module 'hyperswarm' {
	import type {EventEmitter} from 'node:events';
	import type SecretStream from '@hyperswarm/secret-stream';
	import type {KeyPair} from '@hyperswarm/secret-stream';
	import type DHT from 'hyperdht';
	import type {Address, Server} from 'hyperdht';

	export type SwarmOptions = {
		/** Destroyed together with the swarm. */
		readonly dht?: DHT;
		readonly keyPair?: KeyPair;
		readonly bootstrap?: ReadonlyArray<string | Address>;
		readonly maxPeers?: number;
		readonly maxClientConnections?: number;
		readonly maxServerConnections?: number;
		/** Connections that are being made at the same time; 3 unless given. */
		readonly maxParallel?: number;
		/** The key of a relay to go through: one that is returned is tried with every dial, one that is given only behind a NAT that chooses ports at random, or when a dial has failed. */
		readonly relayThrough?: Uint8Array | (() => Uint8Array | null);
		/** True refuses the peer. */
		readonly firewall?: (remotePublicKey: Uint8Array, payload: unknown) => boolean;
		/** Milliseconds before a lost peer is dialled again: after the first, the second and the third loss, and later ones. */
		readonly backoffs?: readonly [number, number, number, number];
		/** Added to each of those at random, at most so many milliseconds. */
		readonly jitter?: number;
	};

	export type JoinOptions = {
		/** Announce this peer. */
		readonly server?: boolean;
		/** Look for others and dial them. */
		readonly client?: boolean;
		readonly limit?: number;
	};

	/** One interest in a topic. */
	export type Discovery = {
		readonly topic: Uint8Array;
		/** Resolves when the topic has been announced, or looked up, once; with false when that failed. */
		flushed(): Promise<boolean>;
		/** Announces or looks up again. */
		refresh(options?: JoinOptions): Promise<boolean>;
		destroy(): Promise<void>;
	};

	export type PeerInfo = {
		readonly publicKey: Uint8Array;
		/** What this peer was found for; empty when it was the one that dialled. */
		readonly topics: readonly Uint8Array[];
		/** True when we dialled. */
		readonly client: boolean;
		readonly attempts: number;
		readonly banned: boolean;
		ban(banned: boolean): void;
		reconnect(again: boolean): void;
		/** It was found for one more topic. */
		on(event: 'topic', listener: (topic: Uint8Array) => void): PeerInfo;
		off(event: 'topic', listener: (topic: Uint8Array) => void): PeerInfo;
	};

	type SwarmEvents = {
		connection: [connection: SecretStream, peer: PeerInfo];
		update: [];
		ban: [peer: PeerInfo, error: Error];
	};

	export default class Hyperswarm extends EventEmitter<SwarmEvents> {
		readonly dht: DHT;
		readonly server: Server;
		readonly keyPair: KeyPair;
		readonly connections: ReadonlySet<SecretStream>;
		readonly peers: ReadonlyMap<string, PeerInfo>;
		/** Connections that are being made now. */
		readonly connecting: number;
		readonly destroyed: boolean;
		/** As in the options; from four peers of `joinPeer` on only a quarter of it is used for others. */
		maxPeers: number;

		constructor(options?: SwarmOptions);
		join(topic: Uint8Array, options?: JoinOptions): Discovery;
		leave(topic: Uint8Array): Promise<void>;
		/** Null when it isn't joined. */
		status(topic: Uint8Array): unknown;
		/** Keeps a connection to this peer, whatever its topics. */
		joinPeer(publicKey: Uint8Array): void;
		leavePeer(publicKey: Uint8Array): void;
		listen(): Promise<unknown>;
		/** Resolves when everyone found so far has been dialled. */
		flush(): Promise<boolean>;
		suspend(): Promise<void>;
		resume(): Promise<void>;
		/** With `force` it does not take back its announcements. */
		destroy(options?: {readonly force?: boolean}): Promise<void>;
	}
}
