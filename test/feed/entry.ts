import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {test} from 'node:test';
import fc from 'fast-check';
import {
	decodeEntry, encodeEntry, preencodeEntry, type Entry, type FileEntry,
} from '../../source/feed/entry.ts';
import {sizeState} from '../../source/feed/record.ts';
import {arbitraryEntry} from '../helpers/arbitrary-feed.ts';
import {assertMalformed} from '../helpers/assert-malformed.ts';

const file: FileEntry = {
	kind: 'file', path: 'a', size: 5, mtime: 0, mode: 0o644, sha256: new Uint8Array(32), extents: [{block: 0, offset: 0, length: 5}],
};

function encode(entry: Entry): Uint8Array {
	const size = sizeState(0);
	preencodeEntry(size, entry);
	const state = {start: 0, end: size.end, buffer: new Uint8Array(size.end)};
	encodeEntry(state, entry);
	assert.equal(state.start, state.end);
	return state.buffer;
}

test('Every entry comes back as it was', () => {
	fc.assert(fc.property(arbitraryEntry, entry => {
		const buffer = encode(entry);
		const state = {start: 0, end: buffer.length, buffer};
		assert.deepEqual(decodeEntry(state, entry.path), entry);
		assert.equal(state.start, state.end);
	}));
});

test('A file may have as many extents as there may be, and no more', () => {
	const manyExtents = (count: number): FileEntry => ({
		...file, size: count, extents: Array.from({length: count}, (_, block) => ({block: block * 2, offset: 0, length: 1})),
	});
	const buffer = encode(manyExtents(65_536));
	assert.deepEqual(decodeEntry({start: 0, end: buffer.length, buffer}, 'a'), manyExtents(65_536));
	assertMalformed(() => encode(manyExtents(65_537)), /number of a file's extents is 65537/v);
});

test('An entry outside of a bound is not written', () => {
	const extent = {block: 0, offset: 0, length: 5};
	const cases: ReadonlyArray<[Entry, RegExp]> = [
		[{...file, size: -1}, /size of a file is -1/v],
		[{...file, size: 6}, /hold less than its size/v],
		[{...file, size: 4}, /hold more than its size/v],
		[{...file, size: 4, sha256: undefined}, /hold more than its size/v],
		[{...file, sha256: new Uint8Array(31)}, /SHA-256 of a file is 31 bytes/v],
		[{...file, mode: 0o1000}, /mode of an entry is 512/v],
		[{...file, mtime: 0.5}, /time of an entry is 0\.5/v],
		[{...file, mtime: -(2 ** 52)}, /time of an entry/v],
		[{...file, extents: [{...extent, block: -1}]}, /block of an extent is -1/v],
		[{...file, extents: [{...extent, offset: 2 * 1024 * 1024}]}, /offset of an extent is 2097152/v],
		[{...file, extents: [extent, {...extent, length: 0}]}, /length of an extent is 0/v],
		[{
			kind: 'symlink', path: 'a', mtime: 0, target: '',
		}, /symlink points to is 0 bytes/v],
		[{
			kind: 'symlink', path: 'a', mtime: 0, target: 'a'.repeat(4097),
		}, /symlink points to is 4097 bytes/v],
		[{
			kind: 'symlink', path: 'a', mtime: 0, target: '\u{DC00}',
		}, /symlink points to is not valid Unicode/v],
		[{
			kind: 'directory', path: 'a', mtime: 0, mode: -1,
		}, /mode of an entry is -1/v],
	];
	for (const [entry, sentence] of cases) {
		assertMalformed(() => encode(entry), sentence);
	}
});

test('An entry outside of a bound is not read', () => {
	const hash = new Uint8Array(32);
	const cases: ReadonlyArray<[readonly number[], RegExp]> = [
		[[5, 0, 0], /of a kind that does not exist/v],
		[[3, 0, 0xFD, 0, 2], /mode of an entry is 512/v],
		[[0, 0, 0, 5, 0xFF, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 5], /more extents than there is room for/v],
		[[0, 0, 0, 5, 2, 0, 0, 5], /more extents than there is room for/v],
		[[0, 0, 0, 5, 1, 0, 0, 6], /more than its size/v],
		[[1, 0, 0, 5, ...hash, 1, 0, 0, 4], /less than its size/v],
		[[0, 0, 0, 5, 1, 0, 0, 0], /length of an extent is 0/v],
		[[2, 0, 1, 0x80], /symlink points to is not valid UTF-8/v],
	];
	for (const [bytes, sentence] of cases) {
		assertMalformed(() => decodeEntry({start: 0, end: bytes.length, buffer: Uint8Array.from(bytes)}, 'a'), sentence);
	}
});

test('The hash of an entry does not keep its page in memory', () => {
	const encoded = encode(file);
	const buffer = Buffer.allocUnsafeSlow(encoded.length);
	buffer.set(encoded);
	const entry = decodeEntry({start: 0, end: buffer.length, buffer}, 'a');
	assert.ok(entry.kind === 'file' && entry.sha256);
	assert.notEqual(entry.sha256.buffer, buffer.buffer);
	assert.ok(entry.sha256.buffer.byteLength <= Buffer.poolSize);
});
