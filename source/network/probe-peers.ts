import {Buffer} from 'node:buffer';
import type SecretStream from '@hyperswarm/secret-stream';
import type {KeyPair} from '@hyperswarm/secret-stream';
import DHT from 'hyperdht';
import {bindAddress} from './bind-address.ts';
import {chooseUdx} from './choose-udx.ts';
import {dialFailure, type DialFailure} from './dial-reason.ts';
import {settle} from './settle.ts';

/** A peer that was looked for, step by step. */
export type PeerProbe = {
	/** Its public key, hexadecimal. */
	readonly peer: string;
	/** The connection; undefined when it could not be made. It is closed with the next step. */
	readonly stream: SecretStream | undefined;
	readonly failure: DialFailure | undefined;
	readonly milliseconds: number;
};

export type Lookup = {
	/** How many peers announce it. */
	readonly announced: number;
	readonly milliseconds: number;
};

export type ProbePeersOptions = {
	/** `host:port` of the DHT nodes to start from; undefined for the public ones. */
	readonly bootstrap: readonly string[] | undefined;
	readonly discoveryKey: Uint8Array;
	/** Who asks and dials, a passing one. */
	readonly keyPair: KeyPair;
	readonly relayThrough: Uint8Array | undefined;
	readonly signal: AbortSignal;
};

/** More peers than these say nothing new. */
const mostPeers = 8;
/** Milliseconds that one peer is given. */
const patience = 15_000;

/** Looks a discovery key up and dials those who announce it, one after the other, from a node of its own. */
export async function * probePeers({bootstrap, discoveryKey, keyPair, relayThrough, signal}: ProbePeersOptions): AsyncGenerator<Lookup | PeerProbe> {
	const dht = new DHT({udx: chooseUdx(), keyPair, ...(bootstrap && {bootstrap, host: bindAddress(bootstrap)})});
	const stop = (): void => {
		dht.destroy({force: true}).catch(() => undefined);
	};

	signal.addEventListener('abort', stop, {once: true});
	try {
		const started = performance.now();
		const keys = new Map<string, Uint8Array>();
		for await (const {peers} of dht.lookup(discoveryKey)) {
			for (const {publicKey} of peers) {
				keys.set(Buffer.from(publicKey).toString('hex'), publicKey);
			}
		}

		yield {announced: keys.size, milliseconds: Math.round(performance.now() - started)};
		await settle(dht);
		for (const [peer, publicKey] of [...keys].slice(0, mostPeers)) {
			signal.throwIfAborted();
			yield * dial(dht.connect(publicKey, {...(relayThrough && {relayThrough})}), peer);
		}
	} finally {
		signal.removeEventListener('abort', stop);
		await dht.destroy({force: true});
	}
}

async function * dial(stream: SecretStream, peer: string): AsyncGenerator<PeerProbe> {
	const started = performance.now();
	let code = 'ETIMEDOUT';
	stream.on('error', error => {
		code = error.code ?? code;
	});
	const timer = setTimeout(() => {
		stream.destroy();
	}, patience);
	const isOpen = await stream.opened;
	clearTimeout(timer);
	const milliseconds = Math.round(performance.now() - started);
	try {
		yield {
			peer, stream: isOpen ? stream : undefined, failure: isOpen ? undefined : dialFailure(code), milliseconds,
		};
	} finally {
		stream.destroy();
	}
}
