import {Buffer} from 'node:buffer';
import type {ChannelPort, CloseReason} from './channel-port.ts';
import type {Remote} from './outgoing-packet.ts';
import {
	type Header, orderedTypes, packetType, payloadOf, readBlocks, statePacket,
} from './packet.ts';
import {ReceiveQueue} from './receive-queue.ts';
import {Sender} from './sender.ts';
import {isBefore} from './sequence.ts';

/** How many bytes that nobody has read yet are kept, and how many more before a sender who pays no heed isn't listened to. */
export const receiveWindow = 4 * 1024 * 1024;
const heedlessness = 1024 * 1024;

/** Who writes is asked to wait when more than this is not acknowledged, besides what may be on its way. */
const highWaterMark = 262_144;

/**
One end of a stream: all of the protocol but its sockets, timers and clock.

What comes in is taken at once; what goes out because of it – packets, acknowledgements – is put together in `flush`, once for all that happened in one moment.
*/
export class Channel {
	readonly #port: ChannelPort;
	readonly #receiver: ReceiveQueue;
	readonly sender: Sender;
	#remote: Remote | undefined;
	#isClosed = false;
	#owesState = false;
	#hasDeliveredEnd = false;
	#isFull = false;
	#settledBytes = 0;
	#toldWindow = receiveWindow;
	#changeEnd: number | undefined;
	#keepAlive = 0;
	#keepAliveAt = Number.POSITIVE_INFINITY;

