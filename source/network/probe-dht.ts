import DHT from 'hyperdht';
import {orAborted} from '../base/or-aborted.ts';
import {bindAddress} from './bind-address.ts';
import {chooseUdx} from './choose-udx.ts';
import {type NatKind, natKind} from './nat-kind.ts';

/** What a node that only passes by has learned of the DHT. */
export type DhtFindings = {
	/** How many nodes it knows; 0 when none has answered. */
	readonly nodes: number;
	/** How long it took until that was known. */
	readonly milliseconds: number;
	readonly nat: NatKind;
	/** How others see this computer, `host:port`; undefined when they don't agree. */
	readonly seenAs: string | undefined;
};

/**
Starts a node of its own, with a passing key pair, so that nothing is taken from a ferry that runs; it is gone when this ends.

@param bootstrap - `host:port` each; undefined for the public nodes.
*/
export async function probeDht(bootstrap: readonly string[] | undefined, signal: AbortSignal): Promise<DhtFindings> {
	signal.throwIfAborted();
	const started = performance.now();
	const dht = new DHT({udx: chooseUdx(), ...(bootstrap && {bootstrap, host: bindAddress(bootstrap)})});
	try {
		await orAborted(dht.fullyBootstrapped(), signal);
		const {host, port, firewalled, randomized} = dht;
		return {
			nodes: dht.toArray().length,
			milliseconds: Math.round(performance.now() - started),
			nat: natKind({
				host, port, firewalled, randomized,
			}),
			seenAs: host !== null && port > 0 ? `${host}:${port}` : undefined,
		};
	} finally {
		await dht.destroy({force: true});
	}
}
