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

/** Bytes of a challenge. */
export const challengeLength = 16;
/** Bytes of a tag. */
export const tagLength = 16;
/** Bytes of a sealed identity: nonce, key, port and the proof that it is genuine. */
export const sealedLength = 12 + 32 + 2 + 16;

/** From whom to whom something is said: the challenges, random numbers, that both go by for now. */
export type LanTerms = {readonly from: Uint8Array; readonly to: Uint8Array};

/**
What stands for a feed in a local network, between two.

It is an HMAC (RFC 2104) under the discovery key over what both have made up: who knows the key recognises it, and everybody else sees a random number that has nothing to do with that of another feed, or of the same two later. Nobody gets the same one twice out of somebody by saying again what was heard before. There is no time in it: computers without a network have clocks that are wrong by days.
*/
export function tagOf(discoveryKey: Uint8Array, terms: LanTerms): Uint8Array {
	return derive(discoveryKey, 'tag', terms).subarray(0, tagLength);
}

/** Encrypts an identity for the one it is said to, if that one knows the discovery key, with AES-256-GCM. */
export function sealIdentity(discoveryKey: Uint8Array, terms: LanTerms, {publicKey, port}: LanIdentity): Uint8Array {
	const nonce = randomBytes(12);
	const cipher = createCipheriv('aes-256-gcm', derive(discoveryKey, 'seal', terms), nonce);
	const portBytes = Buffer.alloc(2);
	portBytes.writeUInt16BE(port);
	return Buffer.concat([nonce, cipher.update(publicKey), cipher.update(portBytes), cipher.final(), cipher.getAuthTag()]);
}

/** Decrypts it; undefined when it was not made with this discovery key and in these terms. */
export function openIdentity(discoveryKey: Uint8Array, terms: LanTerms, sealed: Uint8Array): LanIdentity | undefined {
	if (sealed.byteLength !== sealedLength) {
		return undefined;
	}

	const decipher = createDecipheriv('aes-256-gcm', derive(discoveryKey, 'seal', terms), sealed.subarray(0, 12));
	decipher.setAuthTag(sealed.subarray(sealedLength - 16));
	try {
		const plain = Buffer.concat([decipher.update(sealed.subarray(12, sealedLength - 16)), decipher.final()]);
		return {publicKey: Uint8Array.from(plain.subarray(0, 32)), port: plain.readUInt16BE(32)};
	} catch {
		return undefined;
	}
}

function derive(discoveryKey: Uint8Array, purpose: string, {from, to}: LanTerms): Buffer {
	return createHmac('sha256', discoveryKey).update(`hyperferry/lan ${purpose} `).update(from).update(to).digest();
}
