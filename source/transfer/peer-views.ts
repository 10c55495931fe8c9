import {Buffer} from 'node:buffer';
import type SecretStream from '@hyperswarm/secret-stream';
import type Hypercore from 'hypercore';
import type {Peer} from 'hypercore';
import {addressOf} from './address-of.ts';
import {completeness} from './completeness.ts';
import {inquiryOf} from './inquiry.ts';
import {Rate} from './rate.ts';
import {peersOf} from './rest-peer.ts';
import {routeOf, type Route} from './route-of.ts';

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
	/** There and back; undefined before anything was measured. */
	readonly roundTrip: number | undefined;
	/** Since 1970. */
	readonly since: number;
};

/** Of a peer that is connected, also how. */
export type ConnectedPeerFacts = PeerFacts & {readonly route: Route};

const historyLength = 60;

type Counted = {
	uploaded: number;
	downloaded: number;
	readonly upload: Rate;
	readonly download: Rate;
	history: readonly number[];
	readonly since: number;
};

/** Counts what each peer of a feed gives and takes. */
export class PeerViews {
	readonly #core: Hypercore;
	/** By connection, and the same one for every connection of a peer; also again after a pause of the share. */
	readonly #counted = new WeakMap<SecretStream, Counted>();

	constructor(core: Hypercore, now: () => number) {
		this.#core = core;
		core.on('peer-add', peer => {
			this.#of(peer, now());
		});
		core.on('upload', (_index, byteLength, peer) => {
			this.#of(peer, now()).uploaded += byteLength;
		});
		core.on('download', (_index, byteLength, peer) => {
			this.#of(peer, now()).downloaded += byteLength;
		});
	}

	/** Takes the speeds of this moment, and asks the peers for the rest; to be called once a second. */
	sample(time: number): void {
		for (const peer of peersOf(this.#core)) {
			inquiryOf(this.#core, peer.stream)?.ask();
			const counted = this.#of(peer, time);
			counted.upload.add(time, counted.uploaded);
			counted.download.add(time, counted.downloaded);
			const speed = Math.round(counted.upload.bytesPerSecond + counted.download.bytesPerSecond);
			counted.history = [...counted.history.slice(1 - historyLength), speed];
		}
	}

	/** Every peer, the one that has been here longest first. */
	views(time: number): ConnectedPeerFacts[] {
		return peersOf(this.#core).map(peer => this.#view(peer, time)).toSorted((a, b) => a.since - b.since);
	}

	#of({stream, remotePublicKey}: Peer, time: number): Counted {
		const known = this.#counted.get(stream);
		if (known) {
			return known;
		}

		const other = this.#core.peers.find(peer => Buffer.compare(peer.remotePublicKey, remotePublicKey) === 0 && this.#counted.has(peer.stream));
		const counted = (other && this.#counted.get(other.stream)) ?? {
			uploaded: 0, downloaded: 0, upload: new Rate(), download: new Rate(), history: [], since: time,
		};
		this.#counted.set(stream, counted);
		return counted;
	}

	#view(peer: Peer, time: number): ConnectedPeerFacts {
		const {uploaded, upload, download, history, since} = this.#of(peer, time);
		const {rawStream} = peer.stream;
		const {length, byteLength} = this.#core;
		const inquiry = inquiryOf(this.#core, peer.stream);
		return {
			peer: Buffer.from(peer.remotePublicKey).toString('hex'),
			address: addressOf(peer.stream),
			route: routeOf(rawStream),
			// A feed that is whole asks nobody what they have. What a peer says itself is exact; before that, what it was given says something.
			complete: inquiry?.blocks === undefined
				? Math.max(completeness(peer, length), Math.min(1, uploaded / Math.max(1, byteLength)))
				: Math.min(1, inquiry.blocks / Math.max(1, length)),
			upload: Math.round(upload.bytesPerSecond),
			download: Math.round(download.bytesPerSecond),
			history,
			// UDX measures it with each packet.
			roundTrip: rawStream.rtt !== undefined && rawStream.rtt > 0 ? rawStream.rtt : inquiry?.roundTrip,
			since,
		};
	}
}
