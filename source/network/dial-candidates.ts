import {BlockList, isIP} from 'node:net';
import {networkInterfaces, type NetworkInterfaceInfo} from 'node:os';
import {plainHost} from '../base/plain-host.ts';
import type {TcpAddress} from './tcp-route.ts';

export type DialCandidatesOptions = {
	/** Where the peer is connected from; undefined when that is somebody else's address, a relay's. */
	readonly seenAt: string | undefined;
	/** What the peer says of itself. */
	readonly offer: {readonly port: number; readonly addresses: readonly string[]};
	/** Of this computer, as `os.networkInterfaces` gives them. */
	readonly interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
};

/** More than one address of a peer is rarely of use, and each one costs somebody a packet. */
const most = 4;

/** Addresses that can't be a peer's: nobody's, everybody's, and multicast. */
const nobody = new BlockList();
nobody.addSubnet('0.0.0.0', 8, 'ipv4');
nobody.addSubnet('224.0.0.0', 3, 'ipv4');
nobody.addAddress('::', 'ipv6');
nobody.addSubnet('ff00::', 8, 'ipv6');

/**
Where a peer may be dialled: at the address it is connected from, or at one of those it names if that is in a subnet of our own, and not ours, as the bridges of virtual machines are on many computers. So no peer can have us knock at the doors of others.

A loopback address is only for whoever is connected over loopback.
*/
export function dialCandidates({seenAt, offer, interfaces}: DialCandidatesOptions): TcpAddress[] {
	if (offer.port < 1 || offer.port > 65_535) {
		return [];
	}

	const seen = seenAt === undefined ? undefined : plainHost(seenAt);
	const faces = outwardFaces(interfaces);
	const own = new Set(faces.map(({address}) => address));
	const subnets = subnetsOf(faces);
	const named = offer.addresses.map(address => plainHost(address)).filter(address => isIP(address) !== 0 && !own.has(address) && subnets.check(address, familyOf(address)));
	// A computer with many virtual networks names them all: what lies where the peer is seen goes before the others.
	const around = subnetsOf(seen === undefined || isIP(seen) === 0 ? [] : faces.filter(face => subnetsOf([face]).check(seen, familyOf(seen))));
	const {near = [], far = []} = Object.groupBy(named, address => around.check(address, familyOf(address)) ? 'near' : 'far');
	const hosts = [...new Set([...(seen !== undefined && isIP(seen) !== 0 ? [seen] : []), ...near, ...far])];
	return hosts.filter(host => !nobody.check(host, familyOf(host))).slice(0, most).map(host => ({host, port: offer.port}));
}

/** The addresses of this computer that others may dial: not those that lead nowhere, nor those that need to be told with a zone. */
export function offeredAddresses(interfaces: DialCandidatesOptions['interfaces']): string[] {
	return outwardFaces(interfaces).map(({address}) => address);
}

/** Whether an address is one hop away: in a subnet of our own, or of the only interface that is used. */
export function isNeighbour(host: string, interfaces: DialCandidatesOptions['interfaces'], only?: string): boolean {
	const address = plainHost(host);
	if (only !== undefined) {
		const faces = Object.values(interfaces).flatMap(infos => infos ?? []).filter(info => info.address === only);
		return subnetsOf(faces).check(address, familyOf(address));
	}

	return ownSubnets(interfaces).check(address, familyOf(address));
}

/** Milliseconds between two looks at the network interfaces. */
const interfacePeriod = 5000;

/**
Tells whether an address is on this computer or one hop away, often and cheaply: what the network interfaces say is asked for every few seconds at most.

@param only - The address of the only interface that is used; undefined: all of them.
*/
export function neighbourCheck(only?: string): (host: string) => boolean {
	let lookedAt = Number.NEGATIVE_INFINITY;
	let answers = new Map<string, boolean>();
	return host => {
		if (performance.now() - lookedAt > interfacePeriod) {
			lookedAt = performance.now();
			answers = new Map();
		}

		const isNear = answers.get(host) ?? (isLoopback(host) || isNeighbour(host, networkInterfaces(), only));
		answers.set(host, isNear);
		return isNear;
	};
}

function isLoopback(host: string): boolean {
	const address = plainHost(host);
	return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}

/** What is one hop away. Loopback is not: a peer elsewhere that names it would have us dial our own services. */
function ownSubnets(interfaces: DialCandidatesOptions['interfaces']): BlockList {
	return subnetsOf(outwardFaces(interfaces));
}

function outwardFaces(interfaces: DialCandidatesOptions['interfaces']): NetworkInterfaceInfo[] {
	return Object.values(interfaces).flatMap(infos => infos ?? []).filter(info => !info.internal && !isLinkLocal(info));
}

function subnetsOf(infos: readonly NetworkInterfaceInfo[]): BlockList {
	const subnets = new BlockList();
	for (const {address, cidr} of infos) {
		const [, prefix] = cidr?.split('/') ?? [];
		if (prefix !== undefined) {
			subnets.addSubnet(address, Number(prefix), familyOf(address));
		}
	}

	return subnets;
}

function isLinkLocal({address, family}: NetworkInterfaceInfo): boolean {
	return family === 'IPv6' && /^fe[89ab]/iv.test(address);
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
	return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
