/** An address of IPv4 as such, also where a socket of both kinds has wrapped it into one of IPv6. */
export function plainHost(host: string): string {
	return host.replace(/^::ffff:(?=\d+\.)/iv, '');
}
