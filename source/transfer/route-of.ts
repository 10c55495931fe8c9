import type {RawStream} from '@hyperswarm/secret-stream';

/** How a connection goes: straight to the other computer over TCP or over UDX's packets, or through a third computer, which sees only ciphertext. */
export type Route = 'tcp' | 'udp' | 'relayed';

/**
How a connection goes.

The DHT doesn't say whether through a relay. But a relay is spoken to over a connection of its own, from the same socket to the same address, and nothing else ever shares those two: when two connections of one socket lead to one address, it is a relay's. A peer that takes a direct way later has another address from then on.
*/
export function routeOf(stream: RawStream): Route {
	// A stream of UDX has one, if only null when it is over.
	if (stream.socket === undefined) {
		return 'tcp';
	}

	const others = [...stream.socket?.streams ?? []].filter(other => other !== stream);
	return others.some(other => other.remoteHost === stream.remoteHost && other.remotePort === stream.remotePort) ? 'relayed' : 'udp';
}

const preferred: readonly Route[] = ['tcp', 'udp', 'relayed'];

/** How fast a route is thought to be: the lower, the faster. */
export function rankOf(route: Route): number {
	return preferred.indexOf(route);
}
