/** What the user says about the peers of a share, by their keys in hexadecimal. */
export type PeerPolicy = {
	/** Exchange with these only; empty: with all. */
	readonly chosen: ReadonlySet<string>;
	readonly blocked: ReadonlySet<string>;
	/** Peers that asked and may. */
	readonly allowed: ReadonlySet<string>;
	/** Whoever nothing was said about has to ask. */
	readonly asksFirst: boolean;
	/** Nobody else may have it, and they need not ask; undefined: whoever has its key. */
	readonly only: ReadonlySet<string> | undefined;
};

/** Whether a share exchanges with a peer. Who is blocked never does, nor who is left out where only some may; who was chosen needs no other permission; where some are chosen, nobody else is asked about. */
export function decidePeer({chosen, blocked, allowed, asksFirst, only}: PeerPolicy, peer: string): 'allowed' | 'refused' | 'ask' {
	if (blocked.has(peer) || only?.has(peer) === false) {
		return 'refused';
	}

	if (chosen.size > 0) {
		return chosen.has(peer) ? 'allowed' : 'refused';
	}

	return !asksFirst || allowed.has(peer) || only?.has(peer) ? 'allowed' : 'ask';
}

/** The policy that the record of a share describes. */
export function policyOf({chosenPeers, blockedPeers, allowedPeers, asksFirst, onlyAllowed}: {
	readonly chosenPeers: readonly string[];
	readonly blockedPeers: readonly string[];
	readonly allowedPeers: readonly string[];
	readonly asksFirst: boolean;
	readonly onlyAllowed: readonly string[] | null;
}): PeerPolicy {
	return {
		chosen: new Set(chosenPeers), blocked: new Set(blockedPeers), allowed: new Set(allowedPeers), asksFirst, only: onlyAllowed === null ? undefined : new Set(onlyAllowed),
	};
}
