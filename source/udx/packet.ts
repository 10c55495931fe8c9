import {Buffer} from 'node:buffer';
import {isBefore, sequenceDifference} from './sequence.ts';

/** What a packet carries, as bits of its third byte. */
export const packetType = {
	data: 1,
	end: 2,
	acknowledgements: 4,
	message: 8,
	destroy: 16,
	heartbeat: 32,
} as const;

/** Types whose packets have a place in the order and are acknowledged. */
export const orderedTypes = packetType.data | packetType.end;

const magic = 255;
const version = 1;

/** Bytes before anything else in each packet. */
export const headerSize = 20;

/** Bytes of IP and UDP, which count for what fits through a link. */
export const ipv4Overhead = 28;
export const ipv6Overhead = 48;

/** More blocks don't go into one packet; what the lowest leave out is told when they are filled. */
export const maximumBlocks = 50;
const blockSize = 8;

/** Numbers that have arrived although earlier ones have not: from the first up to, and without, the end. */
export type Block = {
	start: number;
	end: number;
};

export type Header = {
	type: number;
	/** How many bytes stand between the header and the payload: padding, or acknowledged blocks. */
	payloadOffset: number;
	/** The stream's number at the one who receives this. */
	streamId: number;
	/** How many bytes the sender can still take. */
	window: number;
	sequence: number;
	/** The number that the sender waits for; everything before has arrived. */
	acknowledgement: number;
};

export function emptyHeader(): Header {
	return {
		type: 0, payloadOffset: 0, streamId: 0, window: 0, sequence: 0, acknowledgement: 0,
	};
}

/**
Reads the header of a packet into an object that can be used again, since this happens for each packet.

@returns False for what is no packet of this protocol.
*/
export function readHeader(bytes: Buffer, into: Header): boolean {
	if (bytes.length < headerSize || bytes[0] !== magic || bytes[1] !== version) {
		return false;
	}

	into.type = bytes[2]!;
	into.payloadOffset = bytes[3]!;
	into.streamId = readNumber(bytes, 4);
	into.window = readNumber(bytes, 8);
	into.sequence = readNumber(bytes, 12);
	into.acknowledgement = readNumber(bytes, 16);
	return true;
}

export function writeHeader(bytes: Buffer, header: Readonly<Header>): void {
	bytes[0] = magic;
	bytes[1] = version;
	bytes[2] = header.type;
	bytes[3] = header.payloadOffset;
	writeNumber(bytes, 4, header.streamId);
	writeNumber(bytes, 8, header.window);
	writeNumber(bytes, 12, header.sequence);
	writeNumber(bytes, 16, header.acknowledgement);
}

/** Puts into a packet that is sent again what has changed here since. */
export function refreshHeader(bytes: Buffer, window: number, acknowledgement: number): void {
	writeNumber(bytes, 8, window);
	writeNumber(bytes, 16, acknowledgement);
}

/** Turns a packet to the stream that has this number where it goes next. */
export function readdress(bytes: Buffer, streamId: number): void {
	writeNumber(bytes, 4, streamId);
}

/** A packet that carries nothing but its header, and perhaps the blocks that have arrived. */
export function statePacket(header: Readonly<Header>, blocks: readonly Block[] = []): Buffer {
	const count = Math.min(blocks.length, maximumBlocks);
	const bytes = Buffer.allocUnsafe(headerSize + (count * blockSize));
	writeHeader(bytes, header);
	if (count > 0) {
		bytes[2]! |= packetType.acknowledgements;
		for (let index = 0; index < count; index++) {
			writeNumber(bytes, headerSize + (index * blockSize), blocks[index]!.start);
			writeNumber(bytes, headerSize + (index * blockSize) + 4, blocks[index]!.end);
		}
	}

	return bytes;
}

/** A data packet once more, with so many bytes of nothing before its payload: whether it arrives tells what fits through. */
export function padPacket(bytes: Buffer, padding: number): Buffer {
	const padded = Buffer.alloc(bytes.length + padding);
	bytes.copy(padded, 0, 0, headerSize);
	bytes.copy(padded, headerSize + padding, headerSize);
	padded[3] = padding;
	return padded;
}

/** What the packet carries; undefined when its offset points behind its end. */
export function payloadOf(bytes: Buffer, header: Readonly<Header>): Buffer | undefined {
	const start = headerSize + header.payloadOffset;
	return start > bytes.length ? undefined : bytes.subarray(start);
}

/**
The blocks that a packet says have arrived.

Each must lie between what was acknowledged and what was sent, and behind the one before it: so a made-up packet costs no more than one walk through what is on its way.
*/
export function readBlocks(bytes: Buffer, header: Readonly<Header>, from: number, to: number): Block[] {
	const blocks: Block[] = [];
	if ((header.type & packetType.acknowledgements) === 0) {
		return blocks;
	}

	const room = bytes.length - headerSize;
	const size = header.payloadOffset > 0 && header.payloadOffset < room ? header.payloadOffset : room;
	let lowest = from;
	for (let offset = headerSize; offset + blockSize <= headerSize + size; offset += blockSize) {
		const start = readNumber(bytes, offset);
		const end = readNumber(bytes, offset + 4);
		if (isBefore(start, end) && sequenceDifference(start, lowest) >= 0 && sequenceDifference(end, to) <= 0) {
			blocks.push({start, end});
			lowest = end;
		}
	}

	return blocks;
}

function readNumber(bytes: Buffer, at: number): number {
	return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}

function writeNumber(bytes: Buffer, at: number, value: number): void {
	bytes[at] = value & 255;
	bytes[at + 1] = (value >>> 8) & 255;
	bytes[at + 2] = (value >>> 16) & 255;
	bytes[at + 3] = value >>> 24;
}
