import {Buffer} from 'node:buffer';
import type DHT from 'hyperdht';

/** The keys that are announced for a topic, hexadecimal. */
export async function announcedFor(dht: DHT, topic: Uint8Array): Promise<string[]> {
	const found = new Set<string>();
	for await (const {peers} of dht.lookup(topic)) {
		for (const {publicKey} of peers) {
			found.add(Buffer.from(publicKey).toString('hex'));
		}
	}

	return [...found];
}
