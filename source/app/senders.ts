import {Buffer} from 'node:buffer';
import type {PeerBytes} from './events.ts';

/** Who sent what of a feed. */
export class Senders {
	readonly #wanted: (index: number) => number;
	readonly #bytes = new Map<string, number>();
	#beyond = new Map<number, number>();
	#lastRecord: string | undefined;

	/** @param wanted - how many bytes of a block belong to files that are wanted; blocks without any count as records. */
	constructor(wanted: (index: number) => number) {
		this.#wanted = wanted;
	}

	/** Who sent the last record, a public key in hexadecimal. */
	get lastRecord(): string | undefined {
		return this.#lastRecord;
	}

	/** For the feed's event `download`. */
	readonly onDownload = (index: number, byteLength: number, peer: {readonly remotePublicKey: Uint8Array}): void => {
		const name = nameOf(peer);
		const wanted = this.#wanted(index);
		if (wanted > 0) {
			if (byteLength > wanted) {
				this.#beyond.set(index, byteLength - wanted);
			}

			this.#bytes.set(name, (this.#bytes.get(name) ?? 0) + byteLength);
		} else {
			this.#lastRecord = name;
		}
	};

	/** How many bytes of which blocks came since the last call beside those that are wanted. */
	takeBeyond(): ReadonlyMap<number, number> {
		const beyond = this.#beyond;
		this.#beyond = new Map();
		return beyond;
	}

	/** Bytes of file content that came from each peer since the last call. */
	take(): PeerBytes[] {
		const peers = [...this.#bytes].map(([peer, bytes]) => ({peer, bytes}));
		this.#bytes.clear();
		return peers;
	}
}

/** Who somebody is: a public key in hexadecimal. */
export function nameOf({remotePublicKey}: {readonly remotePublicKey: Uint8Array}): string {
	return Buffer.from(remotePublicKey).toString('hex');
}
