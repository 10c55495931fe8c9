import type {Buffer} from 'node:buffer';
import type dgram from 'node:dgram';
import {EventEmitter} from 'node:events';
import {
	type Address, familyOf, mapped, unmapped,
} from './address.ts';
import type {Hub} from './hub.ts';
import {openSocket, type SocketOptions} from './open-socket.ts';
import type {Remote} from './outgoing-packet.ts';
import {Traffic} from './traffic.ts';

/** A stream, as far as its socket must know it. */
type SocketUser = {destroy(): void};

type SocketEvents = {
	message: [message: Buffer, from: Address];
	listening: [];
	busy: [];
	idle: [];
	close: [];
};

const defaultTtl = 64;
const loopback = '127.0.0.1';

/**
A UDP socket for streams, and for messages of whoever else uses it.

It is bound at once, and sends at once: names are never looked up, as there are none.
*/
// eslint-disable-next-line unicorn/prefer-event-target -- Those who use it expect an emitter of Node.js.
export class UdxSocket extends EventEmitter<SocketEvents> {
	/** The UDX that it belongs to. */
	readonly udx: object;
	readonly streams = new Set<SocketUser>();
	readonly traffic = new Traffic();
	userData: unknown = null;
	readonly #hub: Hub<UdxSocket>;
	readonly #options: SocketOptions;
	#socket: dgram.Socket | undefined;
	#address: Address | undefined;
	#ttl = defaultTtl;
	#closing: Promise<void> | undefined;
	#isClosed = false;

	constructor(udx: object, hub: Hub<UdxSocket>, options: SocketOptions = {}) {
		super();
		this.udx = udx;
		this.#hub = hub;
		this.#options = options;
	}

	get bound(): boolean {
		return this.#address !== undefined;
	}

	get closing(): boolean {
		return this.#closing !== undefined;
	}

	get idle(): boolean {
		return this.streams.size === 0;
	}

	get busy(): boolean {
		return this.streams.size > 0;
	}

	get bytesTransmitted(): number {
		return this.traffic.bytesTransmitted;
	}

	get packetsTransmitted(): number {
		return this.traffic.packetsTransmitted;
	}

	get bytesReceived(): number {
		return this.traffic.bytesReceived;
	}

	get packetsReceived(): number {
		return this.traffic.packetsReceived;
	}

	/** Nobody tells. */
	get packetsDroppedByKernel(): number {
		return 0;
	}

	toJSON(): unknown {
		const {bound, closing, idle, busy} = this;
		return {
			bound, closing, streams: this.streams.size, address: this.address(), ipv6Only: this.#options.ipv6Only === true, reuseAddress: this.#options.reuseAddress === true, idle, busy,
		};
	}

	address(): Address | null {
		return this.#address ?? null;
	}

	/**
	@param port - 0 for any.
	@param host - Every address of both families unless given, or of IPv4 where there is no IPv6.
	*/
	bind(port = 0, host?: string): void {
		if (this.bound) {
			throw new Error('Already bound');
		}

		if (this.closing) {
			throw new Error('Socket is closed');
		}

		if (host) {
			this.#bind(port, host, familyOf(host));
		} else {
			try {
				this.#bind(port, '::', 6);
			} catch {
				this.#bind(port, '0.0.0.0', 4);
			}
		}

		this.emit('listening');
	}

