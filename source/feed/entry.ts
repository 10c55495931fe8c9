import {Buffer} from 'node:buffer';
import {
	buffer, fixed32, int, uint, uint8,
} from 'compact-encoding';
import {
	hashBytes, maximumBlockSize, maximumExtents, maximumMode, maximumTargetBytes, maximumTime,
} from './limits.ts';
import {checkInteger, malformed} from './malformed.ts';
import type {CodecState} from './record.ts';
import {decodeText, encodeText} from './text.ts';

/**
A run of a file's bytes in the feed: `length` bytes, from `offset` bytes into block `block` on.

It runs on through the following blocks; every block it leaves towards the next one is exactly one block size long.
*/
export type Extent = {readonly block: number; readonly offset: number; readonly length: number};

export type FileEntry = {
	readonly kind: 'file';
	readonly path: string;
	/** Bytes. */
	readonly size: number;
	/** Whole milliseconds since 1970, may be negative. */
	readonly mtime: number;
	/** 0 to 0o777. */
	readonly mode: number;
	/** Undefined while the sharer is still reading the file: the extents then cover what is there so far. */
	readonly sha256: Uint8Array | undefined;
	/** The file's bytes, in order. */
	readonly extents: readonly Extent[];
};

export type SymlinkEntry = {
	readonly kind: 'symlink';
	readonly path: string;
	readonly mtime: number;
	/** What it points to, as it is written in the link. */
	readonly target: string;
};

export type DirectoryEntry = {
	readonly kind: 'directory';
	readonly path: string;
	readonly mtime: number;
	readonly mode: number;
};

/** Something that is in the folder, but could not be read when the version was made, with whatever is below it. Receivers leave alone what they have of it. */
export type WithheldEntry = {
	readonly kind: 'withheld';
	readonly path: string;
};

/** Something that a receiver can make. Every directory has an entry, empty or not. */
export type SharedEntry = FileEntry | SymlinkEntry | DirectoryEntry;

/** One thing in a shared folder. */
export type Entry = SharedEntry | WithheldEntry;

const unreadFile = 0;
const file = 1;
const symlink = 2;
const directory = 3;
const withheld = 4;

const targetName = 'What a symlink points to';

/** A block, an offset and a length: three bytes at least. */
const minimumExtentBytes = 3;

/**
Checks an entry and adds what it takes to `state.end`, without its path: the page writes that.

@throws ExpectedError `feed-malformed`
*/
export function preencodeEntry(state: CodecState, entry: Entry): void {
	checkEntry(entry);
	state.end += 1;
	if (entry.kind === 'withheld') {
		return;
	}

	int.preencode(state, entry.mtime);
	if (entry.kind === 'symlink') {
		buffer.preencode(state, encodeTarget(entry));
		return;
	}

	uint.preencode(state, entry.mode);
	if (entry.kind === 'file') {
		uint.preencode(state, entry.size);
		state.end += entry.sha256 ? hashBytes : 0;
		uint.preencode(state, entry.extents.length);
		for (const extent of entry.extents) {
			uint.preencode(state, extent.block);
			uint.preencode(state, extent.offset);
			uint.preencode(state, extent.length);
		}
	}
}

/** Writes an entry that `preencodeEntry` has checked, without its path. */
export function encodeEntry(state: CodecState, entry: Entry): void {
	uint8.encode(state, kindByte(entry));
	if (entry.kind === 'withheld') {
		return;
	}

	int.encode(state, entry.mtime);
	if (entry.kind === 'symlink') {
		buffer.encode(state, encodeTarget(entry));
		return;
	}

	uint.encode(state, entry.mode);
	if (entry.kind === 'file') {
		uint.encode(state, entry.size);
		if (entry.sha256) {
			state.buffer.set(entry.sha256, state.start);
			state.start += hashBytes;
		}

		uint.encode(state, entry.extents.length);
		for (const extent of entry.extents) {
			uint.encode(state, extent.block);
			uint.encode(state, extent.offset);
			uint.encode(state, extent.length);
		}
	}
}

/**
Reads the entry of the path that the page has read before it.

@throws ExpectedError `feed-malformed`; when the bytes end too early, what `compact-encoding` throws.
*/
export function decodeEntry(state: CodecState, path: string): Entry {
	const kind = uint8.decode(state);
	if (kind === withheld) {
		return {kind: 'withheld', path};
	}

	const mtime = int.decode(state);
	const entry = kind === symlink
		? {
			kind: 'symlink', path, mtime, target: decodeText(buffer.decode(state), maximumTargetBytes, targetName),
		} as const
		: decodeWithMode(state, kind, path, mtime);
	checkEntry(entry);
	return entry;
}

