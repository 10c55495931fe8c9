declare module 'blind-relay' {
	import type SecretStream from '@hyperswarm/secret-stream';

	export type ServerOptions = {
		/** Makes a raw stream of the DHT's socket. */
		readonly createStream: (options: object) => unknown;
	};

	export type Session = {
		on(event: 'error', listener: (error: Error) => void): Session;
	};

	/** Passes on what two who have named the same token send each other, without being able to read it. */
	export class Server {
		readonly stats: {readonly pairings: {readonly active: number; readonly pending: number}};
		constructor(options: ServerOptions);
		accept(stream: SecretStream, options: {readonly id: Uint8Array}): Session;
		close(): Promise<void>;
	}
}
