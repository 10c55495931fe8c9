import {
	buffer, int, uint, uint8,
} from 'compact-encoding';
import {
	feedFormat, maximumBlocks, maximumBlockSize, maximumNameBytes, maximumTime, minimumBlockSize,
} from './limits.ts';
import {checkInteger, malformed} from './malformed.ts';
import {
	decodeRecord, encodeRecord, sizeState, type CodecState,
} from './record.ts';
import {decodeText, encodeText} from './text.ts';

/** What was shared: one folder, one file, or several things side by side. */
export type ShareKind = 'folder' | 'file' | 'several';

/** What an index holds. */
export type Totals = {
	readonly files: number;
	readonly directories: number;
	readonly symlinks: number;
	/** Sizes of all files. */
	readonly bytes: number;
	/** Things in the folder that can't be shared: sockets, unreadable files, names that are not Unicode. */
	readonly leftOut: number;
};

/** The last block of every batch: what the feed holds as of here. */
export type Commit = {
	readonly format: 1;
	readonly kind: ShareKind;
	readonly name: string;
	/** Bytes of every data block that a file runs on from. */
	readonly blockSize: number;
	readonly version: number;
	/** Whole milliseconds since 1970. */
	readonly time: number;
	/** False while the sharer is still reading the folder for the first time. */
	readonly complete: boolean;
	/** What this commit's index holds. */
	readonly totals: Totals;
	/** What the whole will hold, known from the walk before anything is read. */
	readonly expected: {readonly files: number; readonly bytes: number};
	/** Block of the index root page; undefined: nothing in it. */
	readonly root: number | undefined;
	/** Block of the previous complete commit. */
	readonly previous: number | undefined;
};

const kinds: readonly ShareKind[] = ['folder', 'file', 'several'];

/**
A commit → a record block.

@throws ExpectedError `feed-malformed` when it breaks a bound of the format.
*/
export function encodeCommit(commit: Commit): Uint8Array {
	checkCommit(commit);
	const name = encodeText(commit.name, maximumNameBytes, nameName);
	const numbers = numbersOf(commit);
	const size = sizeState(2);
	buffer.preencode(size, name);
	int.preencode(size, commit.time);
	for (const number of numbers) {
		uint.preencode(size, number);
	}

	return encodeRecord('commit', size.end, state => {
		uint8.encode(state, kinds.indexOf(commit.kind));
		uint8.encode(state, Number(commit.complete));
		buffer.encode(state, name);
		int.encode(state, commit.time);
		for (const number of numbers) {
			uint.encode(state, number);
		}
	});
}

/**
A record block → the commit in it.

@throws ExpectedError `feed-malformed`
*/
export function decodeCommit(bytes: Uint8Array): Commit {
	return decodeRecord(bytes, (state, type) => {
		if (type !== 'commit') {
			throw malformed('A block that should be a commit is a page of the index.');
		}

		const commit = decodeContent(state);
		checkCommit(commit);
		return commit;
	});
}

/**
Checks how many blocks a feed has: the last one is its newest commit.

@throws ExpectedError `feed-malformed`
*/
export function checkLength(blocks: number): void {
	checkInteger(blocks, 0, maximumBlocks, 'The number of the feed\'s blocks');
}

function decodeContent(state: CodecState): Commit {
	const kind = kinds[uint8.decode(state)];
	if (kind === undefined) {
		throw malformed('A commit shares neither a folder, a file nor several things.');
	}

	const complete = uint8.decode(state);
	checkInteger(complete, 0, 1, 'The mark of a complete commit');
	const name = decodeText(buffer.decode(state), maximumNameBytes, nameName);
	const time = int.decode(state);
	return {
		format: feedFormat,
		kind,
		name,
		time,
		complete: complete === 1,
		version: uint.decode(state),
		blockSize: uint.decode(state),
		totals: {
			files: uint.decode(state),
			directories: uint.decode(state),
			symlinks: uint.decode(state),
			bytes: uint.decode(state),
			leftOut: uint.decode(state),
		},
		expected: {files: uint.decode(state), bytes: uint.decode(state)},
		root: decodeBlock(state),
		previous: decodeBlock(state),
	};
}

/** The commit's unsigned numbers, in the order in which they are written. */
function numbersOf({version, blockSize, totals, expected, root, previous}: Commit): number[] {
	return [
		version,
		blockSize,
		totals.files,
		totals.directories,
		totals.symlinks,
		totals.bytes,
		totals.leftOut,
		expected.files,
		expected.bytes,
		root === undefined ? 0 : root + 1,
		previous === undefined ? 0 : previous + 1,
	];
}

function decodeBlock(state: CodecState): number | undefined {
	const block = uint.decode(state);
	return block === 0 ? undefined : block - 1;
}

function checkCommit(commit: Commit): void {
	checkInteger(commit.blockSize, minimumBlockSize, maximumBlockSize, 'The block size');
	checkInteger(commit.time, -maximumTime, maximumTime, 'The time of a commit');
	for (const number of numbersOf(commit)) {
		checkInteger(number, 0, Number.MAX_SAFE_INTEGER, 'A number of a commit');
	}
}

const nameName = 'The name of a share';
