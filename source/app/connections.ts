import {networkInterfaces} from 'node:os';
import type SecretStream from '@hyperswarm/secret-stream';
import type {KeyPair} from '@hyperswarm/secret-stream';
import {within} from '../base/within.ts';
import {bindAddress} from '../network/bind-address.ts';
import {dialFailure, type DialFailure} from '../network/dial-reason.ts';
import {isNeighbour, neighbourCheck} from '../network/dial-candidates.ts';
import {lanMode} from '../network/lan-mode.ts';
import {longestGoodbye, Network, type Joined} from '../network/network.ts';
import type {ActiveFeed} from '../transfer/active-feed.ts';
import type {OverallRates, Rates} from '../transfer/feed-limits.ts';
import {hostOf} from '../transfer/address-of.ts';
import {Replication} from '../transfer/replicate.ts';
import {routeOf} from '../transfer/route-of.ts';
import {explainAbsence} from './explain-absence.ts';
import {LanRoutes} from './lan-routes.ts';
import type {PeerAccess} from './peer-access.ts';
import {TcpRoutes} from './tcp-routes.ts';

export type ConnectionsOptions = {
	readonly keyPair: KeyPair;
	/** Another process has this computer's own key: this one stands for nobody, and is forgotten. */
	readonly isPassing?: boolean | undefined;
	/** `host:port` of the DHT nodes to start from; undefined for the public ones. */
	readonly bootstrap: readonly string[] | undefined;
	/** Whether peers are also reached over TCP; so it is unless given. */
	readonly tcp?: boolean | undefined;
	/** Whether peers are also looked for in the local network, which needs TCP, or only there; unless given they are, but in a network that is on loopback as a whole. */
	readonly lan?: 'on' | 'off' | 'only' | undefined;
	/** The address of the only interface on which they are looked for; undefined: every one that leads out of this computer. */
	readonly lanInterface?: string | undefined;
	/** The key of a relay to go through where there is no direct way, 32 bytes. */
	readonly relayThrough?: Uint8Array | undefined;
	/** Milliseconds that somebody may stay with whom no feed is exchanged; half a minute unless given. */
	readonly strangerPatience?: number | undefined;
	readonly limits?: OverallRates | undefined;
};

/** Those who are met for themselves, whatever they have. */
export type Company = {
	/** Whether a peer may stay without a feed, and may dial. */
	readonly isWelcome: (peer: string) => boolean;
	readonly onConnection: (connection: PeerConnection) => void;
	/** Somebody was heard in the local network under a discovery key. */
	readonly onHeard: (peer: string, topic: string) => void;
	/** Somebody else sees to peers from now on. */
	readonly onReplaced?: () => void;
};

/** An encrypted stream to a peer, and the peer's key in hexadecimal. */
export type PeerConnection = {readonly stream: SecretStream; readonly peer: string};

/** A DHT that hasn't answered in this time, in milliseconds, is not waited for where there is a local network. */
const longestWait = 3000;

/** The network of this process and the feeds that are replicated over it: where the two are introduced to each other. */
export class Connections {
	readonly replication: Replication;
	/** Another process has this computer's own key. */
	readonly isPassing: boolean;
	/** `host:port` of the DHT nodes to start from; undefined for the public ones. */
	readonly bootstrap: readonly string[] | undefined;
	/** Undefined where only the local network is used. */
	readonly #network: Network | undefined;
	readonly #tcp: TcpRoutes | undefined;
	readonly #lan: LanRoutes | undefined;
	readonly #failures = new Set<(failure: DialFailure) => void>();
	#lastFailure: DialFailure | undefined;
	#company: Company | undefined;

	constructor({keyPair, isPassing = false, bootstrap, tcp = true, lan, lanInterface, limits, strangerPatience, relayThrough}: ConnectionsOptions) {
		this.isPassing = isPassing;
		this.bootstrap = bootstrap;
		const bound = bootstrap ? bindAddress(bootstrap) : '0.0.0.0';
		const onLan = tcp && lanMode({lan, bootstrap, lanInterface}) !== 'off';
		const isNearby = neighbourCheck(lanInterface);
		this.replication = new Replication({
			strangerPatience,
			isWelcome: peer => this.#isWelcome(peer),
			onSilent: () => {
				this.#tellFailure(dialFailure('PEER_SILENT'));
			},
			isNearby: stream => routeOf(stream.rawStream) !== 'relayed' && isNearby(hostOf(stream)),
			onShared: (stream, peer) => {
				void this.#tcp?.speak(stream, peer);
			},
		});
		if (limits) {
			this.replication.limits.limitAll(limits);
		}

		this.#tcp = tcp
			? new TcpRoutes({
				keyPair,
				host: bound === '0.0.0.0' ? '::' : bound,
				isExpected: (peer, host) => this.replication.isSharedWith(peer) || this.#isWelcome(peer) || (onLan && isNeighbour(host, networkInterfaces(), lanInterface)),
				onConnection: (connection, topics) => {
					this.replication.connect({...connection, topics});
					this.#company?.onConnection(connection);
				},
			})
			: undefined;
		this.#lan = this.#tcp && onLan
			? new LanRoutes({
				publicKey: keyPair.publicKey, only: lanInterface, tcp: this.#tcp, replication: this.replication,
				onHeard: (peer, topic) => {
					this.#company?.onHeard(peer, topic);
				},
			})
			: undefined;
		this.#network = lan === 'only'
			? undefined
			: new Network({
				keyPair,
				bootstrap,
				relayThrough,
				onDialFailed: failure => {
					this.#tellFailure(failure);
				},
				onConnection: connection => {
					this.#connect(connection);
				},
				onTopic: (stream, topic) => {
					this.replication.found(stream, topic);
				},
			});
	}

