/** 127.0.0.0/8 and its names; a DHT there can be reached from nowhere else. */
const loopback = /^(?:127(?:\.\d{1,3}){3}|localhost):\d+$/v;

/**
The address a DHT node binds to: loopback when every node it starts from is there, so that nothing leaves the machine, and otherwise every address.

@param bootstrap - `host:port` each.
*/
export function bindAddress(bootstrap: readonly string[]): string {
	return bootstrap.length > 0 && bootstrap.every(node => loopback.test(node)) ? '127.0.0.1' : '0.0.0.0';
}
