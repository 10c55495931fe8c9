import {randomBytes} from 'node:crypto';
import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import type {TestContext} from 'node:test';
import SecretStream from '@hyperswarm/secret-stream';
import crypto from 'hypercore-crypto';
import type DHT from 'hyperdht';

type Inside = {
	readonly socket: unknown;
	readonly createRawStream: (options: object) => {connect(socket: unknown, id: number, port: number, host: string): void};
};

/** A port at which everything arrives and nothing is answered. */
export async function silentPort(t: TestContext): Promise<number> {
	const socket = createSocket('udp4');
	t.after(() => {
		socket.close();
	});
	socket.bind(0, '127.0.0.1');
	await once(socket, 'listening');
	return socket.address().port;
}

/** What a dial is like that opens when its other end has been given up. */
export function deadDial(dht: DHT, {port, remotePublicKey}: {readonly port: number; readonly remotePublicKey: Uint8Array}): SecretStream {
	const {publicKey} = crypto.keyPair();
	const stream = new SecretStream(true, null, {autoStart: false, publicKey, remotePublicKey});
	// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- As hyperdht does it.
	const {socket, createRawStream} = dht as unknown as Inside;
	const raw = createRawStream.call(dht, {framed: true});
	raw.connect(socket, 1, port, '127.0.0.1');
	stream.start(raw, {
		handshake: {
			isInitiator: true, publicKey, remotePublicKey, hash: randomBytes(64), tx: randomBytes(32), rx: randomBytes(32),
		},
	});
	return stream;
}
