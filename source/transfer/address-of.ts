import type SecretStream from '@hyperswarm/secret-stream';

/** Where the other end of a connection is, `host:port`; empty for one within this process. */
export function addressOf({rawStream}: Pick<SecretStream, 'rawStream'>): string {
	const {remoteHost, remotePort}: Partial<SecretStream['rawStream']> = rawStream;
	if (!remoteHost) {
		return '';
	}

	return remoteHost.includes(':') ? `[${remoteHost}]:${remotePort}` : `${remoteHost}:${remotePort}`;
}
