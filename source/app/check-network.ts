import {networkInterfaces} from 'node:os';
import {count} from '../base/format.ts';
import {lanInterfaces} from '../network/lan-interfaces.ts';
import type {NatKind} from '../network/nat-kind.ts';
import {probeDht} from '../network/probe-dht.ts';
import {probeMulticast} from '../network/probe-multicast.ts';
import {probeTcp} from '../network/probe-tcp.ts';
import type {Check} from './check.ts';
import type {CheckedWays} from './checked-ways.ts';

/** Looks at the ways out of this computer: the DHT, the router, the local network, and TCP. */
export async function * checkNetwork({bootstrap, lan, tcp, lanInterface}: CheckedWays, signal: AbortSignal): AsyncGenerator<Check> {
	if (lan !== 'only') {
		yield * checkDht(bootstrap, signal);
	}

	// Peers in the local network are reached over TCP alone.
	const isOnLan = tcp && lan !== 'off';
	const addresses = tcp ? lanInterfaces(networkInterfaces(), lanInterface) : [];
	if (isOnLan && addresses.length === 0) {
		yield {
			name: 'lan', status: lan === 'only' ? 'bad' : 'warning', finding: 'There is no local network.', remedy: 'Connect a cable or Wi-Fi, if peers are to be found there.',
		};
	}

	for (const address of addresses) {
		signal.throwIfAborted();
		if (isOnLan) {
			yield await checkMulticast(address);
		}

		yield await checkTcp(address);
	}
}

async function * checkDht(bootstrap: readonly string[] | undefined, signal: AbortSignal): AsyncGenerator<Check> {
	const {nodes, milliseconds, nat, seenAs} = await probeDht(bootstrap, signal);
	const where = bootstrap ? bootstrap.join(', ') : 'the public nodes';
	if (nodes > 0) {
		yield {name: 'udp', status: 'good', finding: 'UDP gets out, and answers get in.'};
		yield {
			name: 'dht', status: 'good', finding: `${count(nodes, 'node')} found through ${where}.`, milliseconds,
		};
		yield checkNat(nat, {seenAs, interfaces: networkInterfaces()});
		return;
	}

	// That nodes of one's own don't answer says nothing about UDP.
	if (bootstrap) {
		yield {
			name: 'dht', status: 'bad', finding: `No node of the DHT answers at ${where}.`, milliseconds,
			remedy: 'Does “ferry node” run there, and is its address right? A firewall there must let UDP in.',
		};
		return;
	}

	yield {
		name: 'udp', status: 'bad', finding: 'No answer to anything that was sent over UDP has come in.',
		remedy: 'Is this computer online? Some networks let no UDP through: a phone’s hotspot is a quick test.',
	};
	yield {
		name: 'dht', status: 'bad', finding: `No node of the DHT answers at ${where}.`, milliseconds,
		remedy: 'It answers wherever UDP gets through; peers in the local network are found without it.',
	};
}

async function checkMulticast(address: string): Promise<Check> {
	return await probeMulticast(address)
		? {name: 'lan', status: 'good', finding: `Multicast works at ${address}.`}
		: {
			name: 'lan', status: 'warning', finding: `Multicast does not work at ${address}: nobody is found there without the DHT.`,
			remedy: 'Let a firewall on this computer pass UDP port 5353 (mDNS) in the local network.',
		};
}

async function checkTcp(address: string): Promise<Check> {
	return await probeTcp(address)
		? {name: 'tcp', status: 'good', finding: `TCP can be listened at on ${address}; whether others get in, a firewall decides.`}
		: {
			name: 'tcp', status: 'warning', finding: `TCP can’t be dialled at ${address}: peers there use the slower UDP.`,
			remedy: 'Let a firewall on this computer allow “node” to be dialled.',
		};
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

type SeenHere = {
	/** `host:port` */
	readonly seenAs: string | undefined;
	/** Of this computer, as `os.networkInterfaces` gives them. */
	readonly interfaces: ReturnType<typeof networkInterfaces>;
};

/** What is to be said of the router, if there is one: whoever is seen at an address of their own has none between. */
export function checkNat(kind: NatKind, {seenAs, interfaces}: SeenHere): Check {
	const {finding, ...others} = meanings[kind];
	const isOwn = kind === 'consistent' && Object.values(interfaces).some(infos => infos?.some(({address}) => seenAs?.startsWith(`${address}:`)));
	return {name: 'nat', ...others, finding: `${isOwn ? 'No router lies between this computer and the nodes of the DHT' : finding}${seenAs === undefined ? '' : `; it is seen as ${seenAs}`}.`};
}