	/** @param first - The number of the first packet that goes out. */
	constructor(port: ChannelPort, now: number, {first = 0, random}: {readonly first?: number | undefined; readonly random?: (() => number) | undefined} = {}) {
		this.#port = port;
		this.#receiver = new ReceiveQueue(payload => {
			port.onData(payload);
		}, receiveWindow);
		this.sender = new Sender({
			transmit: (bytes, to) => {
				this.#transmitData(bytes, to);
			},
			askForState: () => {
				this.#transmitState(packetType.heartbeat);
			},
			giveUp: () => {
				this.#giveUp();
			},
			window: () => this.#tellWindow(),
			acknowledgement: () => this.#receiver.expected,
			remote: () => this.#remote!,
		}, now, {first, random});
	}

	get isClosed(): boolean {
		return this.#isClosed;
	}

	/** When to call `onTimer` next; infinity: not before something else happens. */
	get deadline(): number {
		return this.#isClosed ? Number.POSITIVE_INFINITY : Math.min(this.sender.deadline, this.#keepAliveAt);
	}

	/** The acknowledgement that the peer may have to get once more after this end has closed. */
	get lastState(): Buffer {
		return statePacket(this.#header(0));
	}

	/** @param expected - The number of the first packet that comes in. */
	connect(remote: Remote, now: number, expected = 0): void {
		this.#remote = remote;
		if (expected > 0) {
			this.#receiver.expected = expected;
			this.sender.peerWindow.expect(expected);
		}

		this.setKeepAlive(this.#keepAlive, now);
	}

	/**
	Goes on with another remote; what was sent before and is lost goes to the old one.

	@returns Whether nothing was on its way, so that it is done.
	*/
	changeRemote(remote: Remote): boolean {
		this.#remote = remote;
		const {outbox} = this.sender;
		outbox.mtu.reset();
		if (!outbox.isOutstanding) {
			return true;
		}

		this.#changeEnd = outbox.sequence;
		return false;
	}

	/** Asks the peer for an answer whenever nothing was on its way for so many milliseconds; 0: never. */
	setKeepAlive(milliseconds: number, now: number): void {
		this.#keepAlive = milliseconds;
		this.#keepAliveAt = milliseconds > 0 && this.#remote ? now + milliseconds : Number.POSITIVE_INFINITY;
	}

	/** @returns Whether more may be written before `onDrain`. */
	write(chunks: readonly Uint8Array[]): boolean {
		for (const chunk of chunks) {
			this.sender.outbox.queue.write(chunk);
		}

		this.#askWhenShut();
		this.#isFull = this.sender.outbox.unacknowledgedBytes > highWaterMark + this.sender.window;
		return !this.#isFull;
	}

	end(): void {
		this.sender.outbox.queue.end();
		this.#askWhenShut();
	}

	/** Sends something on its own, that may be lost and keeps no order. */
	send(message: Uint8Array): void {
		const header = statePacket(this.#header(packetType.message));
		this.#transmit(Buffer.concat([header, message]), this.#remote!);
	}

	/** Closes, and tells the peer unless that is left to others. */
	destroy(isSilent = false): void {
		if (this.#isClosed) {
			return;
		}

		if (this.#remote && !isSilent) {
			this.#transmitState(packetType.destroy);
			this.sender.outbox.skip();
		}

		this.close('destroyed');
	}

	close(reason: CloseReason): void {
		if (!this.#isClosed) {
			this.#isClosed = true;
			this.#port.onClose(reason);
		}
	}

	/** Takes a packet that is for this end. */
	receive(header: Readonly<Header>, bytes: Buffer, now: number): void {
		if ((header.type & packetType.heartbeat) !== 0) {
			this.#owesState = true;
			return;
		}

		const payload = payloadOf(bytes, header);
		if (!payload) {
			return;
		}

		if ((header.type & orderedTypes) !== 0) {
			this.#owesState = true;
			if (this.#window > 0 || this.#port.unread() < receiveWindow + heedlessness) {
				this.#receiver.receive(header.type, header.sequence, payload);
			}
		}

		if ((header.type & packetType.message) !== 0) {
			this.#port.onMessage(payload);
		}

		if ((header.type & packetType.destroy) !== 0 && !isBefore(header.sequence, this.#receiver.expected)) {
			this.close('reset');
		}

		if (!this.#isClosed && this.#remote) {
			const {outbox} = this.sender;
			this.sender.acknowledge(now, header, readBlocks(bytes, header, header.acknowledgement, outbox.sequence));
		}
	}

	/** Sends what is to be sent, and tells what has happened. */
	flush(now: number): void {
		if (this.#isClosed || !this.#remote) {
			return;
		}

		this.sender.flush(now);
		if (this.#owesState) {
			this.#transmitState(0);
		}

		this.#report();
		this.#closeWhenEnded();
		if (this.sender.outbox.isOutstanding) {
			this.setKeepAlive(this.#keepAlive, now);
		}
	}

	/** Does what is due until a time that may be a little ahead, as timers are not exact. */
	onTimer(now: number, due = now): void {
		if (this.#isClosed) {
			return;
		}

		if (this.#keepAliveAt <= due) {
			this.#transmitState(packetType.heartbeat);
			this.setKeepAlive(this.#keepAlive, now);
		}

		this.sender.onTimer(now, due);
		this.flush(now);
	}

	/** @returns Whether so much has been read that a peer who waits for that should hear of it, with the next flush. */
	onRead(): boolean {
		const isNews = this.#toldWindow < receiveWindow / 2 && this.#window - this.#toldWindow >= receiveWindow / 4;
		this.#owesState ||= isNews;
		return isNews;
	}

	get #window(): number {
		return Math.max(receiveWindow - this.#port.unread() - this.#receiver.waitingBytes, 0);
	}

	/** What a packet that goes out now says. */
	#tellWindow(): number {
		this.#toldWindow = this.#window;
		return this.#toldWindow;
	}

	/** Nothing is on its way and the peer takes nothing: asks at once, as it may have changed its mind. */
	#askWhenShut(): void {
		if (this.sender.peerWindow.size === 0 && !this.sender.outbox.isOutstanding) {
			this.#transmitState(packetType.heartbeat);
		}
	}

	#report(): void {
		const {outbox} = this.sender;
		if (this.#changeEnd !== undefined && !isBefore(outbox.acknowledged, this.#changeEnd)) {
			this.#changeEnd = undefined;
			this.#port.onRemoteChanged();
		}

		if (outbox.settledBytes > this.#settledBytes) {
			this.#settledBytes = outbox.settledBytes;
			this.#port.onSettled(this.#settledBytes);
		}

		if (this.#isFull && outbox.unacknowledgedBytes < highWaterMark + this.sender.window) {
			this.#isFull = false;
			this.#port.onDrain();
		}

		if (this.#receiver.isEnded && !this.#hasDeliveredEnd) {
			this.#hasDeliveredEnd = true;
			this.#port.onEnd();
		}
	}

	#closeWhenEnded(): void {
		if (!this.#isClosed && this.#hasDeliveredEnd && this.sender.outbox.isEnded) {
			// Whatever told it before may be lost, and nobody will be here to say it again.
			this.#transmitState(0);
			this.close('ended');
		}
	}

	#giveUp(): void {
		// A peer that has ended too, and got everything, left as soon as it had our end: only its answer is lost.
		this.close(this.#hasDeliveredEnd && this.sender.outbox.isOnlyEndMissing ? 'ended' : 'timed-out');
	}

	#header(type: number): Header {
		return {
			type, payloadOffset: 0, streamId: this.#remote!.id, window: this.#tellWindow(), sequence: this.sender.outbox.sequence, acknowledgement: this.#receiver.expected,
		};
	}

	#transmitState(type: number): void {
		this.#owesState &&= type !== 0;
		this.#transmit(statePacket(this.#header(type), type === 0 ? this.#receiver.blocks : []), this.#remote!);
	}

	#transmitData(bytes: Buffer, to: Remote): void {
		// It acknowledges too, what is in order.
		this.#owesState &&= to !== this.#remote || this.#receiver.blocks.length > 0;
		this.#transmit(bytes, to);
	}

	#transmit(bytes: Buffer, to: Remote): void {
		if (!this.#isClosed) {
			this.#port.transmit(bytes, to);
		}
	}
}
