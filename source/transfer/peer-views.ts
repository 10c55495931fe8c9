import {Buffer} from 'node:buffer';
import type SecretStream from '@hyperswarm/secret-stream';
import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import {Rate} from './rate.ts';

/** What is known of a peer of a feed right now. Sizes are bytes, speeds bytes a second, times milliseconds. */
export type PeerFacts = {
	/** Its public key, hexadecimal. */
	readonly peer: string;
	/** `host:port`. */
	readonly address: string;
	/** How much of the feed it has, 0 to 1. */
	readonly complete: number;
	readonly upload: number;
	readonly download: number;
	/** Up and down together, one figure a second, the newest last, at most sixty. */
	readonly history: readonly number[];
	readonly roundTrip: number | undefined;
	/** Since 1970. */
	readonly since: number;
};

const historyLength = 60;
/** So many blocks are looked at to tell how much a peer has of a feed with gaps. */
const mostSamples = 512;

type Counted = {
	uploaded: number;
	downloaded: number;
	readonly upload: Rate;
	readonly download: Rate;
	readonly history: number[];
	readonly since: number;
};

/** Counts what each peer of a feed gives and takes. Times are passed in. */
export class PeerViews {
	readonly #core: Hypercore;
	/** By connection: a peer may have two for a moment. */
	readonly #counted = new WeakMap<SecretStream, Counted>();

	constructor(core: Hypercore, now: () => number) {
		this.#core = core;
		core.on('upload', (_index, byteLength, peer) => {
			this.#of(peer, now()).uploaded += byteLength;
		});
		core.on('download', (_index, byteLength, peer) => {
			this.#of(peer, now()).downloaded += byteLength;
		});
	}

	/** Takes the speeds of this moment; to be called once a second. */
	sample(time: number): void {
		for (const peer of this.#core.peers) {
			const counted = this.#of(peer, time);
			counted.upload.add(time, counted.uploaded);
			counted.download.add(time, counted.downloaded);
			counted.history.push(Math.round(counted.upload.bytesPerSecond + counted.download.bytesPerSecond));
			counted.history.splice(0, counted.history.length - historyLength);
		}
	}

	/** Every peer, the one that has been here longest first. */
	views(time: number): PeerFacts[] {
		return this.#core.peers.map(peer => this.#view(peer, time)).toSorted((a, b) => a.since - b.since);
	}

	#of({stream}: Peer, time: number): Counted {
		const known = this.#counted.get(stream);
		if (known) {
			return known;
		}

		const counted = {
			uploaded: 0, downloaded: 0, upload: new Rate(), download: new Rate(), history: [], since: time,
		};
		this.#counted.set(stream, counted);
		return counted;
	}

	#view(peer: Peer, time: number): PeerFacts {
		const {upload, download, history, since} = this.#of(peer, time);
		const {remoteHost, remotePort, rtt} = peer.stream.rawStream;
		return {
			peer: Buffer.from(peer.remotePublicKey).toString('hex'),
			address: `${remoteHost}:${remotePort}`,
			complete: completeness(peer, this.#core.length),
			upload: Math.round(upload.bytesPerSecond),
			download: Math.round(download.bytesPerSecond),
			history: [...history],
			roundTrip: rtt !== undefined && rtt > 0 ? rtt : undefined,
			since,
		};
	}
}

/** How much of a feed a peer has, 0 to 1: what it has from the start is known exactly, of the rest as many blocks are looked at as doesn't take long. */
export function completeness({remoteContiguousLength, remoteBitfield}: Pick<Peer, 'remoteContiguousLength' | 'remoteBitfield'>, length: number): number {
	if (length === 0) {
		return 0;
	}

	const contiguous = Math.min(remoteContiguousLength, length);
	const rest = length - contiguous;
	const step = Math.max(1, Math.ceil(rest / mostSamples));
	let looked = 0;
	let found = 0;
	for (let index = contiguous; index < length; index += step) {
		looked++;
		found += remoteBitfield.get(index) ? 1 : 0;
	}

	return (contiguous + (looked === 0 ? 0 : rest * found / looked)) / length;
}
