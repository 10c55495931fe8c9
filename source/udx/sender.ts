import {AcknowledgedOrder, findLost, reorderingWindow} from './loss-detection.ts';
import {Outbox, overheadTo} from './outbox.ts';
import type {OutgoingPacket} from './outgoing-packet.ts';
import {
	type Block, type Header, padPacket, refreshHeader,
} from './packet.ts';
import {Path} from './path.ts';
import {PeerWindow} from './peer-window.ts';
import {Recovery} from './recovery.ts';
import type {SenderPort} from './sender-port.ts';
import {isBefore, sequenceAfter, sequenceDifference} from './sequence.ts';
import {probeTimeout, TailProbe} from './tail-probe.ts';

/** The time of what is not planned. */
const never = Number.POSITIVE_INFINITY;

/** A packet that was lost so often means that nobody is there. */
const longestPatience = 6;

/**
Sends what is written, and again what is lost.

Losses are found as in RFC 8985: by packets that were sent later and arrived, by a probe when the last ones stay unanswered, and at last by the timeout of RFC 6298. It has no clock and no timer: it is told the time, and says when it wants to be called.
*/
export class Sender {
	readonly #port: SenderPort;
	readonly #order: AcknowledgedOrder;
	readonly #probe = new TailProbe();
	readonly #recovery = new Recovery();
	#timeoutAt = never;
	#reorderingAt = never;
	#windowProbeAt = never;
	#pacedAt = never;
	readonly outbox: Outbox;
	readonly path: Path;
	readonly peerWindow: PeerWindow;
	/** Counters for whoever looks. */
	timeouts = 0;
	recoveries = 0;
	retransmissions = 0;

	constructor(port: SenderPort, now: number, {first = 0, random}: {readonly first?: number; readonly random?: (() => number) | undefined} = {}) {
		this.#port = port;
		this.outbox = new Outbox(first);
		this.path = new Path(now, this.outbox.mtu.mtu, random);
		this.peerWindow = new PeerWindow(first);
		this.#order = new AcknowledgedOrder(first);
	}

