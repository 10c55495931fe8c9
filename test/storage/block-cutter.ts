import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {test} from 'node:test';
import fc from 'fast-check';
import crypto from 'hypercore-crypto';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {BlockCutter} from '../../source/storage/block-cutter.ts';
import {markOf} from '../../source/storage/block-mark.ts';
import type {OldBlocks} from '../../source/storage/old-blocks.ts';

const blockSize = 1024;
const plenty = 10_000;

type Piece = {readonly bytes: Buffer; readonly number: number | undefined};

/** What a file leaves to the next version of it, its blocks numbered from `first` on. */
function oldOf(blocks: readonly Uint8Array[], {first = 100, isMarked = true} = {}): OldBlocks {
	return {
		numbers: Uint32Array.from(blocks, (_, index) => first + index),
		sizes: Uint32Array.from(blocks, ({byteLength}) => byteLength),
		leaves: Buffer.concat(blocks.map(block => crypto.data(block))),
		marks: Float64Array.from(blocks, block => (isMarked ? markOf(block) : undefined) ?? Number.NaN),
	};
}

function blocksOf(content: Uint8Array): Uint8Array[] {
	return Array.from({length: Math.ceil(content.byteLength / blockSize)}, (_, index) => content.subarray(index * blockSize, (index + 1) * blockSize));
}

function cut(content: Uint8Array, old: OldBlocks | undefined, mostExtents = plenty): Piece[] {
	const cutter = new BlockCutter({
		blockSize, size: content.byteLength, old, mostExtents,
	});
	const pieces: Piece[] = [];
	let position = 0;
	for (;;) {
		const block = cutter.next(position === content.byteLength);
		if (block) {
			assert.deepEqual(block.leaf, crypto.data(block.bytes));
			assert.equal(block.mark, markOf(block.bytes));
			pieces.push({bytes: Buffer.from(block.bytes), number: block.number});
		} else if (position === content.byteLength) {
			return pieces;
		} else {
			const {room} = cutter;
			const next = content.subarray(position, position + Math.min(room.byteLength, 700));
			room.set(next);
			cutter.added(next.byteLength);
			position += next.byteLength;
		}
	}
}

/** What of the pieces has to be appended, in bytes. */
function appended(pieces: readonly Piece[]): number {
	return pieces.reduce((sum, {bytes, number}) => sum + (number === undefined ? bytes.byteLength : 0), 0);
}

/** How many extents the pieces are in, if nothing comes between two that are appended. */
function extentsOf(pieces: readonly Piece[]): number {
	return pieces.filter(({number}, index) => {
		const before = pieces[index - 1];
		return before?.bytes.byteLength !== blockSize || (number === undefined ? before.number !== undefined : before.number !== number - 1);
	}).length;
}

/** The pieces are the content, old ones what they were, and not too many. */
function check(pieces: readonly Piece[], content: Uint8Array, blocks: readonly Uint8Array[]): void {
	assert.equal(Buffer.compare(Buffer.concat(pieces.map(({bytes}) => bytes)), content), 0);
	for (const {bytes, number} of pieces) {
		assert.ok(bytes.byteLength > 0 && bytes.byteLength <= blockSize);
		assert.ok(number === undefined || Buffer.compare(bytes, blocks[number - 100]!) === 0);
	}

	assert.ok(extentsOf(pieces) <= Math.ceil(content.byteLength / blockSize), `${extentsOf(pieces)} extents`);
}

function random(seed: string, length: number): Buffer {
	return Buffer.from(pseudoRandomBytes(seed)(length));
}

const old = random('old', 40 * blockSize);
const insertion = random('insertion', 300);

