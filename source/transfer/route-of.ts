import type {RawStream} from '@hyperswarm/secret-stream';

/**
Whether a connection goes straight to the other computer or through a third one, which sees only ciphertext.

The DHT doesn't say. But a relay is spoken to over a connection of its own, from the same socket to the same address, and nothing else ever shares those two: when two connections of one socket lead to one address, it is a relay's. A peer that takes a direct way later has another address from then on.
*/
export function routeOf(stream: RawStream): 'direct' | 'relayed' {
	const others = [...stream.socket?.streams ?? []].filter(other => other !== stream);
	return others.some(other => other.remoteHost === stream.remoteHost && other.remotePort === stream.remotePort) ? 'relayed' : 'direct';
}
