import {Buffer} from 'node:buffer';
import type {AppOptions} from '../app/app.ts';
import type {dashboardFlags, FlagValues} from './flags.ts';
import {limitsOf, type LimitFlagValues} from './limit-flags.ts';
import {usageError} from './usage-error.ts';

/**
What the options of a command say about ferry's place on disk and in the network, checked before anything is opened: an address of a DHT node is a host, a colon, and a port from 1 to 65535.

@throws {ExpectedError} `usage`, naming what can't be.
*/
export function networkOptions({bootstrap, store, tcp, lan, lanOnly, relayThrough, ...others}: FlagValues<typeof dashboardFlags> & LimitFlagValues, name: string): AppOptions {
	for (const address of bootstrap) {
		const port = Number(/^[^\s:]+:(?<port>\d{1,5})$/v.exec(address)?.groups?.['port']);
		if (!(port >= 1 && port <= 65_535)) {
			throw usageError(`--bootstrap needs HOST:PORT with a port from 1 to 65535, not ${address}.`, name);
		}
	}

	if (lanOnly && (!lan || !tcp)) {
		throw usageError('--lan-only excludes --no-lan, and --no-tcp: the local network is used over TCP.', name);
	}

	if (lanOnly && bootstrap.length > 0) {
		throw usageError('--lan-only uses no DHT, so --bootstrap has no meaning beside it.', name);
	}

	if (relayThrough !== undefined && !/^[\da-f]{64}$/iv.test(relayThrough)) {
		throw usageError('--relay-through needs the key that “ferry node --relay” shows, 64 hexadecimal digits.', name);
	}

	const limits = limitsOf(others, name);
	return {
		store, bootstrap, ...((limits.upload ?? limits.download) !== undefined && {limits}), ...(!tcp && {tcp}), ...(!lan && {lan: 'off' as const}), ...(lanOnly && {lan: 'only' as const}),
		...(relayThrough !== undefined && {relayThrough: Buffer.from(relayThrough, 'hex')}),
	};
}
