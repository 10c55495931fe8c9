import {createHash} from 'node:crypto';

/** What a peer stands under in its local network, 32 bytes: only who knows its public key (32 bytes) recognises it. */
export function presenceTopic(publicKey: Uint8Array): Uint8Array {
	return createHash('sha256').update('hyperferry/presence').update(publicKey).digest();
}

/** What all stand under in a local network who let strangers there offer them something, 32 bytes. */
export function neighboursTopic(): Uint8Array {
	return createHash('sha256').update('hyperferry/neighbours').digest();
}
