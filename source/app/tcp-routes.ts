import {Buffer} from 'node:buffer';
import {networkInterfaces} from 'node:os';
import type SecretStream from '@hyperswarm/secret-stream';
import type {KeyPair} from '@hyperswarm/secret-stream';
import {dialCandidates, offeredAddresses} from '../network/dial-candidates.ts';
import {TcpRoute, type TcpAddress, type TcpConnection} from '../network/tcp-route.ts';
import {RouteChannel, whenAskedForRoutes, type RouteOffer} from '../transfer/route-channel.ts';
import {routeOf} from '../transfer/route-of.ts';

export type TcpRoutesOptions = {
	readonly keyPair: KeyPair;
	/** The address to listen at. */
	readonly host: string;
	/** Whether somebody who dials from there, and has proved this key, is let in. */
	readonly isExpected: (peer: string, host: string) => boolean;
	/** With the feeds for which the peer was found, if it was. */
	readonly onConnection: (connection: TcpConnection, topics: readonly string[]) => void;
};

/** Who was dialled lets the other side try first, and dials itself when nothing has come in this time, in milliseconds. */
const courtesy = 1000;
/** Milliseconds until a route that broke, or was not there, is tried again. */
const pauses = [2000, 10_000, 60_000, 300_000] as const;

/**
Tries to reach every peer over TCP that a feed is exchanged with over another route.

Only who has proved that it has a feed's key is told where this computer can be dialled, and only at addresses that are surely its own is a peer dialled (`dialCandidates`).
*/
export class TcpRoutes {
	readonly #route: Promise<TcpRoute>;
	readonly #options: TcpRoutesOptions;
	/** Connections over TCP by peer. */
	readonly #connected = new Map<string, Set<SecretStream>>();
	readonly #spoken = new WeakSet<SecretStream>();
	readonly #timers = new Set<NodeJS.Timeout>();
	#isClosed = false;

	constructor(options: TcpRoutesOptions) {
		this.#options = options;
		this.#route = TcpRoute.open({
			keyPair: options.keyPair,
			host: options.host,
			isExpected: options.isExpected,
			onConnection: connection => {
				this.#take(connection);
			},
		});
	}

	/** Looks out for a peer that wants to talk about routes, on a new connection. */
	listen(stream: SecretStream, peer: string, isShared: () => boolean): void {
		whenAskedForRoutes(stream, () => {
			if (isShared()) {
				void this.speak(stream, peer);
			}
		});
	}

	/** Tells the peer of a connection where this computer can be dialled, and dials where it says. Once for each connection. */
	async speak(stream: SecretStream, peer: string): Promise<void> {
		if (this.#spoken.has(stream) || routeOf(stream.rawStream) === 'tcp') {
			return;
		}

		this.#spoken.add(stream);
		const channel = new RouteChannel(stream, offer => {
			this.#pursue({
				stream, peer, offer, attempt: 0,
			});
		});
		const port = await this.port();
		channel.say({port: port ?? 0, addresses: offeredAddresses(networkInterfaces())});
	}

	/** Dials a peer that was found for these feeds without any connection, if it is a neighbour. */
	async reach({host, port, publicKey}: TcpAddress & {readonly publicKey: Uint8Array}, topics: ReadonlySet<string>): Promise<void> {
		const route = await this.#route;
		const stream = await route.dial({host, port}, publicKey);
		if (stream) {
			this.#take({stream, peer: Buffer.from(publicKey).toString('hex')}, [...topics]);
		}
	}

	/** Where this computer can be dialled; undefined when it can't. */
	async port(): Promise<number | undefined> {
		const {port} = await this.#route;
		return port;
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		for (const timer of this.#timers) {
			clearTimeout(timer);
		}

		const route = await this.#route;
		await route.close();
	}

	/** Dials a peer, and again whenever the route is not there, for as long as the connection lives that it was offered over. */
	#pursue(pursuit: Pursuit): void {
		const {stream, attempt} = pursuit;
		const pause = attempt === 0 ? (stream.isInitiator ? 0 : courtesy) : pauses[Math.min(attempt, pauses.length) - 1]!;
		const timer = setTimeout(async () => {
			this.#timers.delete(timer);
			if (!this.#isClosed && !stream.destroyed) {
				await this.#try(pursuit);
			}
		}, pause);
		timer.unref();
		this.#timers.add(timer);
	}

	async #try(pursuit: Pursuit): Promise<void> {
		const {stream, peer, offer, attempt} = pursuit;
		const route = await this.#route;
		const candidates = this.#connected.has(peer)
			? []
			: dialCandidates({
				seenAt: routeOf(stream.rawStream) === 'relayed' ? undefined : stream.rawStream.remoteHost ?? undefined,
				offer,
				interfaces: networkInterfaces(),
			});
		for (const address of candidates) {
			const found = await route.dial(address, stream.remotePublicKey);
			if (found) {
				this.#take({stream: found, peer});
				break;
			}
		}

		const [connected] = this.#connected.get(peer) ?? [];
		if (connected) {
			connected.once('close', () => {
				this.#pursue({...pursuit, attempt: 1});
			});
		} else {
			this.#pursue({...pursuit, attempt: attempt + 1});
		}
	}

	#take(connection: TcpConnection, topics: readonly string[] = []): void {
		const {stream, peer} = connection;
		if (this.#isClosed || stream.destroyed) {
			stream.destroy();
			return;
		}

		const streams = this.#connected.get(peer) ?? new Set();
		this.#connected.set(peer, streams.add(stream));
		stream.once('close', () => {
			streams.delete(stream);
			if (streams.size === 0) {
				this.#connected.delete(peer);
			}
		});
		this.#options.onConnection(connection, topics);
	}
}

type Pursuit = {
	/** What the peer was met over. */
	readonly stream: SecretStream;
	readonly peer: string;
	readonly offer: RouteOffer;
	/** Tries so far. */
	readonly attempt: number;
};
