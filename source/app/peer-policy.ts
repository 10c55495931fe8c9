/** What the user says about the peers of a share, by their keys in hexadecimal. */
export type PeerPolicy = {
	/** Exchange with these only; empty: with all. */
	readonly chosen: ReadonlySet<string>;
	readonly blocked: ReadonlySet<string>;
	/** Peers that asked and may. */
	readonly allowed: ReadonlySet<string>;
	/** Whoever nothing was said about has to ask. */
	readonly asksFirst: boolean;
};

/** Whether a share exchanges with a peer. Who is blocked never does; who was chosen needs no other permission; where some are chosen, nobody else is asked about. */
export function decidePeer({chosen, blocked, allowed, asksFirst}: PeerPolicy, peer: string): 'allowed' | 'refused' | 'ask' {
	if (blocked.has(peer)) {
		return 'refused';
	}

	if (chosen.size > 0) {
		return chosen.has(peer) ? 'allowed' : 'refused';
	}

	return !asksFirst || allowed.has(peer) ? 'allowed' : 'ask';
}

/** The policy that the record of a share describes. */
export function policyOf({chosenPeers, blockedPeers, allowedPeers, asksFirst}: {
	readonly chosenPeers: readonly string[];
	readonly blockedPeers: readonly string[];
	readonly allowedPeers: readonly string[];
	readonly asksFirst: boolean;
}): PeerPolicy {
	return {
		chosen: new Set(chosenPeers), blocked: new Set(blockedPeers), allowed: new Set(allowedPeers), asksFirst,
	};
}
