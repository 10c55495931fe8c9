import type {Buffer} from 'node:buffer';

/** What has arrived in one turn of the event loop and is not handed on yet. */
export class Arrivals {
	#payloads: Buffer[] = [];
	#size = 0;

	/** Bytes. */
	get size(): number {
		return this.#size;
	}

	add(payload: Buffer): void {
		this.#payloads.push(payload);
		this.#size += payload.length;
	}

	take(): readonly Buffer[] {
		const payloads = this.#payloads;
		if (payloads.length > 0) {
			this.#payloads = [];
			this.#size = 0;
		}

		return payloads;
	}
}
