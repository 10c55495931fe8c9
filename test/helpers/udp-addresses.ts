import {
	existsSync, readdirSync, readFileSync, readlinkSync,
} from 'node:fs';

/** A reason to skip tests that ask which addresses this process is bound to, or false. */
export const cannotListAddresses = existsSync('/proc/self/net/udp') ? false : 'this system doesn’t list the sockets of a process in /proc';

/** `host:port` of every UDP socket of this process, as the system sees it. */
export function udpAddresses(): Set<string> {
	const own = new Set(readdirSync('/proc/self/fd').flatMap(name => socketOf(`/proc/self/fd/${name}`)));
	const addresses = new Set<string>();
	for (const line of readFileSync('/proc/self/net/udp', 'utf8').trim().split('\n').slice(1)) {
		const fields = line.trim().split(/\s+/v);
		if (own.has(fields[9]!)) {
			addresses.add(readable(fields[1]!));
		}
	}

	return addresses;
}

/** The inode of a socket. */
function socketOf(place: string): string[] {
	try {
		return /^socket:\[(?<inode>\d+)\]$/v.exec(readlinkSync(place))?.slice(1) ?? [];
	} catch {
		// The descriptor with which the folder itself was read.
		return [];
	}
}

/** The kernel writes an address as a number of this machine's byte order, which is little-endian wherever this runs. */
function readable(address: string): string {
	const [host, port] = address.split(':');
	const bytes = host!.match(/../gv)!.map(pair => Number.parseInt(pair, 16));
	return `${bytes.toReversed().join('.')}:${Number.parseInt(port!, 16)}`;
}
