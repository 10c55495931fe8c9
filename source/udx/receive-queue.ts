import type {Buffer} from 'node:buffer';
import {ArrivedBlocks} from './arrived-blocks.ts';
import {type Block, orderedTypes, packetType} from './packet.ts';
import {isBefore, sequenceAfter, sequenceDifference} from './sequence.ts';

/** A packet that is further ahead is not believed: no sender has so many on their way. */
const furthestAhead = 65_536;

type Waiting = {
	readonly type: number;
	readonly payload: Buffer;
};

/**
Puts packets that arrive in any order, or twice, into theirs.

What is ahead of its turn waits here, for at most as many bytes as the window that the sender was told.
*/
export class ReceiveQueue {
	readonly #deliver: (payload: Buffer) => void;
	readonly #room: number;
	readonly #waiting = new Map<number, Waiting>();
	readonly #arrived = new ArrivedBlocks();
	#waitingBytes = 0;
	#expected: number;
	#end: number | undefined;

	/**
	@param deliver - Called with each payload, in order.
	@param room - How many bytes may wait.
	@param first - The number of the first packet.
	*/
	constructor(deliver: (payload: Buffer) => void, room: number, first = 0) {
		this.#deliver = deliver;
		this.#room = room;
		this.#expected = first;
	}

	/** The number whose turn is next. */
	get expected(): number {
		return this.#expected;
	}

	set expected(sequence: number) {
		this.#expected = sequence;
	}

	/** What has arrived ahead of its turn. */
	get blocks(): readonly Block[] {
		return this.#arrived.blocks;
	}

	get waitingBytes(): number {
		return this.#waitingBytes;
	}

	/** Whether everything up to the sender's end has been delivered. */
	get isEnded(): boolean {
		return this.#end !== undefined && isBefore(this.#end, this.#expected);
	}

	/** Takes a packet that has a place in the order. */
	receive(type: number, sequence: number, payload: Buffer): void {
		const ahead = sequenceDifference(sequence, this.#expected);
		if ((type & orderedTypes) === 0 || ahead < 0 || ahead > furthestAhead || this.isEnded) {
			return;
		}

		if (ahead > 0) {
			this.#keep({type, payload}, sequence);
			return;
		}

		this.#take(type, payload);
		if (this.#waiting.size > 0) {
			this.#takeWaiting();
		}
	}

	#keep(packet: Waiting, sequence: number): void {
		if (this.#waiting.has(sequence) || this.#waitingBytes + packet.payload.length > this.#room) {
			return;
		}

		this.#waiting.set(sequence, packet);
		this.#waitingBytes += packet.payload.length;
		this.#arrived.add(sequence);
	}

	#take(type: number, payload: Buffer): void {
		if ((type & packetType.end) !== 0) {
			this.#end = this.#expected;
		}

		this.#expected = sequenceAfter(this.#expected);
		if ((type & packetType.data) !== 0 && payload.length > 0) {
			this.#deliver(payload);
		}
	}

	#takeWaiting(): void {
		for (let next = this.#waiting.get(this.#expected); next && !this.isEnded; next = this.#waiting.get(this.#expected)) {
			this.#waiting.delete(this.#expected);
			this.#waitingBytes -= next.payload.length;
			this.#take(next.type, next.payload);
		}

		this.#arrived.dropBefore(this.#expected);
	}
}
