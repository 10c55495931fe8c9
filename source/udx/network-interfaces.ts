import {EventEmitter} from 'node:events';
import {networkInterfaces} from 'node:os';
import {isDeepStrictEqual} from 'node:util';

export type NetworkInterface = {
	readonly name: string;
	readonly host: string;
	readonly family: 4 | 6;
	readonly internal: boolean;
};

const period = 5000;

/** The addresses of this machine, and word when they change: no system tells, so it looks every few seconds. */
// eslint-disable-next-line unicorn/prefer-event-target -- Those who use it expect an emitter of Node.js.
export class NetworkInterfaces extends EventEmitter<{change: [interfaces: readonly NetworkInterface[]]; close: []}> {
	interfaces = currentInterfaces();
	#timer: NodeJS.Timeout | undefined;
	#destroying: Promise<void> | undefined;

	[Symbol.iterator](): IterableIterator<NetworkInterface> {
		return this.interfaces[Symbol.iterator]();
	}

	watch(): this {
		this.#timer ??= setInterval(this.#look, period);
		return this;
	}

	unwatch(): this {
		clearInterval(this.#timer);
		this.#timer = undefined;
		return this;
	}

	async destroy(): Promise<void> {
		this.#destroying ??= new Promise(resolve => {
			this.unwatch();
			setImmediate(() => {
				this.emit('close');
				resolve();
			});
		});
		return this.#destroying;
	}

	readonly #look = (): void => {
		const interfaces = currentInterfaces();
		if (!areSame(interfaces, this.interfaces)) {
			this.interfaces = interfaces;
			this.emit('change', interfaces);
		}
	};
}

/** In the system's order, which says which ones it prefers. */
export function currentInterfaces(): NetworkInterface[] {
	return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) => addresses.map(({address, family, internal}) => ({
		name, host: address, family: family === 'IPv6' ? 6 : 4, internal,
	})));
}

/** The same, whatever the order. */
function areSame(some: readonly NetworkInterface[], others: readonly NetworkInterface[]): boolean {
	return isDeepStrictEqual(sorted(some), sorted(others));
}

function sorted(interfaces: readonly NetworkInterface[]): NetworkInterface[] {
	return interfaces.toSorted((a, b) => a.name.localeCompare(b.name) || a.host.localeCompare(b.host));
}
