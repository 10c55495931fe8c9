import path from 'node:path';
import {partName} from '../base/relative-path.ts';
import type {Extent, FileEntry} from '../feed/entry.ts';
import {hasAttributes, look, setAttributes} from '../folder/place-file.ts';
import {blockCount, bytesIn, rangesOf} from '../storage/slice-map.ts';
import type {KnownFiles} from '../storage/known-files.ts';
import type {Slice} from '../storage/slice.ts';
import {
	matchesSignature, noSignature, signatureOf, type Signature, type StoredFile,
} from '../storage/stored-file.ts';

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

/** `skipped`: the user does not want it. `received`: bytes that are on this disk. */
export type FileProgress = {readonly state: 'here' | 'receiving' | 'waiting' | 'skipped'; readonly received: number};

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
	#place: string | undefined;

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
		return this.state === 'whole' ? this.#share.known.get(this.path)?.signature ?? noSignature : undefined;
	}

	/** Every byte of it is in its own place. */
	get isComplete(): boolean {
		return this.missing === 0 && !this.needsFilling && this.entry.sha256 !== undefined;
	}

	/** How far it is. */
	get progress(): FileProgress {
		return {state: this.state === 'whole' ? 'here' : (this.received > 0 ? 'receiving' : 'waiting'), received: this.received};
	}

	/** Where it belongs, absolute. */
	get target(): string {
		return path.join(this.#share.directory, this.placedAs ?? this.path);
	}

	/** Where its bytes are: until it is complete, beside where it belongs. */
	get place(): string {
		if (this.isNamed) {
			this.#place = undefined;
			return this.target;
		}

		// Asked for a dozen times while it is written and placed, and kept only so long.
		this.#place ??= this.partPlace;
		return this.#place;
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
	// Of another version that is still being read, the start may be all of the one before.
	if (before.sha256 && (!after.sha256 || before.extents.length !== after.extents.length)) {
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

/** An entry as a file is received by it: while its sharer is still reading it, without a short block at its end, which a longer one may take the place of. */
export function wholeBlocksOf(entry: FileEntry, blockSize: number): FileEntry {
	const last = entry.extents.at(-1);
	const short = last && !entry.sha256 && last.offset === 0 ? last.length % blockSize : 0;
	if (!last || short === 0) {
		return entry;
	}

	const whole = last.length > short ? [{...last, length: last.length - short}] : [];
	return {...entry, extents: [...entry.extents.slice(0, -1), ...whole]};
}

/** How many blocks of these extents are missing, and how many bytes stand in the others. */
export function countBlocks(extents: readonly Extent[], blockSize: number, hasBlock: (block: number) => boolean): {readonly missing: number; readonly here: number} {
	let missing = 0;
	let isAnyHere = false;
	for (const {start, end} of rangesOf(extents, blockSize)) {
		for (let block = start; block < end; block++) {
			if (hasBlock(block)) {
				isAnyHere = true;
			} else {
				missing++;
			}
		}
	}

	return {missing, here: isAnyHere ? bytesHere(extents, blockSize, hasBlock) : 0};
}

/** How many blocks are missing of these extents that are not among those of the file before them: a file may have a block several times. */
export function countNewMissing(before: readonly Extent[], grown: readonly Extent[], blockSize: number, hasBlock: (block: number) => boolean): number {
	const known = rangesOf(before, blockSize);
	let missing = 0;
	let next = 0;
	for (const {start, end} of rangesOf(grown, blockSize)) {
		for (let block = start; block < end; block++) {
			while (next < known.length && known[next]!.end <= block) {
				next++;
			}

			const isKnown = next < known.length && known[next]!.start <= block;
			missing += isKnown || hasBlock(block) ? 0 : 1;
		}
	}

	return missing;
}

function bytesHere(extents: readonly Extent[], blockSize: number, hasBlock: (block: number) => boolean): number {
	let bytes = 0;
	for (const extent of extents) {
		const end = extent.block + blockCount(extent, blockSize);
		for (let {block} = extent; block < end; block++) {
			bytes += hasBlock(block) ? bytesIn(extent, block, blockSize) : 0;
		}
	}

	return bytes;
}

const known = new Uint8Array(0);

/** The entry of a file that is in its place: its hash is on disk, and a hundred thousand of them would take 20 MB here. */
export function withoutHash(entry: FileEntry): FileEntry {
	return {...entry, sha256: known};
}

/** Takes a newer entry of the same content, and gives the file its permissions and time, unless somebody has touched it. */
export function takeAttributes(file: ReceivedFile, entry: FileEntry, known: KnownFiles): void {
	const isSame = file.entry.mode === entry.mode && file.entry.mtime === entry.mtime;
	file.entry = withoutHash(entry);
	const row = isSame ? undefined : known.get(file.path);
	const found = row && look(file.target);
	if (found && row.signature && matchesSignature(found, row.signature) && !hasAttributes(found, entry)) {
		setAttributes(file.target, entry);
		known.set(file.path, {...row, signature: signatureOf(look(file.target)!)});
	}
}

/**
Counts a block that has been written for the parts that got its bytes.

@param find - the file that is planned at a path: what another owner got doesn't count any more.
*/
export function countSlices(written: ReadonlyArray<Slice<StoredFile>>, find: (owner: StoredFile) => ReceivedFile | undefined): {readonly owners: ReadonlySet<ReceivedFile>; readonly bytes: number} {
	const owners = new Set<ReceivedFile>();
	let bytes = 0;
	for (const {owner, length} of written) {
		const file = find(owner);
		if (file === owner && file.state === 'part') {
			file.received += length;
			bytes += length;
			owners.add(file);
		}
	}

	for (const file of owners) {
		// A block that was cleared and came again was not missing.
		file.missing = Math.max(0, file.missing - 1);
	}

	return {owners, bytes};
}

/** Adds a file to a sum, or takes it off. */
export function countFile(sum: {files: number; bytes: number}, {entry}: Pick<ReceivedFile, 'entry'>, sign: 1 | -1): void {
	sum.files += sign;
	sum.bytes += sign * entry.size;
}
