import {blockCount} from '../storage/slice-map.ts';
import {joinRanges, type BlockRange} from '../transfer/ranges.ts';
import type {ReceivedFile} from './received-file.ts';

type PlannedFile = Pick<ReceivedFile, 'entry' | 'missing'>;

/** Every block that these files miss, and perhaps some beside it, as few ranges. */
export function outstandingBlocks(files: Iterable<PlannedFile>, blockSize: number): BlockRange[] {
	const wanted: BlockRange[] = [];
	for (const {missing, entry} of files) {
		for (const extent of missing > 0 ? entry.extents : []) {
			wanted.push({start: extent.block, end: extent.block + blockCount(extent, blockSize)});
		}
	}

	return joinRanges(wanted);
}

/** The blocks in which small files stand side by side. */
export function sharedBlocks(files: Iterable<PlannedFile>, blockSize: number): Set<number> {
	const blocks = new Set<number>();
	for (const {entry} of files) {
		if (entry.size < blockSize && entry.extents[0]) {
			blocks.add(entry.extents[0].block);
		}
	}

	return blocks;
}
