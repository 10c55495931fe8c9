import type {BlockStore} from './block-store.ts';

/**
Data blocks in memory: for reading from peers without keeping anything.

@param holds - Which blocks are data. Everything held stays in memory until it is cleared.
*/
export function memoryBlocks(holds: (index: number) => boolean): BlockStore {
	const blocks = new Map<number, Uint8Array>();

	return {
		holds,
		async read(index) {
			const value = blocks.get(index);
			return value ? Uint8Array.from(value) : null;
		},
		async write(written) {
			for (const {index, value} of written) {
				blocks.set(index, Uint8Array.from(value));
			}
		},
		stored() {
			// Nothing is remembered of a block beside its bytes.
		},
		clear(start, end) {
			for (const index of blocks.keys()) {
				if (index >= start && index < end) {
					blocks.delete(index);
				}
			}
		},
	};
}
