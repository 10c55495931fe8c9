/* eslint-disable unicorn/prefer-event-target -- As the package does it: null where there is nothing, and Node.js event emitters. */
declare module 'hyperdht' {
	import type {EventEmitter} from 'node:events';
	import type SecretStream from '@hyperswarm/secret-stream';
	import type {KeyPair, SecretStreamOptions} from '@hyperswarm/secret-stream';

	export type {KeyPair} from '@hyperswarm/secret-stream';

	export type Address = {
		readonly host: string;
		readonly port: number;
	};

	export type DhtOptions = {
		/** `host:port` each; the public nodes when it is missing, none at all when it is empty. */
		readonly bootstrap?: ReadonlyArray<string | Address>;
		readonly keyPair?: KeyPair;
		/** The address to bind to; every one unless given. */
		readonly host?: string;
		/** 49737 unless given, or one of the next four; when all are taken, or for an empty range, whatever the system gives. */
		readonly port?: number | readonly [first: number, end: number];
		/** False for a node that answers others' questions. */
		readonly ephemeral?: boolean;
		readonly firewalled?: boolean;
		/** An object with udx-native's interface. */
		readonly udx?: unknown;
		/** Milliseconds between keep-alives of each connection. */
		readonly connectionKeepAlive?: number | false;
	};

	export type ConnectOptions = {
		readonly keyPair?: KeyPair;
		/** Where the server said it can be reached, to save asking. */
		readonly relayAddresses?: readonly Address[];
		/** False: never try the addresses of the local network. */
		readonly localConnection?: boolean;
		/** The key of a relay to go through where there is no direct way. */
		readonly relayThrough?: Uint8Array;
		readonly createSecretStream?: (isInitiator: boolean, rawStream: unknown, options: SecretStreamOptions) => SecretStream;
	};

	export type ServerOptions = {
		/** True refuses the peer. */
		readonly firewall?: (remotePublicKey: Uint8Array, remoteHandshakePayload: unknown, clientAddress: Address) => boolean;
		/** False: do not tell the addresses of the local network. */
		readonly shareLocalAddress?: boolean;
	};

	type DhtEvents = {
		ready: [];
		'network-change': [];
		'network-update': [];
		close: [];
	};

	export type FoundPeer = {
		readonly publicKey: Uint8Array;
		readonly relayAddresses: readonly Address[];
	};

	/** A running question to the nodes near a target; iterate it for the answers. */
	export type Query<Answer> = AsyncIterable<Answer> & {
		readonly closestNodes: readonly Address[];
		finished(): Promise<void>;
		destroy(): void;
	};

	export default class DHT extends EventEmitter<DhtEvents> {
		static keyPair(seed?: Uint8Array): KeyPair;
		static readonly BOOTSTRAP: readonly string[];

		readonly defaultKeyPair: KeyPair;
		readonly bootstrapped: boolean;
		readonly destroyed: boolean;
		readonly firewalled: boolean;
		/** Whether every node sees another port of this one. */
		readonly randomized: boolean;
		/** False when other nodes have stopped answering. */
		readonly online: boolean;
		/** As others see this node; null until enough of them have said. */
		readonly host: string | null;
		readonly port: number;

		constructor(options?: DhtOptions);
		fullyBootstrapped(): Promise<void>;
		/** A stream for a relay to pass on. */
		createRawStream(options: object): unknown;
		/** Takes a node for one that may be there. */
		addNode(node: Address): void;
		/** The nodes that it knows. */
		toArray(): readonly Address[];
		/** Where the node is bound; null before it is. */
		address(): Address | null;
		connect: (publicKey: Uint8Array, options?: ConnectOptions) => SecretStream;
		createServer(options?: ServerOptions, onConnection?: (connection: SecretStream) => void): Server;
		lookup(target: Uint8Array): Query<{readonly from: Address; readonly peers: readonly FoundPeer[]}>;
		announce(target: Uint8Array, keyPair: KeyPair, relayAddresses?: readonly Address[]): Query<unknown>;
		unannounce(target: Uint8Array, keyPair: KeyPair): Promise<void>;
		suspend(): Promise<void>;
		resume(): Promise<void>;
		/** With `force` it does not take back its announcements. */
		destroy(options?: {readonly force?: boolean}): Promise<void>;
	}

	export class Server extends EventEmitter<{connection: [connection: SecretStream]; listening: []; close: []}> {
		readonly listening: boolean;
		readonly closed: boolean;
		readonly publicKey: Uint8Array | null;
		readonly relayAddresses: readonly Address[];
		listen(keyPair?: KeyPair): Promise<this>;
		close(): Promise<void>;
	}
}
