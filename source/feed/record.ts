import {uint8} from 'compact-encoding';
import {ExpectedError} from '../base/errors.ts';
import {feedFormat} from './limits.ts';
import {malformed} from './malformed.ts';

/** Where a codec stands: the next byte, the end of the bytes, the bytes. */
export type CodecState = {start: number; end: number; buffer: Uint8Array};

/** What a record block is: a commit, or a page of the index with entries or with further pages. */
export type RecordType = 'commit' | 'leaf' | 'inner';

// C, L and I in a hex dump.
const typeBytes: Readonly<Record<RecordType, number>> = {commit: 0x43, leaf: 0x4C, inner: 0x49};

const noBytes = new Uint8Array(0);

/** Bytes before a record's own content: what it is, and the feed's format. */
export const headerBytes = 2;

/** A state to add up what will take `bytes` and more, before there are bytes to write to. */
export function sizeState(bytes: number): CodecState {
	return {start: 0, end: bytes, buffer: noBytes};
}

/** A record of exactly `contentBytes` after its header, filled by `encode`. */
export function encodeRecord(type: RecordType, contentBytes: number, encode: (state: CodecState) => void): Uint8Array {
	const buffer = new Uint8Array(headerBytes + contentBytes);
	const state = {start: 0, end: buffer.length, buffer};
	uint8.encode(state, typeBytes[type]);
	uint8.encode(state, feedFormat);
	encode(state);
	return buffer;
}

/**
Reads a record's header and hands the rest to `decode`, which must read all of it.

@throws ExpectedError `feed-malformed`
*/
export function decodeRecord<Decoded>(bytes: Uint8Array, decode: (state: CodecState, type: RecordType) => Decoded): Decoded {
	const state = {start: 0, end: bytes.length, buffer: bytes};
	let decoded: Decoded;
	try {
		decoded = decode(state, decodeHeader(state));
	} catch (error) {
		// `compact-encoding` throws plain errors where bytes are missing or a number is too large.
		throw error instanceof ExpectedError ? error : malformed('A record of the feed is cut short or holds a number that is too large.', {cause: error});
	}

	if (state.start !== state.end) {
		throw malformed('A record of the feed has bytes after its end.');
	}

	return decoded;
}

function decodeHeader(state: CodecState): RecordType {
	if (state.end < headerBytes) {
		throw malformed('A record of the feed is too short to be one.');
	}

	const typeByte = uint8.decode(state);
	const format = uint8.decode(state);
	const type = (['commit', 'leaf', 'inner'] as const).find(type => typeBytes[type] === typeByte);
	if (type === undefined) {
		throw malformed('A block that should be a record of the feed is none.');
	}

	if (format > feedFormat) {
		throw malformed(`The feed has format ${format}; this ferry reads format ${feedFormat}.`, {hint: 'Update ferry: npm install --global hyperferry'});
	}

	if (format !== feedFormat) {
		throw malformed(`A record of the feed has format ${format}, which there never was.`);
	}

	return type;
}
