import type {Header} from './packet.ts';
import {isBefore} from './sequence.ts';

/** What a peer takes before it has said anything. */
const firstWindow = 4 * 1024 * 1024;

/** How much more the peer can take, as its newest packet says. */
export class PeerWindow {
	#size = firstWindow;
	#sequence = 0;
	#acknowledgement: number;

	constructor(first: number) {
		this.#acknowledgement = first;
	}

	/** Bytes. */
	get size(): number {
		return this.#size;
	}

	/** In packets of a size; as long as anything fits, one does. */
	inPackets(size: number): number {
		return this.#size === 0 ? 0 : Math.max(Math.floor(this.#size / size), 1);
	}

	/** The peer begins with this number. */
	expect(sequence: number): void {
		this.#sequence = sequence;
	}

	/** Takes what a packet says, unless it was overtaken by a newer one. */
	update({sequence, acknowledgement, window}: Readonly<Header>): void {
		if (isBefore(this.#sequence, sequence) || (this.#sequence === sequence && !isBefore(acknowledgement, this.#acknowledgement))) {
			this.#sequence = sequence;
			this.#acknowledgement = acknowledgement;
			this.#size = window;
		}
	}
}
