import {bytesPerExtent, spareExtents} from '../feed/limits.ts';

/** Of what is spare in an index, so many are for files that change: the other half is for a slow disk, which ends batches early. */
const spareForChanges = spareExtents / 2;
/** One file takes at most this part of what is left of it. */
const shareOfSpare = 4;

/**
How many extents a file may have before more of it is appended again rather than being put together from old blocks.

Half of what its size allows is for the batches that it is appended in; what all files have beside one each comes out of what is spare.

@param used - extents that the files of the share have beside one each.
*/
export function extentsFor(size: number, used: number): number {
	const bySize = Math.floor(size / (2 * bytesPerExtent));
	const spare = Math.max(0, spareForChanges - used);
	return 1 + bySize + Math.floor(spare / shareOfSpare);
}