	async close(): Promise<void> {
		this.#closing ??= new Promise(resolve => {
			this.once('close', resolve);
		});
		this.#closeWhenIdle();
		return this.#closing;
	}

	setTTL(ttl: number): void {
		this.#active.setTTL(ttl);
		this.#ttl = ttl;
	}

	getRecvBufferSize(): number {
		return this.#active.getRecvBufferSize();
	}

	setRecvBufferSize(size: number): void {
		this.#active.setRecvBufferSize(size);
	}

	getSendBufferSize(): number {
		return this.#active.getSendBufferSize();
	}

	setSendBufferSize(size: number): void {
		this.#active.setSendBufferSize(size);
	}

	addMembership(group: string, interfaceAddress?: string): void {
		this.#active.addMembership(group, interfaceAddress);
	}

	dropMembership(group: string, interfaceAddress?: string): void {
		this.#active.dropMembership(group, interfaceAddress);
	}

	/** Resolves when the message has gone out, with false when it has not. */
	async send(message: Uint8Array, port: number, host = loopback, ttl = 0): Promise<boolean> {
		return !this.closing && new Promise(resolve => {
			this.#send(message, {port, host: host || loopback, ttl}, error => {
				resolve(!error);
			});
		});
	}

	trySend(message: Uint8Array, port: number, host = loopback, ttl = 0): void {
		if (!this.closing) {
			this.#send(message, {port, host: host || loopback, ttl});
		}
	}

	/** Sends a packet of a stream. */
	transmitTo(bytes: Uint8Array, remote: Remote): void {
		this.#transmit(bytes, remote.port, this.#address?.family === 6 ? mapped(remote.host, remote.family) : remote.host);
	}

	/** Sends a packet back to where one came from. */
	transmit(bytes: Uint8Array, host: string, port: number): void {
		this.#transmit(bytes, port, host);
	}

	addStream(stream: SocketUser): void {
		if (!this.streams.has(stream)) {
			this.streams.add(stream);
			if (this.streams.size === 1) {
				this.emit('busy');
			}
		}
	}

	removeStream(stream: SocketUser): void {
		if (this.streams.delete(stream)) {
			this.#closeWhenIdle();
			if (this.idle && !this.#isClosed) {
				this.emit('idle');
			}
		}
	}

	get #active(): dgram.Socket {
		if (!this.#socket) {
			throw new Error('Socket not active');
		}

		return this.#socket;
	}

	#bind(port: number, host: string, family: 4 | 6): void {
		const socket = openSocket(port, host, {...this.#options, family});
		this.#socket = socket;
		this.#address = {host, family, port: socket.address().port};
		socket.on('message', this.#onMessage);
	}

	readonly #onMessage = (bytes: Buffer, from: dgram.RemoteInfo): void => {
		this.traffic.onReceived(bytes.length);
		if (!this.#hub.receive(this, bytes, from)) {
			this.emit('message', bytes, unmapped(from.address, from.port));
		}
	};

	#send(message: Uint8Array, {port, host, ttl}: {readonly port: number; readonly host: string; readonly ttl: number}, onSent?: (error: Error | null) => void): void {
		const family = familyOf(host);
		if (!this.bound) {
			this.bind();
		}

		const to = this.#address!.family === 6 ? mapped(host, family) : host;
		if (ttl === 0) {
			this.#transmit(message, port, to, onSent);
			return;
		}

		const socket = this.#active;
		// Deno has no such function: there every message goes out at once, as far as can be seen.
		if ('getSendQueueCount' in socket && socket.getSendQueueCount() > 0) {
			// Those would go out with this one's.
			setTimeout(() => {
				if (this.#isClosed) {
					onSent?.(new Error('Socket is closed'));
				} else {
					this.#send(message, {port, host, ttl}, onSent);
				}
			}, 1);
			return;
		}

		socket.setTTL(ttl);
		this.#transmit(message, port, to, onSent);
		socket.setTTL(this.#ttl);
	}

	#transmit(bytes: Uint8Array, port: number, host: string, onSent?: (error: Error | null) => void): void {
		this.traffic.onSent(bytes.length);
		this.#hub.traffic.onSent(bytes.length);
		this.#socket?.send(bytes, port, host, onSent);
	}

	#closeWhenIdle(): void {
		if (this.#isClosed || !this.closing || this.busy) {
			return;
		}

		this.#isClosed = true;
		if (this.#socket) {
			this.#socket.close(() => {
				this.emit('close');
			});
		} else {
			this.emit('close');
		}
	}
}
