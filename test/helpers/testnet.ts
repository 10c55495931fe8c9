import type {TestContext} from 'node:test';
import {startLocalDht} from '../../scripts/local-dht.ts';

/** A DHT of six nodes on loopback, closed when the test has ended; `bootstrap` holds `host:port`. */
export async function localTestnet(t: TestContext): Promise<{readonly bootstrap: string[]}> {
	const dht = await startLocalDht();

	t.after(async () => dht.close());

	return {bootstrap: [...dht.bootstrap]};
}
