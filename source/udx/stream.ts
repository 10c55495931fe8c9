import {Buffer} from 'node:buffer';
import {Writable} from 'streamx';
import {unmapped} from './address.ts';
import {Alarm} from './alarm.ts';
import {Arrivals} from './arrivals.ts';
import {Channel} from './channel.ts';
import type {ChannelPort, CloseReason} from './channel-port.ts';
import {ConnectedStream} from './connected-stream.ts';
import type {Hub} from './hub.ts';
import {type Header, packetType, readdress} from './packet.ts';
import {remoteAt} from './remote-at.ts';
import {remoteChanged} from './remote-changed.ts';
import {SettledWaits} from './settled-waits.ts';
import type {UdxSocket} from './socket.ts';
import {streamFailure} from './stream-failure.ts';
import type {ConnectOptions, Firewall, StreamOptions} from './stream-options.ts';

type Done = (error: Error | null) => void;

/** A stream over UDP: what is written arrives whole and in order at the stream it is connected to, and a message that is sent arrives perhaps. */
export class UdxStream extends ConnectedStream {
	/** The UDX that it belongs to. */
	readonly udx: object;
	userData: unknown = null;
	protected readonly channel: Channel;
	readonly #hub: Hub<UdxSocket>;
	readonly #firewall: Firewall;
	readonly #waits = new SettledWaits();
	readonly #alarm: Alarm;
	readonly #relayed = new Set<UdxStream>();
	#relay: UdxStream | undefined;
	#previousSocket: UdxSocket | undefined;
	#changing: Promise<void> | null = null;
	readonly #arrivals = new Arrivals();
	#onDrain: Done | undefined;
	#onDestroyed: Done | undefined;

