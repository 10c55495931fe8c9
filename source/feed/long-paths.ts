import {Buffer} from 'node:buffer';
import {hash} from 'node:crypto';
import {longPathBytes, maximumLongPaths} from './limits.ts';
import {malformed} from './malformed.ts';

/** Whether a path is one of those that an index has only some of. */
export function isLongPath(path: string): boolean {
	// A unit of UTF-16 takes three bytes at most.
	return path.length * 3 > longPathBytes && Buffer.byteLength(path) > longPathBytes;
}

/** Counts the long paths of an index, each once: in a page they take next to nothing, and in memory more than all else of their entries. */
export class LongPaths {
	/** SHA-256, so that the paths themselves need not be kept. */
	readonly #hashes = new Set<string>();

	/** @throws ExpectedError `feed-malformed` when it is one too many. */
	add(path: string): void {
		if (isLongPath(path) && this.#hashes.add(hash('sha256', path, 'base64')).size > maximumLongPaths) {
			throw malformed(`More than ${maximumLongPaths} paths of the index are longer than ${longPathBytes} bytes.`);
		}
	}
}
