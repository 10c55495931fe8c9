import {Buffer} from 'node:buffer';
import type {PeerBytes} from './events.ts';

/** Who sent what of a feed. */
export class Senders {
	readonly #isData: (index: number) => boolean;
	readonly #bytes = new Map<string, number>();
	#lastRecord: string | undefined;

	/** @param isData - whether a block holds bytes of files that are wanted; all others count as records. */
	constructor(isData: (index: number) => boolean) {
		this.#isData = isData;
	}

	/** Who sent the last record, a public key in hexadecimal. */
	get lastRecord(): string | undefined {
		return this.#lastRecord;
	}

	/** For the feed's event `download`. */
	readonly onDownload = (index: number, byteLength: number, peer: {readonly remotePublicKey: Uint8Array}): void => {
		const name = nameOf(peer);
		if (this.#isData(index)) {
			this.#bytes.set(name, (this.#bytes.get(name) ?? 0) + byteLength);
		} else {
			this.#lastRecord = name;
		}
	};

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
