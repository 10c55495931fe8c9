import {Buffer} from 'node:buffer';
import {createHash} from 'node:crypto';
import {constants} from 'node:fs';
import {open} from 'node:fs/promises';

const chunk = 256 * 1024;

/** SHA-256 of a file's content as it is now; never through a symbolic link at its last component. Rejects with the system's error. */
export async function hashFile(place: string, signal: AbortSignal): Promise<Uint8Array> {
	const file = await open(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
	try {
		const {size} = await file.stat();
		const length = Math.max(1, Math.min(size, chunk));
		const hash = createHash('sha256');
		// Two, in turns: while one is hashed, the other is filled. A new one for each read would only be garbage.
		let current = Buffer.allocUnsafe(length);
		let other = Buffer.allocUnsafe(length);
		let position = 0;
		let reading = file.read(current, 0, length, position);
		for (;;) {
			const {bytesRead} = await reading;
			signal.throwIfAborted();
			if (bytesRead === 0) {
				return hash.digest();
			}

			position += bytesRead;
			reading = file.read(other, 0, length, position);
			hash.update(current.subarray(0, bytesRead));
			[current, other] = [other, current];
		}
	} finally {
		await file.close();
	}
}
