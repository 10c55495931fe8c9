import {Buffer} from 'node:buffer';
import {Channel} from '../../source/udx/channel.ts';
import type {CloseReason} from '../../source/udx/channel-port.ts';
import type {Remote} from '../../source/udx/outgoing-packet.ts';
import {emptyHeader, type Header, readHeader} from '../../source/udx/packet.ts';

/** Time that passes only from event to event. */
export class SimulatedTime {
	#now = 1000;
	readonly #events: Array<{readonly at: number; readonly happen: () => void}> = [];

	get now(): number {
		return this.#now;
	}

	after(milliseconds: number, happen: () => void): void {
		const at = this.#now + milliseconds;
		let index = this.#events.length;
		while (index > 0 && this.#events[index - 1]!.at > at) {
			index--;
		}

		this.#events.splice(index, 0, {at, happen});
	}

	/** Goes on until something is so, at most so many milliseconds; tells whether it came to be. */
	runUntil(isSo: () => boolean, longest: number): boolean {
		const end = this.#now + longest;
		while (!isSo()) {
			const event = this.#events[0];
			if (!event || event.at > end) {
				this.#now = end;
				return false;
			}

			this.#events.shift();
			this.#now = Math.max(event.at, this.#now);
			event.happen();
		}

		return true;
	}
}

export type LinkOptions = {
	/** Milliseconds one way. */
	readonly delay: number;
	/** Bytes per millisecond. */
	readonly rate?: number;
	/** Bytes that wait before more are dropped. */
	readonly queue?: number;
	/** Whether the packet with this index, counted from 0, is lost. */
	readonly isLost?: (index: number, bytes: Buffer) => boolean;
	/** More milliseconds for a packet. */
	readonly extraDelay?: (index: number) => number;
};

/** One direction of a link: packets wait for their turn, and take their time. */
export class SimulatedLink {
	readonly #time: SimulatedTime;
	readonly #options: LinkOptions;
	#freeAt = 0;
	#waiting = 0;
	packets = 0;
	bytes = 0;
	dropped = 0;
	largestQueue = 0;

	constructor(time: SimulatedTime, options: LinkOptions) {
		this.#time = time;
		this.#options = options;
	}

	carry(bytes: Buffer, arrive: (bytes: Buffer) => void): void {
		const {delay, rate = Number.POSITIVE_INFINITY, queue = Number.POSITIVE_INFINITY, isLost, extraDelay} = this.#options;
		const index = this.packets++;
		if (isLost?.(index, bytes) === true || this.#waiting + bytes.length > queue) {
			this.dropped++;
			return;
		}

		// It may be sent again while this is on its way.
		const copy = Buffer.from(bytes);
		this.bytes += copy.length;
		this.#waiting += copy.length;
		this.largestQueue = Math.max(this.largestQueue, this.#waiting);
		this.#freeAt = Math.max(this.#freeAt, this.#time.now) + (copy.length / rate);
		this.#time.after(this.#freeAt - this.#time.now, () => {
			this.#waiting -= copy.length;
		});
		this.#time.after(this.#freeAt - this.#time.now + delay + (extraDelay?.(index) ?? 0), () => {
			arrive(copy);
		});
	}
}

/** One end of a simulated stream. It reads at once, unless it is told to leave things lie. */
export class SimulatedEnd {
	readonly channel: Channel;
	readonly received: Buffer[] = [];
	readonly messages: string[] = [];
	readonly events: string[] = [];
	receivedBytes = 0;
	unread = 0;
	isReading = true;
	closedAs: CloseReason | undefined;
	settled = 0;
	readonly #time: SimulatedTime;
	readonly #header: Header = emptyHeader();
	#isFlushPlanned = false;
	#alarmAt = Number.POSITIVE_INFINITY;

	constructor(time: SimulatedTime, link: SimulatedLink, peer: () => SimulatedEnd) {
		this.#time = time;
		this.channel = new Channel({
			transmit(bytes) {
				link.carry(bytes, arrived => {
					peer().arrive(arrived);
				});
			},
			unread: () => this.unread,
			onData: payload => {
				this.received.push(payload);
				this.receivedBytes += payload.length;
				this.unread += this.isReading ? 0 : payload.length;
			},
			onEnd: () => {
				this.events.push('end');
			},
			onMessage: payload => {
				this.messages.push(payload.toString());
			},
			onDrain: () => {
				this.events.push('drain');
			},
			onSettled: bytes => {
				this.settled = bytes;
			},
			onRemoteChanged: () => {
				this.events.push('remote-changed');
			},
			onClose: reason => {
				this.closedAs = reason;
			},
		}, time.now, {random: () => 0.5});
	}

	connect(remote: Remote): void {
		this.channel.connect(remote, this.now);
		this.flushSoon();
	}

	get now(): number {
		return this.#time.now;
	}

	write(bytes: Buffer): boolean {
		const mayGoOn = this.channel.write([bytes]);
		this.flushSoon();
		return mayGoOn;
	}

	end(): void {
		this.channel.end();
		this.flushSoon();
	}

	/** Reads all that it had left lie. */
	readOn(): void {
		this.isReading = true;
		this.unread = 0;
		if (this.channel.onRead()) {
			this.flushSoon();
		}
	}

	arrive(bytes: Buffer): void {
		if (!this.channel.isClosed && readHeader(bytes, this.#header)) {
			this.channel.receive(this.#header, bytes, this.now);
			this.flushSoon();
		}
	}

	flushSoon(): void {
		if (!this.#isFlushPlanned) {
			this.#isFlushPlanned = true;
			this.#time.after(0, () => {
				this.#isFlushPlanned = false;
				this.channel.flush(this.now);
				this.#setAlarm();
			});
		}
	}

	#setAlarm(): void {
		const at = this.channel.deadline;
		if (at === Number.POSITIVE_INFINITY || at >= this.#alarmAt) {
			return;
		}

		this.#alarmAt = at;
		this.#time.after(Math.max(at - this.#time.now, 0), () => {
			if (this.#alarmAt !== at) {
				return;
			}

			this.#alarmAt = Number.POSITIVE_INFINITY;
			if (this.channel.deadline <= this.now) {
				this.channel.onTimer(this.now);
			}

			this.#setAlarm();
		});
	}
}

/** Two connected ends, each with a link of its own to the other one. */
export function simulateStream(time: SimulatedTime, forth: SimulatedLink, back: SimulatedLink): readonly [SimulatedEnd, SimulatedEnd] {
	const ends: [SimulatedEnd, SimulatedEnd] = [new SimulatedEnd(time, forth, () => ends[1]), new SimulatedEnd(time, back, () => ends[0])];
	const remote = {host: '127.0.0.1', port: 1, family: 4};
	ends[0].connect({...remote, id: 2});
	ends[1].connect({...remote, id: 1});
	return ends;
}
