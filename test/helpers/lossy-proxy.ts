import type {Buffer} from 'node:buffer';
import dgram from 'node:dgram';
import type {TestContext} from 'node:test';
import {SeededRandom} from './seeded-random.ts';

export type LossyOptions = {
	/** Of a hundred packets, how many are lost, doubled, or held back so that others overtake them. */
	readonly loss?: number;
	readonly duplication?: number;
	readonly reordering?: number;
	/** Milliseconds one way. */
	readonly delay?: number;
	/** Larger packets, with the headers of IP and UDP, don't get through. */
	readonly mtu?: number;
};

/** How much longer a packet takes that others overtake, in milliseconds. */
const heldBack = 8;
const overhead = 28;
const host = '127.0.0.1';

/** A bad link between two UDP sockets: each of them finds the other one at a port of it. */
export class LossyProxy {
	#options: LossyOptions;
	readonly #random: SeededRandom;
	readonly #ends: ReadonlyArray<{readonly socket: dgram.Socket; target: number}>;
	/** Packets that came in, and those that were lost on purpose. */
	packets = 0;
	lost = 0;

	private constructor(sockets: readonly dgram.Socket[], options: LossyOptions, random: SeededRandom) {
		this.#options = options;
		this.#random = random;
		this.#ends = sockets.map(socket => ({socket, target: 0}));
		for (const [index, {socket}] of this.#ends.entries()) {
			socket.on('message', bytes => {
				this.#carry(bytes, this.#ends[1 - index]!);
			});
		}
	}

	/** Opens one; it closes with the test. */
	static async open(t: TestContext, options: LossyOptions): Promise<LossyProxy> {
		const sockets = [dgram.createSocket('udp4'), dgram.createSocket('udp4')];
		await Promise.all(sockets.map(async socket => new Promise<void>(resolve => {
			socket.bind(0, host, resolve);
		})));
		const random = new SeededRandom();
		t.diagnostic(`FERRY_TEST_SEED=${random.seed}`);
		t.after(() => {
			for (const socket of sockets) {
				socket.close();
			}
		});
		return new LossyProxy(sockets, options, random);
	}

	/** Says where the two are; gives where the first finds the second, and the second the first. */
	connect(first: number, second: number): readonly [toSecond: number, toFirst: number] {
		const [near, far] = this.#ends;
		near!.target = first;
		far!.target = second;
		return [near!.socket.address().port, far!.socket.address().port];
	}

	/** From now on the link is like this. */
	change(options: LossyOptions): void {
		this.#options = options;
	}

	#carry(bytes: Buffer, {socket, target}: {readonly socket: dgram.Socket; readonly target: number}): void {
		this.packets++;
		const {loss = 0, duplication = 0, reordering = 0, delay = 0, mtu = Number.POSITIVE_INFINITY} = this.#options;
		if (bytes.length + overhead > mtu || this.#happens(loss)) {
			this.lost++;
			return;
		}

		const copies = this.#happens(duplication) ? 2 : 1;
		const wait = delay + (this.#happens(reordering) ? heldBack : 0);
		for (let copy = 0; copy < copies; copy++) {
			if (wait === 0) {
				this.#send(socket, bytes, target);
			} else {
				setTimeout(() => {
					this.#send(socket, bytes, target);
				}, wait).unref();
			}
		}
	}

	#send(socket: dgram.Socket, bytes: Buffer, target: number): void {
		try {
			socket.send(bytes, target, host);
		} catch {
			// The test is over.
		}
	}

	#happens(percent: number): boolean {
		return percent > 0 && this.#random.integer(1, 1000) <= percent * 10;
	}
}
