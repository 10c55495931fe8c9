import path from 'node:path';
import {partName} from '../base/relative-path.ts';
import type {Extent, FileEntry} from '../feed/entry.ts';
import {malformed} from '../feed/malformed.ts';
import {blockCount, bytesIn} from '../storage/slice-map.ts';
import type {StoredFile} from '../storage/stored-file.ts';

/** A file of the share on its way to its place. */
export type ReceivedFile = StoredFile & {
	/** What the newest index says of it. */
	entry: FileEntry;
	/** Where it belongs, absolute. */
	target: string;
	/** What stands there may be replaced. */
	readonly replace: boolean;
	/** The name it got, relative to the destination, because its own was taken. */
	placedAs: string | undefined;
	/** Bytes of it that are on this disk. */
	received: number;
	/** Blocks that are here, but not its own copy of their bytes. */
	needsFilling: boolean;
	/** Which pass over an index saw it last. */
	pass: number;
};

/**
What an entry has grown by, or undefined when it is other content than before.

The extents of a file that its sharer is still reading grow from commit to commit, by whole blocks.
*/
export function growth(before: FileEntry, after: FileEntry, blockSize: number): Extent[] | undefined {
	if (before.sha256 && before.extents.length !== after.extents.length) {
		return undefined;
	}

	const grown: Extent[] = [];
	for (const [index, extent] of after.extents.entries()) {
		const known = before.extents[index];
		if (!known) {
			grown.push(extent);
			continue;
		}

		const isSameStart = known.block === extent.block && known.offset === extent.offset;
		const mayGrow = !before.sha256 && index === before.extents.length - 1 && known.offset === 0 && known.length % blockSize === 0;
		if (!isSameStart || known.length > extent.length || (known.length < extent.length && !mayGrow)) {
			return undefined;
		}

		if (known.length < extent.length) {
			grown.push({block: known.block + (known.length / blockSize), offset: 0, length: extent.length - known.length});
		}
	}

	return after.extents.length < before.extents.length ? undefined : grown;
}

/**
Checks that a file lies within the feed.

@param limit - the block of the commit: nothing can stand behind it.
@throws ExpectedError `feed-malformed`
*/
export function checkExtents({extents}: FileEntry, blockSize: number, limit: number): void {
	if (extents.some(extent => extent.offset >= blockSize || extent.block + blockCount(extent, blockSize) > limit)) {
		throw malformed('A file of the index lies in blocks that the feed does not have.');
	}
}

/** Where a file's bytes stand until it is complete: beside where it belongs. */
export function partPlace(file: {readonly target: string; readonly path: string}): string {
	return path.join(path.dirname(file.target), partName(file.path));
}

/** How many blocks of these extents are missing, and how many bytes stand in the others. */
export function countBlocks(extents: readonly Extent[], blockSize: number, hasBlock: (block: number) => boolean): {readonly missing: number; readonly here: number} {
	const missing = new Set<number>();
	let here = 0;
	for (const extent of extents) {
		const end = extent.block + blockCount(extent, blockSize);
		for (let {block} = extent; block < end; block++) {
			if (hasBlock(block)) {
				here += bytesIn(extent, block, blockSize);
			} else {
				missing.add(block);
			}
		}
	}

	return {missing: missing.size, here};
}

const known = new Uint8Array(0);

/** The entry of a file that is in its place: its hash is on disk, and a hundred thousand of them would take 20 MB here. */
export function withoutHash(entry: FileEntry): FileEntry {
	return {...entry, sha256: known};
}
