import {Buffer} from 'node:buffer';
import {setTimeout as delay} from 'node:timers/promises';
import type SecretStream from '@hyperswarm/secret-stream';
import type {KeyPair} from '@hyperswarm/secret-stream';
import DHT, {type FoundPeer} from 'hyperdht';
import {bindAddress} from './bind-address.ts';
import {chooseUdx} from './choose-udx.ts';
import {dialFailure, type DialFailure} from './dial-reason.ts';
import {lookAgainDelay} from './look-again.ts';
import {settle} from './settle.ts';
import {answerPatience} from './silent-peers.ts';

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
	/** Whether it is looked up again when nobody announces it: who has it tells a node that was started again within a while. */
	readonly isPatient: boolean;
	readonly signal: AbortSignal;
};

/** More peers than these say nothing new. */
const mostPeers = 8;
/** How often it is looked up, as a node that was started again is told only after a while. */
const mostLookups = 4;
/** Milliseconds that one dial is given. */
const dialPatience = 15_000;
/** Milliseconds in which a peer is dialled again whose dial has failed for a reason that may pass. */
const peerPatience = 10_000;
/** Milliseconds between two looks whether something has arrived. */
const period = 50;

/**
Looks a discovery key up and dials those who announce it, one after the other, from a node of its own; both again where that may help, as whoever receives does.

@throws the signal's reason
*/
export async function * probePeers({bootstrap, discoveryKey, keyPair, relayThrough, isPatient, signal}: ProbePeersOptions): AsyncGenerator<Lookup | PeerProbe> {
	const dht = new DHT({udx: chooseUdx(), keyPair, ...(bootstrap && {bootstrap, host: bindAddress(bootstrap)})});
	const stop = (): void => {
		dht.destroy({force: true}).catch(() => undefined);
	};

	const dialOnce = async (peer: FoundPeer, attempt: number): Promise<Dialled> =>
		whenHeard(dht.connect(peer.publicKey, {relayAddresses: peer.relayAddresses, ...(relayThrough && {relayThrough})}), answerPatience(attempt));
	signal.addEventListener('abort', stop, {once: true});
	try {
		const started = performance.now();
		let found = await lookUp(dht, discoveryKey);
		const most = isPatient ? mostLookups : 1;
		for (let attempt = 1; attempt < most && found.size === 0 && dht.toArray().length > 0; attempt++) {
			await delay(lookAgainDelay(attempt - 1, Math.random()), undefined, {signal});
			found = await lookUp(dht, discoveryKey);
		}

		yield {announced: found.size, milliseconds: Math.round(performance.now() - started)};
		await settle(dht);
		for (const [name, peer] of [...found].slice(0, mostPeers)) {
			signal.throwIfAborted();
			const begun = performance.now();
			let dialled = await dialOnce(peer, 0);
			for (let attempt = 1; mayPass(dialled) && performance.now() - begun < peerPatience; attempt++) {
				await delay(lookAgainDelay(attempt - 1, Math.random()), undefined, {signal});
				const again = await lookUp(dht, discoveryKey);
				dialled = await dialOnce(again.get(name) ?? peer, attempt);
			}

			try {
				yield {
					peer: name,
					stream: dialled.stream,
					failure: dialled.stream ? undefined : dialFailure(dialled.code, {hasRelay: relayThrough !== undefined}),
					milliseconds: Math.round(performance.now() - begun),
				};
			} finally {
				dialled.stream?.destroy();
			}
		}
	} finally {
		signal.removeEventListener('abort', stop);
		await dht.destroy({force: true});
	}
}

/** Those who announce it, by their keys in hexadecimal. */
async function lookUp(dht: DHT, discoveryKey: Uint8Array): Promise<Map<string, FoundPeer>> {
	const found = new Map<string, FoundPeer>();
	for await (const {peers} of dht.lookup(discoveryKey)) {
		for (const peer of peers) {
			found.set(Buffer.from(peer.publicKey).toString('hex'), peer);
		}
	}

	return found;
}

type Dialled = {readonly stream: SecretStream; readonly code: undefined} | {readonly stream: undefined; readonly code: string};

function mayPass({code}: Dialled): boolean {
	return code !== undefined && dialFailure(code).remedy === undefined;
}

/** Waits until something has arrived over a connection: that a dial has opened is no proof that there is another end. */
async function whenHeard(stream: SecretStream, answer: number): Promise<Dialled> {
	let code = 'ETIMEDOUT';
	stream.on('error', error => {
		code = error.code ?? code;
	});
	const timer = setTimeout(() => {
		stream.destroy();
	}, dialPatience);
	const isOpen = await stream.opened;
	clearTimeout(timer);
	if (!isOpen) {
		return {stream: undefined, code};
	}

	for (let waited = 0; !stream.destroyed && !isHeard(stream) && waited < answer; waited += period) {
		await delay(period);
	}

	if (!stream.destroyed && isHeard(stream)) {
		return {stream, code: undefined};
	}

	stream.destroy();
	return {stream: undefined, code: 'PEER_SILENT'};
}

/** Whether any packet has come in: the header of its encryption, which the other end sends first, is not counted as read. */
function isHeard({rawStream}: SecretStream): boolean {
	return (rawStream.bytesReceived ?? 0) > 0;
}
