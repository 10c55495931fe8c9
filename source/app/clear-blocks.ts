import type Hypercore from 'hypercore';
import type {Extent} from '../feed/entry.ts';
import {readLeaf} from '../storage/open-feed.ts';
import {blocksOf, coveredBytes, type SliceMap} from '../storage/slice-map.ts';
import type {StoredFile} from '../storage/stored-file.ts';
import {sayWhatIsHere} from '../transfer/say-what-is-here.ts';

/** A feed, and which files have its blocks. */
export type Holder = {
	readonly core: Hypercore;
	readonly slices: SliceMap<StoredFile>;
};

/** Stops offering blocks: whatever of them stands in files stays there. Peers are told. */
export async function clearBlocks(blocks: Iterable<number>, {core}: Holder): Promise<void> {
	let isAnyGone = false;
	for (const index of blocks) {
		if (core.core.bitfield.get(index)) {
			await core.clear(index, index + 1);
			isAnyGone = true;
		}
	}

	if (isAnyGone) {
		sayWhatIsHere(core);
	}
}

/** Clears those blocks of these extents that no file has. */
export async function clearUnused(extents: readonly Extent[], holder: Holder): Promise<void> {
	await clearBlocks(unusedBlocks(extents, holder), holder);
}

function * unusedBlocks(extents: readonly Extent[], {slices}: Holder): Generator<number, void> {
	for (const block of blocksOf(extents, slices.blockSize)) {
		if (!slices.has(block)) {
			yield block;
		}
	}
}

/** Clears those of these blocks that can't be put together again, because not all of their files are here. */
export async function clearIncomplete(blocks: Iterable<number>, holder: Holder): Promise<void> {
	const incomplete: number[] = [];
	for (const index of blocks) {
		const leaf = await readLeaf(holder.core, index);
		if (leaf && coveredBytes(holder.slices.at(index)) < leaf.size) {
			incomplete.push(index);
		}
	}

	await clearBlocks(incomplete, holder);
}
