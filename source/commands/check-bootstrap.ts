import {usageError} from './usage-error.ts';

/**
Checks the addresses of DHT nodes, before anything is opened: a host, a colon, and a port from 1 to 65535.

@throws {ExpectedError} `usage`, naming the first that is none.
*/
export function checkBootstrap(addresses: readonly string[], name: string): void {
	for (const address of addresses) {
		const port = Number(/^[^\s:]+:(?<port>\d{1,5})$/v.exec(address)?.groups?.['port']);
		if (!(port >= 1 && port <= 65_535)) {
			throw usageError(`--bootstrap needs HOST:PORT with a port from 1 to 65535, not ${address}.`, name);
		}
	}
}