	constructor(udx: object, hub: Hub<UdxSocket>, id: number, {firewall = () => true, seq}: StreamOptions = {}) {
		super(id, {mapWritable: data => typeof data === 'string' ? Buffer.from(data) : data, eagerOpen: true});
		this.udx = udx;
		this.#hub = hub;
		this.#firewall = firewall;
		this.#alarm = new Alarm(hub.now, (now, due) => {
			this.channel.onTimer(now, due);
			this.#alarm.set(this.channel.deadline);
		});
		this.channel = new Channel(this.#port(), hub.now(), {first: seq});
		hub.add(id, this);
	}

	setKeepalive(milliseconds: number): void {
		if (!this.channel.isClosed) {
			this.channel.setKeepAlive(milliseconds, this.#hub.now());
			this.#alarm.set(this.channel.deadline);
		}
	}

	connect(socket: UdxSocket, remoteId: number, port: number, ...[host, options]: [host?: string | ConnectOptions | null, options?: ConnectOptions]): void {
		if (this.channel.isClosed) {
			return;
		}

		if (this.connected) {
			throw new Error('Already connected');
		}

		const remote = remoteAt(socket, remoteId, port, typeof host === 'string' ? host : null);
		this.remote = remote;
		this.socket = socket;
		this.channel.connect(remote, this.#hub.now(), (typeof host === 'object' && host ? host : options)?.ack);
		socket.addStream(this);
		this.#hub.schedule(this);
		this.emit('connect');
	}

	/** Goes on with another remote, perhaps through another socket. Resolves when what went to the old one has arrived; null when that is so already. */
	changeRemote(socket: UdxSocket, remoteId: number, port: number, host?: string): Promise<void> | null {
		if (this.#changing) {
			throw new Error('Remote already changing');
		}

		if (!this.socket) {
			throw new Error('Not yet connected');
		}

		if (this.socket.udx !== socket.udx) {
			throw new Error('Cannot change to a socket on another UDX instance');
		}

		const remote = remoteAt(socket, remoteId, port, host);
		this.remote = remote;
		if (this.socket !== socket) {
			this.#previousSocket = this.socket;
			this.socket = socket;
			socket.addStream(this);
		}

		if (this.channel.changeRemote(remote)) {
			this.#onRemoteChanged();
			return null;
		}

		this.#changing = remoteChanged(this);
		return this.#changing;
	}

	/** From now on hands every packet on to where another stream is connected to, unread. */
	relayTo(destination: UdxStream): void {
		if (this.channel.isClosed) {
			return;
		}

		if (this.#relay !== undefined || destination.channel.isClosed) {
			throw new Error('Cannot relay to this stream');
		}

		this.#relay = destination;
		destination.#relayed.add(this);
	}

	/** Sends a message; resolves with whether it went out. */
	async send(message: Uint8Array): Promise<boolean> {
		this.trySend(message);
		return this.connected;
	}

	trySend(message: Uint8Array): void {
		if (this.connected && !this.channel.isClosed) {
			this.channel.send(message);
		}
	}

	/** Resolves when everything written so far has arrived, with false when the stream closed first. */
	async flush(): Promise<boolean> {
		return await Writable.drained(this) !== false && !this.destroying && this.#waits.wait(this.channel.sender.outbox.queue.written);
	}

	/** Takes a packet that is for this stream. */
	receivePacket(source: UdxSocket, header: Readonly<Header>, {bytes, host, port}: {readonly bytes: Buffer; readonly host: string; readonly port: number}): void {
		this.traffic.onReceived(bytes.length);
		if (source !== this.socket) {
			const from = unmapped(host, port);
			if (port <= 0 || this.#firewall(source, port, from.host, from.family) || this.channel.isClosed) {
				return;
			}
		}

		if (this.#relay) {
			this.#relayPacket(this.#relay, header, bytes);
			return;
		}

		this.channel.receive(header, bytes, this.#hub.now());
		if (!this.channel.isClosed) {
			this.#hub.schedule(this);
		}
	}

	/** Hands on what has arrived, and sends what is to be sent. */
	flushPackets(): void {
		this.#handOn();
		this.channel.flush(this.#hub.now());
		this.#alarm.set(this.channel.deadline);
	}

	override _read(done: Done): void {
		if (this.channel.onRead()) {
			this.#hub.schedule(this);
		}

		done(null);
	}

	override _writev(chunks: Uint8Array[], done: Done): void {
		if (!this.connected) {
			done(new Error('Writing while not connected not currently supported'));
			return;
		}

		this.#hub.schedule(this);
		if (this.channel.write(chunks)) {
			done(null);
		} else {
			this.#onDrain = done;
		}
	}

	override _final(done: Done): void {
		if (!this.connected) {
			done(new Error('Ending while not connected not currently supported'));
			return;
		}

		this.channel.end();
		this.#hub.schedule(this);
		done(null);
	}

	override _predestroy(): void {
		// Who is behind a relay hears it from the other end.
		this.channel.destroy(this.#relay !== undefined);
		this.#continueWriting();
	}

	override _destroy(done: Done): void {
		if (this.connected) {
			this.#onDestroyed = done;
		} else {
			done(null);
		}
	}

	#port(): ChannelPort {
		return {
			transmit: (bytes, remote) => {
				this.traffic.onSent(bytes.length);
				this.socket!.transmitTo(bytes, remote);
			},
			unread: () => this.#arrivals.size + this.unread,
			onData: payload => {
				this.#arrivals.add(payload);
			},
			onEnd: () => {
				this.#handOn();
				this.push(null);
			},
			onMessage: payload => {
				this.emit('message', payload);
			},
			onDrain: this.#continueWriting,
			onSettled: bytes => {
				this.#waits.settle(bytes);
			},
			onRemoteChanged: this.#onRemoteChanged,
			onClose: this.#onClose,
		};
	}

	#handOn(): void {
		for (const payload of this.#arrivals.take()) {
			this.push(payload);
		}
	}

	#relayPacket(destination: UdxStream, header: Readonly<Header>, bytes: Buffer): void {
		if (destination.remote && destination.socket) {
			readdress(bytes, destination.remote.id);
			destination.socket.transmitTo(bytes, destination.remote);
		}

		if ((header.type & packetType.destroy) !== 0) {
			this.channel.close('reset');
		}
	}

	readonly #onRemoteChanged = (): void => {
		this.#previousSocket?.removeStream(this);
		this.#previousSocket = undefined;
		this.#changing = null;
		this.emit('remote-changed');
	};

	readonly #continueWriting = (): void => {
		const done = this.#onDrain;
		this.#onDrain = undefined;
		done?.(null);
	};

	readonly #onClose = (reason: CloseReason): void => {
		this.#handOn();
		this.#alarm.clear();
		this.#hub.remove(this.id, this, reason === 'ended' ? this.channel.lastState : undefined);
		if (this.#relay) {
			this.#relay.#relayed.delete(this);
		}

		for (const stream of this.#relayed) {
			stream.destroy();
		}

		const error = streamFailure(reason);
		this.socket?.removeStream(this);
		this.socket = null;
		this.#previousSocket?.removeStream(this);
		this.#previousSocket = undefined;
		this.#waits.giveUp();
		const done = this.#onDestroyed;
		if (done) {
			this.#onDestroyed = undefined;
			done(error);
		} else if (error) {
			// What arrived before it is read first.
			queueMicrotask(() => {
				this.destroy(error);
			});
		}
	};
}