const edits: Readonly<Record<string, {readonly content: Uint8Array; readonly most: number}>> = {
	'nothing at all': {content: old, most: 0},
	'something at the end': {content: Buffer.concat([old, insertion]), most: 300},
	'much at the end': {content: Buffer.concat([old, random('more', 5000)]), most: 5000},
	'something before the start': {content: Buffer.concat([insertion, old]), most: 300},
	'one byte before the start': {content: Buffer.concat([insertion.subarray(0, 1), old]), most: 1},
	'one byte near the start': {content: Buffer.concat([old.subarray(0, 100), insertion.subarray(0, 1), old.subarray(100)]), most: blockSize + 1},
	'one byte between two blocks': {content: Buffer.concat([old.subarray(0, 3 * blockSize), insertion.subarray(0, 1), old.subarray(3 * blockSize)]), most: 1},
	'a byte less': {content: Buffer.concat([old.subarray(0, 5000), old.subarray(5001)]), most: blockSize - 1},
	'a block less': {content: Buffer.concat([old.subarray(0, 5 * blockSize), old.subarray(6 * blockSize)]), most: 0},
	'the first bytes less': {content: old.subarray(1), most: blockSize - 1},
	'the last bytes less': {content: old.subarray(0, -1), most: blockSize - 1},
	'other bytes in the middle': {content: Buffer.concat([old.subarray(0, 9000), insertion, old.subarray(9300)]), most: 2 * blockSize},
	'its halves exchanged': {content: Buffer.concat([old.subarray(20 * blockSize), old.subarray(0, 20 * blockSize)]), most: 0},
	'itself twice': {content: Buffer.concat([old, old]), most: 0},
	'an insertion in each of two blocks': {content: Buffer.concat([old.subarray(0, 100), insertion, old.subarray(100, 30_000), insertion, old.subarray(30_000)]), most: (2 * blockSize) + 600},
	'other content': {content: random('other', old.length), most: old.length},
	'a part that is too small for a block': {content: old.subarray(0, 500), most: 500},
	'nothing left': {content: new Uint8Array(0), most: 0},
};

for (const [edit, {content, most}] of Object.entries(edits)) {
	test(`of a file with ${edit} only what is new is appended`, () => {
		const blocks = blocksOf(old);
		const pieces = cut(content, oldOf(blocks));
		check(pieces, content, blocks);
		assert.ok(appended(pieces) <= most, `${appended(pieces)} bytes`);
	});
}

test('a file without an earlier version is cut into whole blocks', () => {
	for (const nothing of [undefined, oldOf([])]) {
		const content = old.subarray(0, 5000);
		assert.deepEqual(cut(content, nothing).map(({bytes, number}) => [bytes.byteLength, number]), [...Array.from({length: 4}, () => [blockSize, undefined]), [904, undefined]]);
	}
});

test('without marks blocks are found where they stood', () => {
	const blocks = blocksOf(old);
	const unmarked = oldOf(blocks, {isMarked: false});
	const {content, most} = edits['other bytes in the middle']!;
	assert.ok(appended(cut(content, unmarked)) <= most);
	assert.equal(appended(cut(edits['one byte before the start']!.content, unmarked)), old.length + 1);
});

test('short blocks between others are found again', () => {
	const blocks = [old.subarray(0, blockSize), old.subarray(blockSize, blockSize + 1), ...blocksOf(old.subarray(blockSize + 1, 20_000))];
	const content = Buffer.concat([...blocks, insertion]);
	const pieces = cut(content, oldOf(blocks));
	check(pieces, content, blocks);
	assert.equal(pieces[1]!.number, 101);
	assert.ok(appended(pieces) <= blockSize + 300, String(appended(pieces)));
});

test('content that repeats itself is found, in linear time', () => {
	const zeros = Buffer.alloc(400 * blockSize);
	const period = Buffer.alloc(400 * blockSize, random('period', 70));
	const blockPeriod = Buffer.alloc(400 * blockSize, random('block period', blockSize));
	for (const repeated of [zeros, period, blockPeriod]) {
		const blocks = blocksOf(repeated);
		const around = [repeated.subarray(0, 100_000), insertion, repeated.subarray(100_000)];
		for (const content of [repeated, Buffer.concat([repeated, repeated]), Buffer.concat([insertion, repeated]), Buffer.concat(around)]) {
			const pieces = cut(content, oldOf(blocks));
			check(pieces, content, blocks);
			assert.ok(appended(pieces) <= (2 * blockSize) + 300, String(appended(pieces)));
		}
	}
});

test('marks that lead astray everywhere cost no more than looking at every byte twice', t => {
	// Each block begins with zeros: so does every position of the new content, of which nothing is old.
	const blocks = Array.from({length: 16}, (_, index) => Buffer.concat([Buffer.alloc(64), random(`${index}`, blockSize - 64)]));
	const hash = t.mock.method(crypto, 'data');
	const content = Buffer.alloc(300 * blockSize);
	const pieces = cut(content, oldOf(blocks));
	check(pieces, content, blocks);
	assert.equal(appended(pieces), content.length);
	// The assertions of `cut` hash each block once more.
	const calls = hash.mock.callCount() - 300 - 16;
	assert.ok(calls <= (2 * 300) + 20, `${calls} blocks were hashed`);
});

