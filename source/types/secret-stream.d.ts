/* eslint-disable unicorn/prefer-event-target -- As the package does it: null where there is nothing, and Node.js event emitters. */
declare module '@hyperswarm/secret-stream' {
	import type {EventEmitter} from 'node:events';

	export type KeyPair = {
		readonly publicKey: Uint8Array;
		readonly secretKey: Uint8Array;
	};

	type SecretStreamEvents = {
		open: [];
		/** The other side has proved its key. */
		handshake: [];
		data: [data: Uint8Array];
		end: [];
		drain: [];
		finish: [];
		error: [error: Error & {readonly code?: string}];
		close: [];
	};

	export type SecretStreamOptions = {
		/** The Noise pattern; `XX` unless given. */
		readonly pattern?: 'XX' | 'IK';
		readonly keyPair?: KeyPair;
		/** Whom to expect; needed by the initiator of `IK`. */
		readonly remotePublicKey?: Uint8Array;
		/** Milliseconds between empty messages on an idle stream. */
		readonly keepAlive?: number;
		/** False: it waits for `start`. */
		readonly autoStart?: boolean;
		/** The own one, where it is known before the handshake. */
		readonly publicKey?: Uint8Array;
		/** What came of a handshake that was held elsewhere. */
		readonly handshake?: {
			readonly isInitiator: boolean;
			readonly publicKey: Uint8Array;
			readonly remotePublicKey: Uint8Array;
			readonly hash: Uint8Array;
			readonly tx: Uint8Array;
			readonly rx: Uint8Array;
		};
	};

	/** An encrypted two-way stream of messages over a raw stream. It is a streamx Duplex; what is sent in one write arrives as one chunk. */
	export default class SecretStream extends EventEmitter<SecretStreamEvents> implements AsyncIterable<Uint8Array> {
		static keyPair(seed?: Uint8Array): KeyPair;

		readonly isInitiator: boolean;
		/** Null before the handshake, but on a stream from the DHT, which is given out after it. */
		readonly publicKey: Uint8Array;
		readonly remotePublicKey: Uint8Array;
		readonly handshakeHash: Uint8Array | null;
		readonly connected: boolean;
		readonly destroying: boolean;
		readonly destroyed: boolean;
		/** Resolves with false when the stream closed before it opened. */
		readonly opened: Promise<boolean>;
		readonly rawBytesRead: number;
		readonly rawBytesWritten: number;
		readonly rawStream: RawStream;
		/** Where Protomux leaves itself for whoever comes next. */
		userData: unknown;

		/** Begins with a raw stream that was not there before. */
		start: (rawStream: unknown, options?: SecretStreamOptions) => void;

		constructor(isInitiator: boolean, rawStream: unknown, options?: SecretStreamOptions);
		/** False when the caller should wait for `drain`. At most 16 MiB at once. */
		write(data: Uint8Array | string): boolean;
		end(data?: Uint8Array): this;
		destroy(error?: Error): void;
		pause(): this;
		resume(): this;
		/** Resolves when all that was written has been acknowledged, with false when the stream closed first. */
		flush(): Promise<boolean>;
		/** Closes the stream after so many milliseconds without data. */
		setTimeout(milliseconds: number): void;
		setKeepAlive(milliseconds: number): void;
		[Symbol.asyncIterator](): AsyncIterator<Uint8Array>;
	}

	/** What lies below: a UDX stream, or a socket of TCP, which knows only where the other side is. */
	export type RawStream = {
		/** UDX only. */
		readonly remoteHost?: string | null;
		/** TCP only. */
		readonly remoteAddress?: string | undefined;
		readonly remotePort?: number | undefined;
		destroy(): void;
		/** UDX only: the smoothed round-trip time in milliseconds. */
		readonly rtt?: number;
		/** UDX only: of all packets that have come in over it. */
		readonly bytesReceived?: number;
		/** UDX only: what it goes through, with everything else that does. */
		readonly socket?: {readonly streams: ReadonlySet<RawStream>} | null;
	};
}
