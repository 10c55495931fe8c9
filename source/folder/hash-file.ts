import {createHash} from 'node:crypto';
import {openBlocks} from './read-blocks.ts';

const chunk = 256 * 1024;

/** SHA-256 of a file's content as it is now. Rejects with the system's error. */
export async function hashFile(place: string, signal: AbortSignal): Promise<Uint8Array> {
	const reader = await openBlocks(place, chunk);
	try {
		const hash = createHash('sha256');
		for await (const block of reader.blocks(0, Number.MAX_SAFE_INTEGER)) {
			signal.throwIfAborted();
			hash.update(block);
		}

		return hash.digest();
	} finally {
		await reader.close();
	}
}
