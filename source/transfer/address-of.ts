import type SecretStream from '@hyperswarm/secret-stream';
import {plainHost} from '../base/plain-host.ts';

/** Where the other end of a connection is, `host:port`; empty for one within this process. */
export function addressOf({rawStream}: Pick<SecretStream, 'rawStream'>): string {
	// UDX calls it host, a socket of TCP address.
	const host = plainHost(rawStream.remoteHost ?? rawStream.remoteAddress ?? '');
	if (host === '' || rawStream.remotePort === undefined) {
		return '';
	}

	return host.includes(':') ? `[${host}]:${rawStream.remotePort}` : `${host}:${rawStream.remotePort}`;
}