/**
Goes past an entry without making anything of it. What it holds is not checked.

@throws ExpectedError `feed-malformed`; when the bytes end too early, what `compact-encoding` throws.
*/
export function passEntry(state: CodecState): void {
	const kind = uint8.decode(state);
	if (kind === withheld) {
		return;
	}

	int.decode(state);
	if (kind === symlink) {
		state.start += uint.decode(state);
		return;
	}

	uint.decode(state);
	if (kind === file || kind === unreadFile) {
		uint.decode(state);
		state.start += kind === file ? hashBytes : 0;
		for (let numbers = 3 * decodeExtentCount(state); numbers > 0; numbers--) {
			uint.decode(state);
		}
	} else if (kind !== directory) {
		throw unknownKind();
	}
}

function decodeWithMode(state: CodecState, kind: number, path: string, mtime: number): FileEntry | DirectoryEntry {
	const mode = uint.decode(state);
	if (kind === directory) {
		return {
			kind: 'directory', path, mtime, mode,
		};
	}

	if (kind !== file && kind !== unreadFile) {
		throw unknownKind();
	}

	const size = uint.decode(state);
	const sha256 = kind === file ? decodeHash(state) : undefined;
	return {
		kind: 'file', path, size, mtime, mode, sha256, extents: decodeExtents(state),
	};
}

function decodeHash(state: CodecState): Uint8Array {
	// A copy, for a view would keep the whole page in memory; among other small buffers it takes half as much as alone.
	const {buffer, byteOffset} = Buffer.from(fixed32.decode(state));
	return new Uint8Array(buffer, byteOffset, hashBytes);
}

function decodeExtents(state: CodecState): Extent[] {
	const count = decodeExtentCount(state);
	// Nearly every file has one. Exactly as long as it has to be: an array that grows has room for sixteen more, which is 130 bytes for each file of an index.
	return count === 1 ? [decodeExtent(state)] : Array.from({length: count}, () => decodeExtent(state));
}

function decodeExtentCount(state: CodecState): number {
	const count = uint.decode(state);
	if (count > (state.end - state.start) / minimumExtentBytes) {
		throw malformed('A file of the index claims more extents than there is room for.');
	}

	return count;
}

function unknownKind(): Error {
	return malformed('An entry of the index is of a kind that does not exist.');
}

function decodeExtent(state: CodecState): Extent {
	return {block: uint.decode(state), offset: uint.decode(state), length: uint.decode(state)};
}

function checkEntry(entry: Entry): void {
	if (entry.kind === 'withheld') {
		return;
	}

	checkInteger(entry.mtime, -maximumTime, maximumTime, 'The time of an entry');
	if (entry.kind !== 'symlink') {
		checkInteger(entry.mode, 0, maximumMode, 'The mode of an entry');
	}

	if (entry.kind === 'file') {
		checkFile(entry);
	}
}

function checkFile({size, sha256, extents}: FileEntry): void {
	checkInteger(size, 0, Number.MAX_SAFE_INTEGER, 'The size of a file');
	checkInteger(extents.length, 0, maximumExtents, 'The number of a file\'s extents');
	if (sha256 && sha256.length !== hashBytes) {
		throw malformed(`The SHA-256 of a file is ${sha256.length} bytes long, not ${hashBytes}.`);
	}

	let missing = size;
	for (const extent of extents) {
		checkInteger(extent.block, 0, Number.MAX_SAFE_INTEGER, 'The block of an extent');
		checkInteger(extent.offset, 0, maximumBlockSize - 1, 'The offset of an extent');
		checkInteger(extent.length, 1, Number.MAX_SAFE_INTEGER, 'The length of an extent');
		missing -= extent.length;
		if (missing < 0) {
			throw malformed('The extents of a file hold more than its size.');
		}
	}

	if (sha256 && missing > 0) {
		throw malformed('The extents of a file hold less than its size.');
	}
}

function kindByte(entry: Entry): number {
	switch (entry.kind) {
		case 'file': {
			return entry.sha256 ? file : unreadFile;
		}

		case 'symlink': {
			return symlink;
		}

		case 'directory': {
			return directory;
		}

		case 'withheld': {
			return withheld;
		}
	}
}

function encodeTarget(entry: SymlinkEntry): Uint8Array {
	return encodeText(entry.target, maximumTargetBytes, targetName);
}
