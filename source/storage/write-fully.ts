import {writeSync} from 'node:fs';
import type {FileHandle} from 'node:fs/promises';

/** Writes all of some bytes: near the end of a full disk a single call may take only a part. */
export function writeFully(fileDescriptor: number, bytes: Uint8Array, position: number): void {
	let written = 0;
	while (written < bytes.byteLength) {
		written += writeSync(fileDescriptor, bytes, written, bytes.byteLength - written, position + written);
	}
}

/** The same on the thread pool. */
export async function writeFullyOnPool(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
	let written = 0;
	while (written < bytes.byteLength) {
		const {bytesWritten} = await handle.write(bytes, written, bytes.byteLength - written, position + written);
		written += bytesWritten;
	}
}
