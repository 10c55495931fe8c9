import {uint} from 'compact-encoding';
import {maximumPagePathBytes, maximumPathBytes} from './limits.ts';
import {malformed} from './malformed.ts';
import type {CodecState} from './record.ts';
import {decodeText, encodeText} from './text.ts';

/*
The paths of a page ascend, so neighbours begin alike. Each is written as the number of bytes that it shares with
the one before (always as many as it can) and the rest. That makes order a matter of one byte: the first of the rest.
*/

/** What has been read of a page's paths. */
export type PathReader = {
	/** The latest path, in UTF-8. */
	readonly bytes: Uint8Array;
	length: number;
	/** Bytes of all paths so far. */
	total: number;
};

/** @throws ExpectedError `feed-malformed` */
export function encodePathText(path: string): Uint8Array {
	return encodeText(path, maximumPathBytes, pathName);
}

/**
The number of bytes that a path shares with the one before it.

@throws ExpectedError `feed-malformed` when the path does not come after it.
*/
export function sharedBytes(previous: Uint8Array, path: Uint8Array): number {
	let shared = 0;
	while (shared < previous.length && previous[shared] === path[shared]) {
		shared++;
	}

	if (shared === path.length || (shared < previous.length && path[shared]! < previous[shared]!)) {
		throw outOfOrder();
	}

	return shared;
}

export function preencodePath(state: CodecState, length: number, shared: number): void {
	uint.preencode(state, shared);
	uint.preencode(state, length - shared);
	state.end += length - shared;
}

export function encodePath(state: CodecState, path: Uint8Array, shared: number): void {
	uint.encode(state, shared);
	uint.encode(state, path.length - shared);
	state.buffer.set(shared === 0 ? path : path.subarray(shared), state.start);
	state.start += path.length - shared;
}

/** A reader at the beginning of a page. */
export function createPathReader(): PathReader {
	return {bytes: new Uint8Array(maximumPathBytes), length: 0, total: 0};
}

/**
The next path of a page.

@throws ExpectedError `feed-malformed`; when the bytes end too early, what `compact-encoding` throws.
*/
export function decodePath(state: CodecState, reader: PathReader): string {
	const shared = uint.decode(state);
	const rest = uint.decode(state);
	const length = shared + rest;
	if (shared > reader.length || rest > state.end - state.start || length > maximumPathBytes) {
		throw malformed('A path in the index claims more bytes than there are or may be.');
	}

	if (rest === 0 || (shared < reader.length && state.buffer[state.start]! <= reader.bytes[shared]!)) {
		throw outOfOrder();
	}

	reader.total += length;
	if (reader.total > maximumPagePathBytes) {
		throw malformed(`The paths of an index page are longer than ${maximumPagePathBytes} bytes together.`);
	}

	reader.bytes.set(state.buffer.subarray(state.start, state.start + rest), shared);
	reader.length = length;
	state.start += rest;
	return decodeText(reader.bytes.subarray(0, length), maximumPathBytes, pathName);
}

function outOfOrder(): Error {
	return malformed('The paths of an index page are not in order.');
}

const pathName = 'A path in the index';
