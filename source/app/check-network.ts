import {networkInterfaces} from 'node:os';
import {count} from '../base/format.ts';
import {lanInterfaces} from '../network/lan-interfaces.ts';
import type {NatKind} from '../network/nat-kind.ts';
import {probeDht} from '../network/probe-dht.ts';
import {probeMulticast} from '../network/probe-multicast.ts';
import {probeTcp} from '../network/probe-tcp.ts';
import type {Check} from './check.ts';

export type CheckNetworkOptions = {
	/** `host:port` of the DHT nodes to start from; undefined for the public ones. */
	readonly bootstrap: readonly string[] | undefined;
	/** The address of the only interface for the local network; undefined: all. */
	readonly lanInterface: string | undefined;
	readonly signal: AbortSignal;
};

/** Looks at the ways out of this computer: the DHT, the router, the local network, and TCP. */
export async function * checkNetwork({bootstrap, lanInterface, signal}: CheckNetworkOptions): AsyncGenerator<Check> {
	const {nodes, milliseconds, nat, seenAs} = await probeDht(bootstrap, signal);
	const where = bootstrap ? bootstrap.join(', ') : 'the public nodes';
	if (nodes > 0) {
		yield {name: 'udp', status: 'good', finding: 'UDP gets out, and answers get in.'};
		yield {
			name: 'dht', status: 'good', finding: `${count(nodes, 'node')} found through ${where}.`, milliseconds,
		};
		yield checkNat(nat, seenAs);
	} else {
		yield {
			name: 'dht', status: 'bad', finding: `No node of the DHT answers at ${where}.`, milliseconds,
			remedy: 'Is this computer online? Some networks let no UDP through: a phone’s hotspot is a quick test. With a DHT of your own, check that “ferry node” runs there.',
		};
	}

	const addresses = lanInterfaces(networkInterfaces(), lanInterface);
	if (addresses.length === 0) {
		yield {
			name: 'lan', status: 'warning', finding: 'There is no local network.', remedy: 'Connect a cable or Wi-Fi, if peers are to be found there.',
		};
	}

	for (const address of addresses) {
		signal.throwIfAborted();
		const isHeard = await probeMulticast(address);
		yield isHeard
			? {name: 'lan', status: 'good', finding: `Multicast works at ${address}.`}
			: {
				name: 'lan', status: 'warning', finding: `Multicast does not work at ${address}: nobody is found there without the DHT.`,
				remedy: 'Let a firewall on this computer pass UDP port 5353 (mDNS) in the local network.',
			};
		yield await probeTcp(address)
			? {name: 'tcp', status: 'good', finding: `TCP can be listened at on ${address}; whether others get in, a firewall decides.`}
			: {
				name: 'tcp', status: 'warning', finding: `TCP can’t be dialled at ${address}: peers there use the slower UDP.`,
				remedy: 'Let a firewall on this computer allow “node” to be dialled.',
			};
	}
}

const meanings: Readonly<Record<NatKind, Omit<Check, 'name'>>> = {
	open: {status: 'good', finding: 'Everybody can reach this computer'},
	consistent: {status: 'good', finding: 'A router keeps one port towards everybody: others reach this computer by hole punching'},
	random: {
		status: 'warning', finding: 'A router chooses another port for every connection: most others can be reached, but none whose router does the same',
		remedy: 'For two such sides, use another network on one of them, or a relay of your own (“ferry node --relay”).',
	},
	unknown: {status: 'warning', finding: 'Too few nodes have answered to tell how others see this computer'},
};

function checkNat(kind: NatKind, seenAs: string | undefined): Check {
	const {finding, ...others} = meanings[kind];
	return {name: 'nat', ...others, finding: `${finding}${seenAs === undefined ? '' : `; it is seen as ${seenAs}`}.`};
}
