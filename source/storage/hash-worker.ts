/*
The thread of a `BlockHasher`: reads one file at a time and hashes it. Each request gets one answer, in the order of the requests.
*/
import {createHash, type Hash} from 'node:crypto';
import {
	closeSync, constants, fstatSync, openSync, readSync,
} from 'node:fs';
import {parentPort} from 'node:worker_threads';
import {systemErrorCode} from '../base/errors.ts';
import type {Extent} from '../feed/entry.ts';
import {BlockCutter, type CutBlock} from './block-cutter.ts';
import {ExtentCutter} from './extent-cutter.ts';
import type {OldBlocks} from './old-blocks.ts';
import {signatureOf, type Signature} from './stored-file.ts';

export type HashRequest
	= | {
		readonly kind: 'open';
		readonly place: string;
		readonly blockSize: number;
		/** Bytes at its start that are only hashed as a part of the whole. */
		readonly start: number;
		/** Where it ends, if it hasn't got shorter. */
		readonly size: number;
		readonly old: OldBlocks | undefined;
		readonly mostExtents: number;
		/** How the feed has cut it already: it is cut in the same way. */
		readonly extents?: readonly Extent[];
	}
	/** The next blocks of the file, as many as have so many bytes or a few more. */
	| {readonly kind: 'read'; readonly byteLength: number}
	| {readonly kind: 'finish'};

/** A block without its bytes. */
export type HashedStretch = Omit<CutBlock, 'bytes'> & {readonly byteLength: number};

export type HashAnswer = {
	/** Bytes gone through: none at the end of the file. */
	readonly byteLength?: number;
	/** The blocks in them; none for what is only hashed as a part of the whole. */
	readonly blocks?: readonly HashedStretch[];
	/** At the end: of everything that was read. */
	readonly sha256?: Uint8Array;
	/** At the end: of the file that was read. */
	readonly signature?: Signature;
	readonly failed?: {readonly code: string; readonly message: string};
};

type OpenFile = {
	readonly fileDescriptor: number;
	readonly cutter: BlockCutter | ExtentCutter;
	readonly hash: Hash;
	readonly start: number;
	readonly size: number;
	position: number;
	isAtEnd: boolean;
};

let file: OpenFile | undefined;

parentPort!.on('message', (request: HashRequest) => {
	parentPort!.postMessage(answer(request));
});

function answer(request: HashRequest): HashAnswer {
	try {
		switch (request.kind) {
			case 'open': {
				return open(request);
			}

			case 'read': {
				return read(file!, request);
			}

			case 'finish': {
				return finish(file!);
			}
		}
	} catch (error) {
		return {failed: {code: systemErrorCode(error), message: error instanceof Error ? error.message : String(error)}};
	}
}

function open({place, start, size, extents, ...options}: Extract<HashRequest, {kind: 'open'}>): HashAnswer {
	close();
	file = {
		fileDescriptor: openSync(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK),
		cutter: extents ? new ExtentCutter(extents, options.blockSize) : new BlockCutter({...options, size: size - start}),
		hash: createHash('sha256'),
		start,
		size,
		position: 0,
		isAtEnd: false,
	};
	return {};
}

function read(open: OpenFile, {byteLength}: Extract<HashRequest, {kind: 'read'}>): HashAnswer {
	let done = 0;
	while (done < byteLength && open.position < open.start && !open.isAtEnd) {
		done += readOn(open, open.start).byteLength;
	}

	const blocks: HashedStretch[] = [];
	while (done < byteLength) {
		const block = open.cutter.next(open.isAtEnd);
		if (block) {
			const {bytes, leaf, ...stretch} = block;
			// A copy, as what it may be a view of would be sent whole.
			blocks.push({...stretch, leaf: new Uint8Array(leaf), byteLength: bytes.byteLength});
			done += bytes.byteLength;
		} else if (open.isAtEnd) {
			break;
		} else {
			open.cutter.added(readOn(open, open.size).byteLength);
		}
	}

	return {byteLength: done, blocks};
}

/** The next bytes of the file, none at its end. */
function readOn(open: OpenFile, end: number): Uint8Array {
	const {room} = open.cutter;
	const length = Math.min(room.byteLength, end - open.position);
	const bytesRead = length === 0 ? 0 : readSync(open.fileDescriptor, room, 0, length, open.position);
	open.position += bytesRead;
	open.isAtEnd = bytesRead === 0;
	const bytes = room.subarray(0, bytesRead);
	open.hash.update(bytes);
	return bytes;
}

function finish(open: OpenFile): HashAnswer {
	const signature = signatureOf(fstatSync(open.fileDescriptor));
	close();
	return {sha256: open.hash.digest(), signature};
}

function close(): void {
	if (file) {
		closeSync(file.fileDescriptor);
		file = undefined;
	}
}
