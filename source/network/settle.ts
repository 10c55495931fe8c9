import type DHT from 'hyperdht';
import {within} from '../base/within.ts';

/** Milliseconds. */
const longest = 1000;

/**
Waits until a node knows whether it can be dialled without more ado, which it finds out when it starts; for a second at most, as it may have nobody to ask.

A dial during which that changes may end half: hyperdht then names no address to the peer it punches holes with, the peer gives the stream up, and at our end it opens by way of the local network (hyperdht 6.34). In a DHT of one's own it takes some milliseconds. In the public one it takes longer than finding the first peer, and those that are half open are few: they are noticed by their silence.
*/
export async function settle(dht: DHT): Promise<void> {
	await within(longest, dht.fullyBootstrapped().catch(() => undefined));
}
