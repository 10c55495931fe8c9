import {randomBytes} from 'node:crypto';
import {setTimeout as delay} from 'node:timers/promises';
import {LanDiscovery} from './lan-discovery.ts';

/** Milliseconds that a packet may take to come back. */
const patience = 1500;

/** Whether what this computer sends to everybody on an interface, by its address, comes back to it: the least that finding peers there needs. */
export async function probeMulticast(address: string): Promise<boolean> {
	const topic = randomBytes(32);
	const publicKey = randomBytes(32);
	const found = Promise.withResolvers<boolean>();
	// Nobody hears themselves, so one asks and another answers.
	const answerer = new LanDiscovery({identity: async () => ({publicKey, port: 1}), onFound: () => undefined, only: address});
	const asker = new LanDiscovery({
		identity: async () => undefined,
		onFound() {
			found.resolve(true);
		},
		only: address,
	});
	const giveUp = new AbortController();
	try {
		answerer.join(topic, {announce: true});
		asker.join(topic, {announce: false});
		return await Promise.race([found.promise, delay(patience, false, {signal: giveUp.signal})]);
	} finally {
		giveUp.abort();
		await Promise.all([asker.close(), answerer.close()]);
	}
}
