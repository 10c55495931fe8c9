import {Buffer} from 'node:buffer';
import {
	connect, createServer, type Server, type Socket,
} from 'node:net';
import SecretStream, {type KeyPair} from '@hyperswarm/secret-stream';
import {plainHost} from '../base/plain-host.ts';

/** A peer that has proved its key, over TCP. */
export type TcpConnection = {
	readonly stream: SecretStream;
	/** The peer's public key, hexadecimal. */
	readonly peer: string;
};

export type TcpRouteOptions = {
	readonly keyPair: KeyPair;
	/** The address to listen at: `::` for every one, also those of IPv4. */
	readonly host: string;
	/** Whether somebody who dials, and has proved this key (hexadecimal), is let in. */
	readonly isExpected: (peer: string, host: string) => boolean;
	/** Somebody has dialled and is let in. */
	readonly onConnection: (connection: TcpConnection) => void;
};

export type TcpAddress = {readonly host: string; readonly port: number};

/** Whoever dials and says nothing costs a socket for no longer than this, in milliseconds. */
const handshakePatience = 5000;
/** Of sockets that have dialled and not proved anything yet. */
const mostHalfOpen = 32;
/** Milliseconds until a host that doesn't answer is given up: a direct way is fast or not there. */
const dialPatience = 2000;
/** A silent connection says so every few seconds, and one that says nothing for long is taken for dead; milliseconds. */
const keepAlive = 5000;
const silence = 16_000;

/**
Encrypted connections straight over TCP, which computers carry several times faster than UDX's packets.

Both sides prove the identity keys that they have in the DHT too (Noise, pattern `IK`, http://www.noiseprotocol.org/noise.html#interactive-handshake-patterns-fundamental): who dials knows whom it wants, and nobody else can answer.
*/
export class TcpRoute {
	/** Listens, at a port that the system chooses. Where that is not possible, as without permission, there is no port and others can only be dialled. */
	static async open(options: TcpRouteOptions): Promise<TcpRoute> {
		const route = new TcpRoute(options);
		await route.#listen(options.host);
		return route;
	}

	readonly #options: TcpRouteOptions;
	readonly #sockets = new Set<Socket>();
	readonly #server: Server;
	#halfOpen = 0;
	#isClosed = false;

	/** Get one from `TcpRoute.open`. */
	constructor(options: TcpRouteOptions) {
		this.#options = options;
		this.#server = createServer({noDelay: true}, socket => {
			void this.#answer(socket);
		});
		this.#server.on('error', () => {
			// Nobody can dial here, which is no reason not to dial others.
		});
	}

	/** Where others can dial; undefined while nobody can. */
	get port(): number | undefined {
		const address = this.#server.address();
		return typeof address === 'object' && address ? address.port : undefined;
	}

	/** Dials a peer. Resolves with undefined when nobody answers there, or somebody else. */
	async dial({host, port}: TcpAddress, publicKey: Uint8Array): Promise<SecretStream | undefined> {
		if (this.#isClosed) {
			return undefined;
		}

		const socket = connect({host, port, noDelay: true});
		this.#keep(socket);
		const isConnected = await new Promise<boolean>(resolve => {
			socket.setTimeout(dialPatience, () => {
				socket.destroy();
			});
			socket.once('connect', () => {
				socket.setTimeout(0);
				resolve(true);
			});
			socket.once('close', () => {
				resolve(false);
			});
		});
		return isConnected
			? this.#shakeHands(socket, new SecretStream(true, socket, {
				pattern: 'IK', keyPair: this.#options.keyPair, remotePublicKey: publicKey, keepAlive,
			}))
			: undefined;
	}

	/** Ends every connection of this route. */
	async close(): Promise<void> {
		this.#isClosed = true;
		for (const socket of this.#sockets) {
			socket.destroy();
		}

		if (this.#server.listening) {
			await new Promise(resolve => {
				this.#server.close(resolve);
			});
		}
	}

	async #listen(host: string): Promise<void> {
		const isListening = await new Promise<boolean>(resolve => {
			const onError = (): void => {
				resolve(false);
			};

			this.#server.once('error', onError);
			this.#server.listen({host, port: 0}, () => {
				this.#server.off('error', onError);
				resolve(true);
			});
		});
		if (!isListening && host === '::') {
			// A computer without IPv6.
			await this.#listen('0.0.0.0');
		}
	}

	async #answer(socket: Socket): Promise<void> {
		this.#keep(socket);
		if (this.#isClosed || this.#halfOpen >= mostHalfOpen) {
			socket.destroy();
			return;
		}

		this.#halfOpen++;
		const {remoteAddress = ''} = socket;
		const stream = await this.#shakeHands(socket, new SecretStream(false, socket, {pattern: 'IK', keyPair: this.#options.keyPair, keepAlive}));
		this.#halfOpen--;
		if (!stream) {
			return;
		}

		const peer = Buffer.from(stream.remotePublicKey).toString('hex');
		if (!this.#isClosed && this.#options.isExpected(peer, plainHost(remoteAddress))) {
			this.#options.onConnection({stream, peer});
		} else {
			stream.destroy();
		}
	}

	async #shakeHands(socket: Socket, stream: SecretStream): Promise<SecretStream | undefined> {
		// A stream that breaks also closes, which is what everybody listens for.
		stream.on('error', () => undefined);
		const timer = setTimeout(() => {
			socket.destroy();
		}, handshakePatience);
		const isOpen = await stream.opened;
		clearTimeout(timer);
		if (!isOpen || socket.destroyed) {
			stream.destroy();
			return undefined;
		}

		stream.setTimeout(silence);
		return stream;
	}

	#keep(socket: Socket): void {
		this.#sockets.add(socket);
		socket.on('error', () => undefined);
		socket.once('close', () => {
			this.#sockets.delete(socket);
		});
	}
}
