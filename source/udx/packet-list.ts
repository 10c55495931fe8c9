import type {OutgoingPacket} from './outgoing-packet.ts';

/** Packets in a row, out of which any can be taken without searching. A packet is in at most one. */
export class PacketList {
	#first: OutgoingPacket | undefined;
	#last: OutgoingPacket | undefined;
	#size = 0;

	get first(): OutgoingPacket | undefined {
		return this.#first;
	}

	get size(): number {
		return this.#size;
	}

	push(packet: OutgoingPacket): void {
		packet.previous = this.#last;
		packet.next = undefined;
		if (this.#last) {
			this.#last.next = packet;
		} else {
			this.#first = packet;
		}

		this.#last = packet;
		this.#size++;
	}

	remove(packet: OutgoingPacket): void {
		if (packet.previous) {
			packet.previous.next = packet.next;
		} else {
			this.#first = packet.next;
		}

		if (packet.next) {
			packet.next.previous = packet.previous;
		} else {
			this.#last = packet.previous;
		}

		packet.previous = undefined;
		packet.next = undefined;
		this.#size--;
	}
}
