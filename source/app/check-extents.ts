import type {FileEntry} from '../feed/entry.ts';
import {malformed} from '../feed/malformed.ts';
import {blockCount} from '../storage/slice-map.ts';

/**
Checks that a file lies within the feed, and is in no more pieces than there are blocks in it.

@param limit - the block of the commit: nothing can stand behind it.
@throws ExpectedError `feed-malformed`
*/
export function checkExtents({extents}: FileEntry, blockSize: number, limit: number): void {
	let bytes = 0;
	for (const extent of extents) {
		if (extent.offset >= blockSize || extent.block + blockCount(extent, blockSize) > limit) {
			throw malformed('A file of the index lies in blocks that the feed does not have.');
		}

		bytes += extent.length;
	}

	if (extents.length > Math.ceil(bytes / blockSize)) {
		throw malformed('A file of the index is in more pieces than it has blocks.');
	}
}
