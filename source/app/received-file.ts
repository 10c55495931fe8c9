import path from 'node:path';
import {partName} from '../base/relative-path.ts';
import type {Extent, FileEntry} from '../feed/entry.ts';
import {malformed} from '../feed/malformed.ts';
import {blockCount, bytesIn} from '../storage/slice-map.ts';
import type {KnownFiles} from '../storage/known-files.ts';
import type {Signature, StoredFile} from '../storage/stored-file.ts';

/** What all files of a share have in common. */
export type ReceivedShare = {
	/** The destination, absolute. */
	readonly directory: string;
	/** What tells this share from others, in the names of its part files. */
	readonly share: string;
	/** Where a file's signature is recorded once it is whole. */
	readonly known: KnownFiles;
};

export type ReceivedFileOptions = {
	readonly entry: FileEntry;
	readonly share: ReceivedShare;
	readonly replace: boolean;
	readonly placedAs: string | undefined;
	/** It stands in its place already, and is recorded. */
	readonly isWhole: boolean;
	readonly pass: number;
};

/** A file of the share on its way to its place. Where that is, and what it looked like, is put together when somebody asks: for a hundred thousand files it would take 60 MB. */
export class ReceivedFile implements StoredFile {
	readonly path: string;
	/** What the newest index says of it. */
	entry: FileEntry;
	/** What stands there may be replaced. */
	readonly replace: boolean;
	/** The name it got, relative to the destination, because its own was taken. */
	placedAs: string | undefined;
	state: StoredFile['state'];
	/** It has its real name; until then its bytes stand under a temporary one. */
	isNamed: boolean;
	missing = 0;
	/** Bytes of it that are on this disk. */
	received = 0;
	/** Blocks that are here, but not its own copy of their bytes. */
	needsFilling = false;
	changed: number | undefined = undefined;
	isSuspect = false;
	/** How often it had to start again because what came was not what it should be. */
	restarts = 0;
	/** Which pass over an index saw it last. */
	pass: number;
	readonly #share: ReceivedShare;

	constructor({entry, share, replace, placedAs, isWhole, pass}: ReceivedFileOptions) {
		this.path = entry.path;
		this.entry = entry;
		this.#share = share;
		this.replace = replace;
		this.placedAs = placedAs;
		this.state = isWhole ? 'whole' : 'part';
		this.isNamed = isWhole;
		this.pass = pass;
	}

	get signature(): Signature | undefined {
		return this.state === 'whole' ? this.#share.known.get(this.path)?.signature : undefined;
	}

	/** Where it belongs, absolute. */
	get target(): string {
		return path.join(this.#share.directory, this.placedAs ?? this.path);
	}

	/** Where its bytes are: until it is complete, beside where it belongs. */
	get place(): string {
		return this.isNamed ? this.target : this.partPlace;
	}

	/** Where its bytes are, or were, until it is complete. */
	get partPlace(): string {
		return path.join(path.dirname(this.target), partName(this.#share.share, this.path));
	}
}

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

/** How many blocks of these extents are missing, and how many bytes stand in the others. */
export function countBlocks(extents: readonly Extent[], blockSize: number, hasBlock: (block: number) => boolean): {readonly missing: number; readonly here: number} {
	if (extents.length === 1) {
		return countRun(extents[0]!, blockSize, hasBlock);
	}

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

/** No block of one extent comes twice: a large file needs no list of its blocks. */
function countRun(extent: Extent, blockSize: number, hasBlock: (block: number) => boolean): {readonly missing: number; readonly here: number} {
	const end = extent.block + blockCount(extent, blockSize);
	let missing = 0;
	let here = 0;
	for (let {block} = extent; block < end; block++) {
		if (hasBlock(block)) {
			here += bytesIn(extent, block, blockSize);
		} else {
			missing++;
		}
	}

	return {missing, here};
}

const known = new Uint8Array(0);

/** The entry of a file that is in its place: its hash is on disk, and a hundred thousand of them would take 20 MB here. */
export function withoutHash(entry: FileEntry): FileEntry {
	return {...entry, sha256: known};
}
