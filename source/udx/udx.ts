import {lookup} from 'node:dns/promises';
import {isIP, isIPv4, isIPv6} from 'node:net';
import {Hub} from './hub.ts';
import {currentInterfaces, type NetworkInterface, NetworkInterfaces} from './network-interfaces.ts';
import type {SocketOptions} from './open-socket.ts';
import {UdxSocket} from './socket.ts';
import {UdxStream} from './stream.ts';
import type {StreamOptions} from './stream-options.ts';

/**
UDX over the sockets of the runtime, with the interface of udx-native and on the wire the same: `new DHT({udx: new UDX()})`.

For runtimes that can't load the native one, or kill the process when it is called.
*/
export class UDX {
	static isIPv4(host: string): boolean {
		return isIPv4(host);
	}

	static isIPv6(host: string): boolean {
		return isIPv6(host);
	}

	/** 4, 6, or 0 for what is no address. */
	static isIP(host: string): number {
		return isIP(host);
	}

	readonly #hub = new Hub<UdxSocket>();
	readonly #watchers = new Set<NetworkInterfaces>();

	get bytesTransmitted(): number {
		return this.#hub.traffic.bytesTransmitted;
	}

	get packetsTransmitted(): number {
		return this.#hub.traffic.packetsTransmitted;
	}

	get bytesReceived(): number {
		return this.#hub.traffic.bytesReceived;
	}

	get packetsReceived(): number {
		return this.#hub.traffic.packetsReceived;
	}

	/** Nobody tells. */
	get packetsDroppedByKernel(): number {
		return 0;
	}

	createSocket(options?: SocketOptions): UdxSocket {
		return new UdxSocket(this, this.#hub, options);
	}

	/** @param id - The number that the other end must connect to. */
	createStream(id: number, options?: StreamOptions): UdxStream {
		return new UdxStream(this, this.#hub, id, options);
	}

	networkInterfaces(): readonly NetworkInterface[] {
		const [watcher] = this.#watchers;
		return watcher?.interfaces ?? currentInterfaces();
	}

	watchNetworkInterfaces(onChange?: (interfaces: readonly NetworkInterface[]) => void): NetworkInterfaces {
		const watcher = new NetworkInterfaces();
		this.#watchers.add(watcher);
		watcher.on('close', () => {
			this.#watchers.delete(watcher);
		});
		if (onChange) {
			watcher.on('change', onChange);
		}

		return watcher.watch();
	}

	async lookup(host: string, {family = 0}: {readonly family?: 0 | 4 | 6} = {}): Promise<{readonly host: string; readonly family: number}> {
		const found = await lookup(host, {family});
		return {host: found.address, family: found.family};
	}
}
