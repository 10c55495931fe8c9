import type SecretStream from '@hyperswarm/secret-stream';
import {plainHost} from '../base/plain-host.ts';

type Connection = Pick<SecretStream, 'rawStream'>;

/** The address of the other end of a connection, without the port; empty for one within this process. */
export function hostOf({rawStream}: Connection): string {
	// Streams of UDX and sockets of TCP name it differently, and a socket of both kinds of IP wraps IPv4 into IPv6.
	const {remoteHost, remoteAddress} = rawStream;
	return plainHost(remoteHost ?? remoteAddress ?? '');
}

/** Where the other end of a connection is, `host:port`; empty for one within this process. */
export function addressOf(connection: Connection): string {
	const host = hostOf(connection);
	const {remotePort} = connection.rawStream;
	if (host === '' || remotePort === undefined) {
		return '';
	}

	return host.includes(':') ? `[${host}]:${remotePort}` : `${host}:${remotePort}`;
}
