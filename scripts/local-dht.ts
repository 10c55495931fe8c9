import DHT from 'hyperdht';
import {chooseUdx} from '../source/network/choose-udx.ts';

const host = '127.0.0.1';

/** An empty range: the system chooses, so a port is not soon used again by another network's node. */
const anyPort = [0, 0] as const;

export type LocalDht = {
	/** What `--bootstrap` and FERRY_BOOTSTRAP take: `host:port`. */
	readonly bootstrap: readonly string[];
	close(): Promise<void>;
};

/**
Starts a DHT of its own on loopback, in this process.

Every node is bound to 127.0.0.1: one that is bound to all addresses answers from another one than it was asked at, and connections time out. Six, because hole punching wants to ask at least four.
*/
export async function startLocalDht(size = 6): Promise<LocalDht> {
	const nodes: DHT[] = [];
	const bootstrap: string[] = [];

	while (nodes.length < size) {
		const node = new DHT({
			udx: chooseUdx(), bootstrap, host, port: anyPort, ephemeral: false, firewalled: false,
		});
		nodes.push(node);
		await node.fullyBootstrapped();

		if (bootstrap.length === 0) {
			bootstrap.push(`${host}:${node.address()!.port}`);
		}
	}

	return {
		bootstrap,
		async close() {
			for (const node of nodes.toReversed()) {
				await node.destroy();
			}
		},
	};
}
