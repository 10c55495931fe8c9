import {Buffer} from 'node:buffer';
import {MtuProbe} from './mtu-probe.ts';
import type {OutgoingPacket, Remote} from './outgoing-packet.ts';
import {
	headerSize, ipv4Overhead, ipv6Overhead, packetType, writeHeader,
} from './packet.ts';
import {PacketList} from './packet-list.ts';
import {SendQueue} from './send-queue.ts';
import {sequenceAfter, sequenceDifference} from './sequence.ts';

/** Packets are cut out of blocks of memory of this size: one for each packet would cost more than sending it. */
const slabSize = 65_536;

/** What was written and is not acknowledged: waiting, on its way, or lost. It knows no time. */
export class Outbox {
	readonly queue = new SendQueue();
	readonly mtu = new MtuProbe();
	/** In the order in which they were sent last. */
	readonly inFlight = new PacketList();
	/** Those that must be sent again. */
	readonly lost = new PacketList();
	/** From the first that is not acknowledged; a circle, as long as a power of two. */
	#ring = Array.from<OutgoingPacket | undefined>({length: 64});
	#slab = Buffer.alloc(0);
	#sequence: number;
	#acknowledged: number;
	#unacknowledgedBytes = 0;
	#settledBytes = 0;
	#inFlightBytes = 0;
	#ahead = 0;
	#isEndSent = false;

	constructor(first: number) {
		this.#sequence = first;
		this.#acknowledged = first;
	}

	/** The number of the next packet. */
	get sequence(): number {
		return this.#sequence;
	}

	/** The first that is not acknowledged. */
	get acknowledged(): number {
		return this.#acknowledged;
	}

	get isOutstanding(): boolean {
		return this.#sequence !== this.#acknowledged;
	}

	/** How many packets arrived ahead of their turn. */
	get ahead(): number {
		return this.#ahead;
	}

	/** Bytes that were written and have not arrived yet, sent or not. */
	get unacknowledgedBytes(): number {
		return this.queue.size + this.#unacknowledgedBytes;
	}

	/** How many bytes, from the first one on, have all arrived. */
	get settledBytes(): number {
		return this.#settledBytes;
	}

	get inFlightBytes(): number {
		return this.#inFlightBytes;
	}

	/** Whether everything has arrived, and the end as well. */
	get isEnded(): boolean {
		return this.#isEndSent && this.inFlight.size === 0 && this.lost.size === 0;
	}

	/** Whether nothing but the bare end is still unacknowledged. */
	get isOnlyEndMissing(): boolean {
		return this.#isEndSent && this.#unacknowledgedBytes === 0;
	}

	/** How many bytes of what was written a packet can carry. */
	payloadSize(remote: Remote): number {
		return this.mtu.mtu - overheadTo(remote) - headerSize;
	}

	/** The packet with a number that is outstanding. */
	get(sequence: number): OutgoingPacket {
		return this.#ring[sequence & (this.#ring.length - 1)]!;
	}

	/** Packs what is next; there must be something. */
	pack(remote: Remote, window: number, acknowledgement: number): OutgoingPacket {
		const maximum = Math.min(this.payloadSize(remote), this.queue.size);
		const bytes = this.#allocate(headerSize + maximum);
		const {size, isEnd} = this.queue.take(bytes, headerSize, maximum);
		this.#isEndSent ||= isEnd;
		writeHeader(bytes, {
			type: (size > 0 ? packetType.data : 0) | (isEnd ? packetType.end : 0), payloadOffset: 0, streamId: remote.id, window, sequence: this.#sequence, acknowledgement,
		});
		const packet: OutgoingPacket = {
			sequence: this.#sequence,
			bytes,
			payloadSize: size,
			remote,
			probeSize: 0,
			sentAt: 0,
			isLost: false,
			isAcknowledged: false,
			wasSentAgain: false,
			timeouts: 0,
			firstSentAt: 0,
			deliveredAt: 0,
			delivered: 0,
			isSupplyLimited: false,
			previous: undefined,
			next: undefined,
		};
		this.#add(packet);
		return packet;
	}

	/** A packet has been sent, for the first time or once more. */
	onSent(packet: OutgoingPacket): void {
		if (packet.isLost) {
			this.lost.remove(packet);
			packet.isLost = false;
		}

		this.inFlight.push(packet);
		this.#inFlightBytes += packet.bytes.length;
	}

	/** Takes a packet that is on its way for lost, or only out of the row to send it once more. */
	recall(packet: OutgoingPacket, isLost: boolean): void {
		this.inFlight.remove(packet);
		this.#inFlightBytes -= packet.bytes.length;
		if (isLost) {
			packet.isLost = true;
			this.lost.push(packet);
		}
	}

	/** A packet has arrived, in its turn or ahead of it. */
	settle(packet: OutgoingPacket): void {
		packet.isAcknowledged = true;
		this.#ahead++;
		this.#unacknowledgedBytes -= packet.payloadSize;
		if (packet.isLost) {
			this.lost.remove(packet);
		} else {
			this.recall(packet, false);
		}
	}

	/** Forgets everything before a number, all of which is settled. */
	advance(acknowledgement: number): void {
		while (this.#acknowledged !== acknowledgement) {
			const index = this.#acknowledged & (this.#ring.length - 1);
			this.#settledBytes += this.#ring[index]!.payloadSize;
			this.#ring[index] = undefined;
			this.#ahead--;
			this.#acknowledged = sequenceAfter(this.#acknowledged);
		}
	}

	/** Uses up a number for a packet that nobody acknowledges. */
	skip(): number {
		const sequence = this.#sequence;
		this.#sequence = sequenceAfter(sequence);
		return sequence;
	}

	#add(packet: OutgoingPacket): void {
		if (sequenceDifference(this.#sequence, this.#acknowledged) === this.#ring.length) {
			const ring = Array.from<OutgoingPacket | undefined>({length: this.#ring.length * 2});
			for (const each of this.#ring) {
				ring[each!.sequence & (ring.length - 1)] = each;
			}

			this.#ring = ring;
		}

		this.#ring[packet.sequence & (this.#ring.length - 1)] = packet;
		this.#sequence = sequenceAfter(packet.sequence);
		this.#unacknowledgedBytes += packet.payloadSize;
	}

	#allocate(size: number): Buffer {
		if (this.#slab.length < size) {
			this.#slab = Buffer.allocUnsafeSlow(Math.min(slabSize, Math.max(size, 4 * this.queue.size)));
		}

		const bytes = this.#slab.subarray(0, size);
		this.#slab = this.#slab.subarray(size);
		return bytes;
	}
}

/** Bytes of IP and UDP. */
export function overheadTo(remote: Remote): number {
	return remote.family === 6 ? ipv6Overhead : ipv4Overhead;
}
