import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';

/** What is looked at of a peer to see whether it may be asked. */
export type FakePeer = {
	paused: boolean;
	stats: {invalidData: number; invalidRequests: number; notAvailableBackoffs: number};
};

/** A peer in good standing, but for what is given. */
export function fakePeer({paused = false, ...stats}: Partial<FakePeer['stats'] & {paused: boolean}> = {}): FakePeer {
	return {
		paused, stats: {
			invalidData: 0, invalidRequests: 0, notAvailableBackoffs: 0, ...stats,
		},
	};
}

/** A feed with these peers, that counts how often it looked again at what to ask of whom. */
export class FakeFeed {
	length = 10;
	updates = 0;
	readonly peers: readonly FakePeer[];
	readonly listeners = new Set<(error: Error, request: unknown, response: unknown, peer: Peer) => void>();
	readonly core = {
		replicator: {
			updateAll: () => {
				this.updates++;
			},
		},
	};

	constructor(...peers: readonly FakePeer[]) {
		this.peers = peers;
	}

	on(_event: 'verification-error', listener: (error: Error, request: unknown, response: unknown, peer: Peer) => void): void {
		this.listeners.add(listener);
	}

	off(_event: 'verification-error', listener: (error: Error, request: unknown, response: unknown, peer: Peer) => void): void {
		this.listeners.delete(listener);
	}

	/** A peer has sent what doesn't fit the tree. */
	failVerification(error: Error, peer: FakePeer): void {
		for (const listener of this.listeners) {
			// Of a peer only this is looked at.
			// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
			listener(error, undefined, undefined, peer as unknown as Peer);
		}
	}

	asHypercore(): Hypercore {
		// Of a Hypercore only this is used.
		// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
		return this as unknown as Hypercore;
	}
}
