import {Buffer} from 'node:buffer';
import {
	createCipheriv, createDecipheriv, createHmac, randomBytes,
} from 'node:crypto';

/** Who is where: what those who have a feed in common tell each other in a local network. */
export type LanIdentity = {
	/** The identity key, 32 bytes. */
	readonly publicKey: Uint8Array;
	/** Of the TCP server. */
	readonly port: number;
};

/** Bytes of a tag. */
export const tagLength = 16;
/** Bytes of a sealed identity: nonce, key, port and the proof that it is genuine. */
export const sealedLength = 12 + 32 + 2 + 16;

/** Tags change every hour, so that nobody who listens can follow somebody from one day, or one café, to the next. */
const period = 3_600_000;

/** Which hour a time (milliseconds since 1970) is in. */
export function periodOf(time: number): number {
	return Math.floor(time / period);
}

/** The hours in which a message may have been made that arrives now: computers' clocks differ. */
export function periodsAround(time: number): number[] {
	return [0, -1, 1].map(offset => periodOf(time) + offset);
}

/**
What stands for a feed in a local network for an hour.

It is an HMAC (RFC 2104) under the discovery key: who knows that recognises it, and everybody else sees a random number that has nothing to do with the one of the next hour, or of another feed.
*/
export function tagOf(discoveryKey: Uint8Array, period: number): Uint8Array {
	return derive(discoveryKey, 'tag', period).subarray(0, tagLength);
}

/** Encrypts an identity for those who know the discovery key, with AES-256-GCM. */
export function sealIdentity(discoveryKey: Uint8Array, period: number, {publicKey, port}: LanIdentity): Uint8Array {
	const nonce = randomBytes(12);
	const cipher = createCipheriv('aes-256-gcm', derive(discoveryKey, 'seal', period), nonce);
	const portBytes = Buffer.alloc(2);
	portBytes.writeUInt16BE(port);
	return Buffer.concat([nonce, cipher.update(publicKey), cipher.update(portBytes), cipher.final(), cipher.getAuthTag()]);
}

/** Decrypts it; undefined when it was not made with this discovery key in this hour. */
export function openIdentity(discoveryKey: Uint8Array, period: number, sealed: Uint8Array): LanIdentity | undefined {
	if (sealed.byteLength !== sealedLength) {
		return undefined;
	}

	const decipher = createDecipheriv('aes-256-gcm', derive(discoveryKey, 'seal', period), sealed.subarray(0, 12));
	decipher.setAuthTag(sealed.subarray(sealedLength - 16));
	try {
		const plain = Buffer.concat([decipher.update(sealed.subarray(12, sealedLength - 16)), decipher.final()]);
		return {publicKey: Uint8Array.from(plain.subarray(0, 32)), port: plain.readUInt16BE(32)};
	} catch {
		return undefined;
	}
}

function derive(discoveryKey: Uint8Array, purpose: string, period: number): Buffer {
	return createHmac('sha256', discoveryKey).update(`hyperferry/lan ${purpose} ${period}`).digest();
}
