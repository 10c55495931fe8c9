import {Buffer} from 'node:buffer';
import {constants, type Stats} from 'node:fs';
import {open, type FileHandle} from 'node:fs/promises';

/** An open file of the user's, read once from a position to its end. */
export type BlockReader = {
	/** What the system says of the open file now. */
	stat: () => Promise<Stats>;
	/** Full blocks, then the rest, up to `size` bytes of the file. While one is worked on, the next is read. */
	blocks: (position: number, size: number) => AsyncGenerator<Buffer, void>;
	close: () => Promise<void>;
};

/** Opens a file for reading; never through a symbolic link at its last component. Rejects with the system's error. */
export async function openBlocks(place: string, blockSize: number): Promise<BlockReader> {
	const handle = await open(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
	return {
		stat: async () => handle.stat(),
		async * blocks(position, size) {
			let next = readBlock(handle, position, Math.min(blockSize, size - position));
			try {
				while (position < size) {
					const block = await next;
					if (block.byteLength === 0) {
						return;
					}

					position += block.byteLength;
					next = readBlock(handle, position, Math.min(blockSize, size - position));
					yield block;
				}
			} finally {
				// Whoever stops early doesn't care how the block read ahead went.
				await Promise.allSettled([next]);
			}
		},
		close: async () => handle.close(),
	};
}

/** As many of `length` bytes as the file still has. */
async function readBlock(handle: FileHandle, position: number, length: number): Promise<Buffer> {
	const block = Buffer.allocUnsafeSlow(Math.max(length, 0));
	let filled = 0;
	while (filled < length) {
		const {bytesRead} = await handle.read(block, filled, length - filled, position + filled);
		if (bytesRead === 0) {
			break;
		}

		filled += bytesRead;
	}

	return block.subarray(0, filled);
}