test('behind much that is new, too, what is old is found after a few blocks', () => {
	const blocks = blocksOf(old);
	const fresh = random('fresh', (300 * blockSize) + 5);
	const content = Buffer.concat([old.subarray(0, 9000), fresh, old.subarray(9000)]);
	const pieces = cut(content, oldOf(blocks));
	check(pieces, content, blocks);
	assert.ok(appended(pieces) <= fresh.length + (10 * blockSize), String(appended(pieces)));
});

test('a file falls into no more extents than it may', () => {
	const blocks = blocksOf(old);
	const content = Buffer.from(old);
	for (let block = 0; block < 40; block += 2) {
		content[block * blockSize]! ^= 1;
	}

	assert.equal(extentsOf(cut(content, oldOf(blocks))), 40);
	for (const most of [1, 2, 3, 7, 20]) {
		const pieces = cut(content, oldOf(blocks), most);
		check(pieces, content, blocks);
		assert.ok(extentsOf(pieces) <= most, `${extentsOf(pieces)} of ${most}`);
	}
});

test('a file that grows by little for long is not appended again and again', () => {
	const content = random('growing', 300 * blockSize);
	let blocks: Array<{readonly bytes: Buffer; readonly number: number}> = [];
	let next = 0;
	let sum = 0;
	for (let size = blockSize; size <= content.length; size += 700) {
		const old = oldOf(blocks.map(({bytes}) => bytes));
		const pieces = cut(content.subarray(0, size), {...old, numbers: Uint32Array.from(blocks, ({number}) => number)}, 40);
		assert.ok(extentsOf(pieces) <= 40, `${extentsOf(pieces)} extents`);
		sum += appended(pieces);
		// Each version ends in records.
		next += 5;
		blocks = [];
		for (const {bytes, number} of pieces) {
			blocks.push({bytes, number: number ?? next});
			next += number === undefined ? 1 : 0;
		}
	}

	assert.ok(sum <= 8 * content.length, `${(sum / content.length).toFixed(1)} times as much`);
});

const edit = fc.record({
	kind: fc.constantFrom('insert', 'delete', 'overwrite', 'repeat'),
	at: fc.nat(1000),
	length: fc.oneof(fc.integer({min: 1, max: 5}), fc.integer({min: 1, max: 3 * blockSize})),
	seed: fc.nat(5),
});

function edited(content: Buffer, {kind, at, length, seed}: typeof edit extends fc.Arbitrary<infer Edit> ? Edit : never): Buffer {
	const position = Math.floor(content.length * at / 1001);
	const piece = seed === 0 ? Buffer.alloc(length) : random(`${seed}`, length);
	const rest = content.subarray(position);
	return Buffer.concat([content.subarray(0, position), ...{
		insert: [piece, rest],
		delete: [rest.subarray(length)],
		overwrite: [piece, rest.subarray(length)],
		repeat: [rest.subarray(0, length), rest],
	}[kind]]);
}

const versions = fc.array(fc.array(edit, {maxLength: 5}), {minLength: 1, maxLength: 4});

test('whatever is edited, version after version, the pieces are the content', () => {
	fc.assert(fc.property(versions, fc.integer({min: 0, max: 20 * blockSize}), fc.integer({min: 1, max: 60}), (versions, size, mostExtents) => {
		let content = random('content', size);
		let blocks: Uint8Array[] = blocksOf(content);
		for (const edits of versions) {
			for (const one of edits) {
				content = edited(content, one);
			}

			const pieces = cut(content, oldOf(blocks), mostExtents);
			check(pieces, content, blocks);
			blocks = pieces.map(({bytes}) => bytes);
		}
	}), {numRuns: 300});
});

test('after one insertion, deletion or change of a few bytes all but three blocks are used again', () => {
	fc.assert(fc.property(edit.filter(({length}) => length < 100), fc.integer({min: 4 * blockSize, max: 30 * blockSize}), (one, size) => {
		const content = random('content', size);
		const blocks = blocksOf(content);
		const after = edited(content, one);
		const pieces = cut(after, oldOf(blocks));
		check(pieces, after, blocks);
		assert.ok(appended(pieces) <= (3 * blockSize) + 100, `${appended(pieces)} of ${size}`);
	}), {numRuns: 300});
});