	/** How many bytes may be on their way. */
	get window(): number {
		return Math.min(this.path.congestion.window * this.outbox.payloadSize(this.#port.remote()), this.peerWindow.size);
	}

	/** When to call `onTimer` next; infinity: not before something else happens. */
	get deadline(): number {
		return Math.min(this.#timeoutAt, this.#reorderingAt, this.#probe.at, this.#windowProbeAt, this.#pacedAt);
	}

	/** Takes what a packet says of this direction. */
	acknowledge(now: number, header: Readonly<Header>, blocks: readonly Block[]): void {
		const {outbox} = this;
		const {acknowledgement} = header;
		if (isBefore(outbox.sequence, acknowledgement) || sequenceDifference(acknowledgement, outbox.acknowledged) < 0) {
			return;
		}

		this.peerWindow.update(header);
		this.#probe.onAcknowledged(acknowledgement);
		this.#recovery.onAcknowledged(acknowledgement);

		const hasAdvanced = acknowledgement !== outbox.acknowledged;
		for (let sequence = outbox.acknowledged; sequence !== acknowledgement; sequence = sequenceAfter(sequence)) {
			this.#settle(now, outbox.get(sequence));
		}

		outbox.advance(acknowledgement);
		for (const {start, end} of blocks) {
			for (let sequence = start; sequence !== end; sequence = sequenceAfter(sequence)) {
				this.#settle(now, outbox.get(sequence));
			}
		}

		if (hasAdvanced) {
			this.#timeoutAt = outbox.isOutstanding ? now + this.path.roundTrip.timeout : never;
			this.#scheduleProbe(now);
		}
	}

	/** Sends what may be sent, after all that has happened in one moment. */
	flush(now: number): void {
		if (this.path.hasNews) {
			this.#detectLoss(now);
		}

		this.#send(now);
	}

	/** Does what is due until a time that may be a little ahead. */
	onTimer(now: number, due: number): void {
		if (this.#reorderingAt <= due) {
			this.#detectLoss(now);
		}

		if (this.#timeoutAt <= due) {
			this.#onTimeout(now);
		} else if (this.#probe.at <= due) {
			this.#sendProbe(now);
		}

		if (this.#windowProbeAt <= due) {
			this.#port.askForState();
			this.#windowProbeAt = now + (2 * this.path.roundTrip.timeout);
		}

		this.#send(now);
	}

	#settle(now: number, packet: OutgoingPacket): void {
		if (packet.isAcknowledged) {
			return;
		}

		this.outbox.settle(packet);
		this.outbox.mtu.onAcknowledged(packet.probeSize);
		const sample = this.path.roundTrip.plausible(now - packet.sentAt);
		if (!packet.wasSentAgain) {
			this.path.roundTrip.add(now, sample);
			this.#probe.permit();
		}

		const isCertain = this.#order.add(packet, sample, this.path.roundTrip.least ?? 0);
		this.path.onDelivered(packet, {sample, isCertain});
	}

	#detectLoss(now: number): void {
		this.#reorderingAt = never;
		const {newest} = this.#order;
		if (!newest) {
			return;
		}

		const {lost, wait} = findLost(this.outbox.inFlight, newest, {now, window: this.#reorderingWindow});
		const count = lost.filter(packet => this.#lose(packet)).length;
		if (count > 0 && this.#recovery.state === 'open') {
			this.recoveries++;
			this.#recovery.enter('recovery', this.outbox.sequence);
			this.#probe.cancel();
		}

		this.path.adapt(now, this.outbox.inFlight.size, this.#recovery.state);
		this.#reorderingAt = wait === undefined ? never : now + Math.ceil(wait);
	}

	/** @returns Whether that says anything of the path: a probe that was too large does not. */
	#lose(packet: OutgoingPacket): boolean {
		const {probeSize} = packet;
		this.outbox.recall(packet, true);
		packet.probeSize = 0;
		if (probeSize > 0) {
			this.outbox.mtu.onLost(probeSize);
			return false;
		}

		this.path.onLost();
		return true;
	}

	get #reorderingWindow(): number {
		return reorderingWindow({
			isReorderingSeen: this.#order.isReorderingSeen,
			isRecovering: this.#recovery.state !== 'open',
			ahead: this.outbox.ahead,
			leastRoundTrip: this.path.roundTrip.least ?? 0,
			smoothedRoundTrip: this.path.roundTrip.smoothed ?? 0,
		});
	}

	#onTimeout(now: number): void {
		this.timeouts++;
		this.#recovery.enter('loss', this.outbox.sequence);
		this.#probe.cancel();
		this.#timeoutAt = now + (2 * this.path.roundTrip.timeout);
		const first = this.outbox.get(this.outbox.acknowledged);
		if (first.timeouts >= longestPatience) {
			this.#port.giveUp();
			return;
		}

		first.timeouts++;
		const patience = (this.#order.newest?.roundTrip ?? 0) + this.#reorderingWindow;
		for (let packet = this.outbox.inFlight.first; packet;) {
			const {next} = packet;
			if (packet === first || packet.sentAt + patience < now) {
				this.#lose(packet);
			}

			packet = next;
		}

		this.path.onTimeout(now, this.outbox.inFlight.size);
	}

	/** RFC 8985, section 7.3: sends something new, or the last packet again, so that an acknowledgement tells what is missing. */
	#sendProbe(now: number): void {
		this.#probe.at = never;
		const {outbox} = this;
		if (!outbox.isOutstanding || !this.#probe.mayProbe) {
			return;
		}

		const last = outbox.get(sequenceAfter(outbox.sequence, -1));
		const isNew = !outbox.queue.isEmpty;
		if (!isNew && (last.isLost || last.isAcknowledged)) {
			return;
		}

		if (isNew) {
			this.#sendNew(now);
		} else {
			outbox.recall(last, false);
			this.#sendAgain(now, last);
		}

		this.#probe.onSent(sequenceAfter(outbox.sequence, -1), !isNew);
		this.#timeoutAt = now + this.path.roundTrip.timeout;
	}

	#scheduleProbe(now: number): void {
		const {outbox} = this;
		this.#probe.at = outbox.isOutstanding && this.#recovery.state === 'open' && outbox.ahead === 0
			? Math.min(now + probeTimeout(this.path.roundTrip.smoothed, outbox.inFlight.size + outbox.lost.size), this.#timeoutAt)
			: never;
	}

	#send(now: number): void {
		const {lost, queue, inFlight} = this.outbox;
		const size = this.outbox.payloadSize(this.#port.remote());
		const {window} = this.path.congestion;
		// What is sent again is not held back: a window that has become smaller still has room for what was sent before.
		const newWindow = Math.min(window, this.peerWindow.inPackets(size));
		this.#pacedAt = never;
		for (;;) {
			const again = lost.first;
			if (again ? inFlight.size >= window : queue.isEmpty || inFlight.size >= newWindow) {
				break;
			}

			if (!this.path.maySend(now, size)) {
				this.#pacedAt = now + 1;
				break;
			}

			if (again) {
				this.#sendAgain(now, again);
			} else {
				this.#sendNew(now);
			}
		}

		this.#watchWindow(now);
	}

	/** Nothing is on its way to be acknowledged, but something waits: so the peer must be asked whether it takes more by now. */
	#watchWindow(now: number): void {
		const isWaiting = this.peerWindow.size === 0 && !this.outbox.isOutstanding && !this.outbox.queue.isEmpty;
		this.#windowProbeAt = isWaiting ? Math.min(this.#windowProbeAt, now + this.path.roundTrip.timeout) : never;
	}

	#sendNew(now: number): void {
		const {isOutstanding} = this.outbox;
		const packet = this.outbox.pack(this.#port.remote(), this.#port.window(), this.#port.acknowledgement());
		this.#transmit(now, packet, isOutstanding);
		this.#scheduleProbe(now);
	}

	#sendAgain(now: number, packet: OutgoingPacket): void {
		this.retransmissions++;
		packet.wasSentAgain = true;
		refreshHeader(packet.bytes, this.#port.window(), this.#port.acknowledgement());
		this.#transmit(now, packet, true);
	}

	#transmit(now: number, packet: OutgoingPacket, isOutstanding: boolean): void {
		const {outbox} = this;
		packet.sentAt = now;
		const isLast = outbox.queue.size < outbox.payloadSize(packet.remote) && outbox.lost.size === 0;
		this.path.onSent(now, packet, {inFlight: outbox.inFlight.size, isOutstanding, isLast}, this.#recovery.state);
		outbox.onSent(packet);
		const full = packet.bytes.length + overheadTo(packet.remote);
		const padding = packet.wasSentAgain ? 0 : outbox.mtu.paddingFor(full);
		if (padding > 0) {
			packet.probeSize = full + padding;
			outbox.mtu.onSent();
		}

		this.#port.transmit(padding > 0 ? padPacket(packet.bytes, padding) : packet.bytes, packet.remote);
		this.#timeoutAt = this.#timeoutAt === never ? now + this.path.roundTrip.timeout : this.#timeoutAt;
	}
}
