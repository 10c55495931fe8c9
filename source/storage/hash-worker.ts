/*
The thread of a `BlockHasher`: reads one file at a time and hashes it. Each request gets one answer, in the order of the requests.
*/
import {Buffer} from 'node:buffer';
import {createHash, type Hash} from 'node:crypto';
import {
	closeSync, constants, fstatSync, openSync, readSync,
} from 'node:fs';
import {parentPort} from 'node:worker_threads';
import crypto from 'hypercore-crypto';
import {systemErrorCode} from '../base/errors.ts';
import {signatureOf, type Signature} from './stored-file.ts';

export type HashRequest
	= | {readonly kind: 'open'; readonly place: string; readonly blockSize: number}
		/** The next bytes of the file, whole blocks or up to its end; `leaves` for hashing also each block. */
		| {readonly kind: 'read'; readonly byteLength: number; readonly leaves: boolean}
		| {readonly kind: 'finish'};

export type HashAnswer = {
	/** Bytes read: fewer than asked for at the end of the file. */
	readonly byteLength?: number;
	/** A leaf hash of 32 bytes for each block. */
	readonly leaves?: Uint8Array;
	/** At the end: of everything that was read. */
	readonly sha256?: Uint8Array;
	/** At the end: of the file that was read. */
	readonly signature?: Signature;
	readonly failed?: {readonly code: string; readonly message: string};
};

type OpenFile = {
	readonly fileDescriptor: number;
	readonly buffer: Buffer;
	readonly hash: Hash;
	position: number;
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

function open({place, blockSize}: Extract<HashRequest, {kind: 'open'}>): HashAnswer {
	close();
	file = {
		fileDescriptor: openSync(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK),
		buffer: Buffer.allocUnsafeSlow(blockSize),
		hash: createHash('sha256'),
		position: 0,
	};
	return {};
}

function read(open: OpenFile, {byteLength, leaves}: Extract<HashRequest, {kind: 'read'}>): HashAnswer {
	const hashes: Uint8Array[] = [];
	let done = 0;
	while (done < byteLength) {
		const block = readBlock(open, Math.min(open.buffer.byteLength, byteLength - done));
		if (block.byteLength === 0) {
			break;
		}

		open.hash.update(block);
		if (leaves) {
			hashes.push(crypto.data(block));
		}

		done += block.byteLength;
	}

	return {byteLength: done, leaves: Buffer.concat(hashes)};
}

/** The next block, shorter only at the end of the file. */
function readBlock(open: OpenFile, length: number): Uint8Array {
	let filled = 0;
	while (filled < length) {
		const bytesRead = readSync(open.fileDescriptor, open.buffer, filled, length - filled, open.position);
		if (bytesRead === 0) {
			break;
		}

		filled += bytesRead;
		open.position += bytesRead;
	}

	return open.buffer.subarray(0, filled);
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
