import type {DuplexOptions} from 'streamx';
import type {Address} from './address.ts';
import {MeasuredStream} from './measured-stream.ts';
import type {Remote} from './outgoing-packet.ts';
import type {UdxSocket} from './socket.ts';

/** A stream that tells where its ends are. */
export abstract class ConnectedStream extends MeasuredStream {
	/** The number that the other end must connect to. */
	readonly id: number;
	/** Null before it is connected, and after it has closed. */
	socket: UdxSocket | null = null;
	protected remote: Remote | undefined;

	constructor(id: number, options: DuplexOptions) {
		super(options);
		this.id = id;
	}

	get connected(): boolean {
		return this.socket !== null;
	}

	get remoteId(): number {
		return this.remote?.id ?? 0;
	}

	get remoteHost(): string | null {
		return this.remote?.host ?? null;
	}

	get remoteFamily(): number {
		return this.remote?.family ?? 0;
	}

	get remotePort(): number {
		return this.remote?.port ?? 0;
	}

	get localHost(): string | null {
		return this.#local?.host ?? null;
	}

	get localFamily(): number {
		return this.#local?.family ?? 0;
	}

	get localPort(): number {
		return this.#local?.port ?? 0;
	}

	toJSON(): unknown {
		const {id, connected, destroying, destroyed, remoteId, remoteHost, remoteFamily, remotePort, mtu, rtt, cwnd, inflight} = this;
		return {
			id, connected, destroying, destroyed, remoteId, remoteHost, remoteFamily, remotePort, mtu, rtt, cwnd, inflight, socket: this.socket?.toJSON() ?? null,
		};
	}

	/** Data is handed on once a turn of the event loop in any case. */
	setInteractive(_isInteractive: boolean): void {
		// Nothing to choose.
	}

	/** Bytes that were handed on and have not been read. */
	protected get unread(): number {
		// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- The package counts it, but does not tell in its types.
		return (this as unknown as {readonly _readableState: {readonly buffered: number} | null})._readableState?.buffered ?? 0;
	}

	get #local(): Address | null {
		return this.socket?.address() ?? null;
	}
}
