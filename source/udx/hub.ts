import type {Buffer} from 'node:buffer';
import {
	emptyHeader, type Header, orderedTypes, readHeader,
} from './packet.ts';
import {Traffic} from './traffic.ts';

/** How long a stream that has ended still answers a peer that didn't get its last acknowledgement. */
const lingerTime = 15_000;

/** Where a packet came in, as far as the hub must know. */
export type PacketSource = {
	/** Sends bytes back. */
	transmit(bytes: Buffer, host: string, port: number): void;
};

/** A stream, as far as the hub must know it. */
export type PacketTarget<Source extends PacketSource> = {
	receivePacket(source: Source, header: Readonly<Header>, packet: {readonly bytes: Buffer; readonly host: string; readonly port: number}): void;
	/** Sends what is to be sent. */
	flushPackets(): void;
};

type Lingering = {
	readonly bytes: Buffer;
	readonly until: number;
};

/**
What all sockets and streams of one UDX share: which stream a packet is for, and the moment when streams send.

Everything that arrives in one turn of the event loop is taken first; then each stream that has to answer or to send does so once.
*/
export class Hub<Source extends PacketSource> {
	readonly traffic = new Traffic();
	readonly #targets = new Map<number, PacketTarget<Source>>();
	readonly #lingering = new Map<number, Lingering>();
	readonly #header = emptyHeader();
	#due = new Set<PacketTarget<Source>>();
	#lingerTimer: NodeJS.Timeout | undefined;

	/** Milliseconds, and parts of them: rates are measured with it. */
	readonly now = (): number => performance.now();

	add(id: number, target: PacketTarget<Source>): void {
		this.#lingering.delete(id);
		this.#targets.set(id, target);
	}

	/** @param lastState - What to answer for a while when the peer sends something again. */
	remove(id: number, target: PacketTarget<Source>, lastState?: Buffer): void {
		if (this.#targets.get(id) !== target) {
			return;
		}

		this.#targets.delete(id);
		this.#due.delete(target);
		if (lastState) {
			this.#lingering.set(id, {bytes: lastState, until: this.now() + lingerTime});
			this.#lingerTimer ??= setInterval(this.#forget, lingerTime).unref();
		}
	}

	/** Lets a stream send at the end of this turn. */
	schedule(target: PacketTarget<Source>): void {
		if (this.#due.size === 0) {
			setImmediate(this.#flush);
		}

		this.#due.add(target);
	}

	/** Gives a packet to its stream; false when it is for none. */
	receive(source: Source, bytes: Buffer, {address: host, port}: {readonly address: string; readonly port: number}): boolean {
		this.traffic.onReceived(bytes.length);
		const header = this.#header;
		if (!readHeader(bytes, header)) {
			return false;
		}

		const target = this.#targets.get(header.streamId);
		if (target) {
			target.receivePacket(source, header, {bytes, host, port});
			return true;
		}

		const lingering = this.#lingering.get(header.streamId);
		if (!lingering) {
			return false;
		}

		if ((header.type & orderedTypes) !== 0) {
			source.transmit(lingering.bytes, host, port);
		}

		return true;
	}

	readonly #flush = (): void => {
		const due = this.#due;
		this.#due = new Set();
		for (const target of due) {
			target.flushPackets();
		}
	};

	readonly #forget = (): void => {
		const now = this.now();
		for (const [id, {until}] of this.#lingering) {
			if (until > now) {
				break;
			}

			this.#lingering.delete(id);
		}

		if (this.#lingering.size === 0) {
			clearInterval(this.#lingerTimer);
			this.#lingerTimer = undefined;
		}
	};
}