	/** Whether anybody out there has answered, or, where only the local network is used, there is one. */
	get isReachable(): boolean {
		return this.connected > 0 || (this.#network ? this.#network.isReachable : this.isOnLan);
	}

	/** Whether the DHT has answered, if it is used at all. */
	get isDhtReachable(): boolean {
		return this.#network?.isReachable ?? true;
	}

	/** Whether peers are looked for in a local network. */
	get isOnLan(): boolean {
		return this.#lan?.isUsable ?? false;
	}

	/** Has somebody told of every dial that fails. Call what it returns to stop. */
	onDialFailed(tell: (failure: DialFailure) => void): () => void {
		this.#failures.add(tell);
		return () => {
			this.#failures.delete(tell);
		};
	}

	/** How many connections there are, over whatever route. */
	get connected(): number {
		return this.replication.connected;
	}

	/** Where this computer can be dialled over TCP; undefined when it can't. */
	async tcpPort(): Promise<number | undefined> {
		return this.#tcp?.port();
	}

	/** Replicates a feed with everyone who has its key; announces it unless it is only looked at. */
	join(feed: ActiveFeed & {readonly access?: PeerAccess; readonly limits?: Rates}, {announce}: {readonly announce: boolean}): Joined {
		if (feed.limits) {
			this.replication.limits.limitOne(feed.core, feed.limits);
		}

		this.replication.add(feed);
		feed.access?.onChange(() => {
			this.replication.review(feed.core);
		});
		explainAbsence(feed.core, () => this.#lastFailure);
		const {discoveryKey} = feed.core;
		const leaveLan = this.#lan?.join(discoveryKey, {announce});
		const joined = this.#network?.join(discoveryKey, {announce});
		let timer: NodeJS.Timeout | undefined;
		return {
			announced: joined
				? Promise.race([joined.announced, new Promise<void>(resolve => {
					timer = setTimeout(() => {
						if (this.isOnLan && !this.isDhtReachable) {
							resolve();
						}
					}, longestWait).unref();
				})])
				: Promise.resolve(),
			leave: async () => {
				clearTimeout(timer);
				leaveLan?.();
				this.replication.remove(feed.core);
				await joined?.leave();
			},
		};
	}

	/** Whether somebody sees to peers as such. */
	get hasCompany(): boolean {
		return this.#company !== undefined;
	}

	/** Has somebody see to peers as such, on every connection there is and will be, in place of whoever did. */
	keepCompany(company: Company): void {
		const before = this.#company;
		this.#company = company;
		before?.onReplaced?.();
		this.reviewCompany();
		for (const connection of this.replication.connections) {
			company.onConnection(connection);
		}
	}

	/** Ends it. */
	endCompany(company: Company): void {
		if (this.#company === company) {
			this.#company = undefined;
			this.reviewCompany();
		}
	}

	/** Asks anew who is welcome. */
	reviewCompany(): void {
		this.replication.reviewGuests();
	}

	/** Keeps a connection to a peer wherever it is, and lets it find this one by its key. Call what it returns to stop. */
	meet(publicKey: Uint8Array): () => void {
		return this.#network?.meet(publicKey) ?? (() => undefined);
	}

	/** Looks in the local network for those who stand under a discovery key, and stands under it too if it is announced. Call what it returns to stop. */
	meetOnLan(discoveryKey: Uint8Array, options: {readonly announce: boolean}): () => void {
		return this.#lan?.join(discoveryKey, options) ?? (() => undefined);
	}

	/** Leaves every network, in `longestGoodbye` at most. */
	async close(): Promise<void> {
		await within(longestGoodbye, Promise.all([this.#network?.close(), this.#lan?.close(), this.#tcp?.close()]));
	}

	#connect(connection: {readonly stream: SecretStream; readonly peer: string; readonly topics: readonly string[]}): void {
		const {stream, peer} = connection;
		this.#tcp?.listen(stream, peer, () => this.replication.isShared(stream));
		this.replication.connect(connection);
		this.#company?.onConnection(connection);
	}

	#tellFailure(failure: DialFailure): void {
		this.#lastFailure = failure;
		for (const tell of this.#failures) {
			tell(failure);
		}
	}

	#isWelcome(peer: string): boolean {
		return this.#company?.isWelcome(peer) ?? false;
	}
}
