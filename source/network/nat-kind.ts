/** How the router between this computer and the internet treats its packets. */
export type NatKind = 'open' | 'consistent' | 'random' | 'unknown';

/** What the nodes of a DHT have said about this one. */
export type SeenFromOutside = {
	/** The address they see; null until enough of them agree on one. */
	readonly host: string | null;
	/** The port they see; 0 until enough of them agree on one, or when each sees another. */
	readonly port: number;
	/** Whether packets that were not asked for are kept out. */
	readonly firewalled: boolean;
	/** Whether every node sees another port. */
	readonly randomized: boolean;
};

/** Tells the kind of NAT by what others see of this computer. */
export function natKind({host, port, firewalled, randomized}: SeenFromOutside): NatKind {
	// A node takes itself for firewalled until it knows better, and for open only when others have got through.
	if (host === null) {
		return 'unknown';
	}

	if (!firewalled) {
		return 'open';
	}

	if (randomized) {
		return 'random';
	}

	return port === 0 ? 'unknown' : 'consistent';
}
