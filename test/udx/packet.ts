import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import test from 'node:test';
import fc from 'fast-check';
import {
	type Block, emptyHeader, type Header, headerSize, packetType, padPacket, payloadOf, readBlocks, readHeader, refreshHeader, statePacket, writeHeader,
} from '../../source/udx/packet.ts';

const header: Header = {
	type: packetType.data, payloadOffset: 0, streamId: 0x01_02_03_04, window: 4_194_304, sequence: 0xFF_FF_FF_FE, acknowledgement: 7,
};

test('the bytes of a packet are those of the protocol', () => {
	const bytes = Buffer.concat([Buffer.alloc(headerSize), Buffer.from('hi')]);
	writeHeader(bytes, header);
	assert.equal(bytes.toString('hex'), [
		'ff', // magic
		'01', // version
		'01', // data
		'00', // no padding
		'04030201', // stream
		'00004000', // window
		'feffffff', // sequence
		'07000000', // acknowledgement
		'6869', // payload
	].join(''));
});

test('what was written is read', () => {
	fc.assert(fc.property(fc.record({
		type: fc.nat(63), payloadOffset: fc.nat(255), streamId: fc.nat(0xFF_FF_FF_FF), window: fc.nat(0xFF_FF_FF_FF), sequence: fc.nat(0xFF_FF_FF_FF), acknowledgement: fc.nat(0xFF_FF_FF_FF),
	}, {noNullPrototype: true}), expected => {
		const bytes = Buffer.alloc(headerSize);
		writeHeader(bytes, expected);
		const read = emptyHeader();
		assert.ok(readHeader(bytes, read));
		assert.deepEqual(read, expected);
	}));
});

const noPackets: ReadonlyArray<readonly [title: string, hex: string]> = [
	['nothing', ''],
	['too few bytes', 'ff01010004030201000040000100000007000000'.slice(2)],
	['another first byte', '0001010004030201000040000100000007000000'],
	['another version', 'ff02010004030201000040000100000007000000'],
];

for (const [title, hex] of noPackets) {
	test(`${title} is no packet`, () => {
		assert.equal(readHeader(Buffer.from(hex, 'hex'), emptyHeader()), false);
	});
}

test('padding stands before the payload and is not part of it', () => {
	const bytes = Buffer.concat([Buffer.alloc(headerSize), Buffer.from('hi')]);
	writeHeader(bytes, header);
	const padded = padPacket(bytes, 5);
	const read = emptyHeader();
	assert.ok(readHeader(padded, read));
	assert.equal(padded.length, bytes.length + 5);
	assert.equal(payloadOf(padded, read)?.toString(), 'hi');
});

test('a packet whose payload would begin behind its end has none', () => {
	assert.equal(payloadOf(Buffer.alloc(22), {...header, payloadOffset: 3}), undefined);
	assert.equal(payloadOf(Buffer.alloc(23), {...header, payloadOffset: 3})?.length, 0);
});

test('a packet that is sent again says what is so now', () => {
	const bytes = Buffer.alloc(headerSize);
	writeHeader(bytes, header);
	refreshHeader(bytes, 1, 2);
	const read = emptyHeader();
	readHeader(bytes, read);
	assert.deepEqual(read, {...header, window: 1, acknowledgement: 2});
});

const blockTable: ReadonlyArray<readonly [title: string, from: number, to: number, blocks: Block[], believed: Block[]]> = [
	['blocks on their way', 10, 20, [{start: 12, end: 13}, {start: 15, end: 20}], [{start: 12, end: 13}, {start: 15, end: 20}]],
	['a block across the turn of the numbers', 0xFF_FF_FF_FE, 4, [{start: 0xFF_FF_FF_FF, end: 2}], [{start: 0xFF_FF_FF_FF, end: 2}]],
	['one that ends before it starts', 10, 20, [{start: 15, end: 12}], []],
	['one without any packet', 10, 20, [{start: 12, end: 12}], []],
	['one that was acknowledged long ago', 10, 20, [{start: 8, end: 12}], []],
	['one that was not sent yet', 10, 20, [{start: 18, end: 21}], []],
	['all of the circle', 10, 20, [{start: 10, end: 9}], []],
	['the same one twice', 10, 20, [{start: 12, end: 15}, {start: 12, end: 15}], [{start: 12, end: 15}]],
];

for (const [title, from, to, blocks, believed] of blockTable) {
	test(`of blocks, ${title}: ${believed.length} believed`, () => {
		const bytes = statePacket(header, blocks);
		const read = emptyHeader();
		readHeader(bytes, read);
		assert.deepEqual(readBlocks(bytes, read, from, to), believed);
	});
}

test('at most fifty blocks go into a packet', () => {
	const blocks = Array.from({length: 60}, (_, index) => ({start: 2 * index, end: (2 * index) + 1}));
	const bytes = statePacket(header, blocks);
	const read = emptyHeader();
	readHeader(bytes, read);
	assert.equal(readBlocks(bytes, read, 0, 1000).length, 50);
});

test('any bytes at all are read without harm', () => {
	fc.assert(fc.property(fc.uint8Array({maxLength: 200}), fc.nat(0xFF_FF_FF_FF), fc.nat(3000), (tail, from, span) => {
		const bytes = Buffer.concat([Buffer.from([255, 1]), tail]);
		const read = emptyHeader();
		if (readHeader(bytes, read)) {
			payloadOf(bytes, read);
			const blocks = readBlocks(bytes, read, from, (from + span) >>> 0);
			assert.ok(blocks.reduce((sum, {start, end}) => sum + ((end - start) >>> 0), 0) <= span);
		}
	}));
});
