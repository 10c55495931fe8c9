import {isIP} from 'node:net';

export type Address = {
	readonly host: string;
	readonly family: 4 | 6;
	readonly port: number;
};

const mappedPrefix = '::ffff:';

/** 4 or 6, or an error for what is no address. */
export function familyOf(host: string): 4 | 6 {
	const family = isIP(host);
	if (family !== 4 && family !== 6) {
		throw new Error(`${host} is not a valid IP address`);
	}

	return family;
}

/** An address as it is written where both families are meant: IPv4 within IPv6. */
export function mapped(host: string, family: number): string {
	return family === 4 ? mappedPrefix + host : host;
}

/** The reverse: IPv4 as itself. */
export function unmapped(host: string, port: number): Address {
	if (host.startsWith(mappedPrefix) && host.includes('.')) {
		return {host: host.slice(mappedPrefix.length), family: 4, port};
	}

	return {host, family: host.includes(':') ? 6 : 4, port};
}

/** Packets can be sent there. */
export function checkPort(port: number): void {
	if (!(port > 0 && port < 65_536)) {
		throw new Error(`${port} is not a valid port`);
	}
}
