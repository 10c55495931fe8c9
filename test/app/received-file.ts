import assert from 'node:assert/strict';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {test} from 'node:test';
import {KnownFiles} from '../../source/storage/known-files.ts';
import {isPartName} from '../../source/base/relative-path.ts';
import type {Extent, FileEntry} from '../../source/feed/entry.ts';
import {
	countBlocks, countNewMissing, growth, ReceivedFile, wholeBlocksOf, withoutHash,
} from '../../source/app/received-file.ts';

const blockSize = 16;

function file(extents: readonly Extent[], isWhole = false): FileEntry {
	return {
		kind: 'file', path: 'a', size: 1000, mtime: 0, mode: 0o644, sha256: isWhole ? new Uint8Array(32) : undefined, extents,
	};
}

function received(name: string, placedAs?: string): ReceivedFile {
	return new ReceivedFile({
		entry: {...file([]), path: name}, share: {directory: '/destination', share: 'share', known: new KnownFiles(new DatabaseSync(':memory:'))}, replace: false, placedAs, isWhole: false, pass: 1,
	});
}

const extent = (block: number, length: number, offset = 0): Extent => ({block, offset, length});

const table: ReadonlyArray<readonly [title: string, before: FileEntry, after: FileEntry, grown: readonly Extent[] | undefined]> = [
	['a file that is as before has not grown', file([extent(1, 32)], true), file([extent(1, 32)], true), []],
	['a file that has been read to its end since has not grown', file([extent(1, 32)]), file([extent(1, 32)], true), []],
	['the first extent of a file is growth', file([]), file([extent(1, 32)]), [extent(1, 32)]],
	['a longer last extent grows by what is behind it', file([extent(1, 32)]), file([extent(1, 53)], true), [extent(3, 21)]],
	['a new extent is growth', file([extent(1, 32)]), file([extent(1, 32), extent(9, 16)]), [extent(9, 16)]],
	['an extent can grow and another follow', file([extent(1, 32)]), file([extent(1, 48), extent(9, 5)], true), [extent(3, 16), extent(9, 5)]],
	['only the last extent can grow', file([extent(1, 32), extent(9, 16)]), file([extent(1, 48), extent(9, 16)]), undefined],
	['a shorter extent is other content', file([extent(1, 32)]), file([extent(1, 16)]), undefined],
	['another block is other content', file([extent(1, 32)]), file([extent(2, 32)]), undefined],
	['another place in the block is other content', file([extent(1, 5)], true), file([extent(1, 5, 3)], true), undefined],
	['fewer extents are other content', file([extent(1, 32), extent(9, 16)]), file([extent(1, 32)]), undefined],
	['a whole file doesn’t grow', file([extent(1, 32)], true), file([extent(1, 48)], true), undefined],
	['a whole file gets no extents', file([extent(1, 32)], true), file([extent(1, 32), extent(9, 16)], true), undefined],
	['the start of another version is none of a whole file', file([extent(1, 32)], true), file([extent(1, 32)]), undefined],
	['an extent that ends within a block doesn’t grow', file([extent(1, 20)]), file([extent(1, 36)]), undefined],
	['an extent that begins within a block doesn’t grow', file([extent(1, 32, 3)]), file([extent(1, 48, 3)]), undefined],
];

for (const [title, before, after, grown] of table) {
	test(title, () => {
		assert.deepEqual(growth(before, after, blockSize), grown);
	});
}

test('missing blocks are counted once, and bytes that are here as often as they are used', () => {
	const here = new Set([1, 3]);
	const hasBlock = (block: number): boolean => here.has(block);
	assert.deepEqual(countBlocks([], blockSize, hasBlock), {missing: 0, here: 0});
	assert.deepEqual(countBlocks([extent(1, 53)], blockSize, hasBlock), {missing: 2, here: 32});
	assert.deepEqual(countBlocks([extent(2, 5), extent(2, 5, 5), extent(3, 4, 2), extent(3, 4, 2)], blockSize, hasBlock), {missing: 1, here: 8});
});

test('of what a file has grown by, blocks that it had before are not missing a second time', () => {
	const hasBlock = (block: number): boolean => block === 12;
	const before = [extent(20, 48), extent(1, 32), extent(9, 16)];
	const cases: ReadonlyArray<readonly [grown: readonly Extent[], missing: number]> = [
		[[], 0], [[extent(30, 40)], 3], [[extent(0, 64)], 2], [[extent(8, 96)], 4], [[extent(22, 16), extent(1, 16), extent(22, 5)], 0], [[extent(23, 16), extent(23, 16)], 1],
	];
	for (const [grown, missing] of cases) {
		assert.equal(countNewMissing(before, grown, blockSize, hasBlock), missing);
	}
});

test('a part stands beside where the file belongs, under a name that is made from its path in the share', () => {
	const place = received('d/a', 'd/a (2)').partPlace;
	assert.equal(path.dirname(place), '/destination/d');
	assert.ok(isPartName(path.basename(place)));
	assert.equal(received('d/a').partPlace, place);
	assert.notEqual(received('d/b').partPlace, place);
});

test('a file is where its part is until it has its name', () => {
	const part = received('d/a', 'd/a (2)');
	assert.equal(part.target, '/destination/d/a (2)');
	assert.equal(part.place, part.partPlace);
	part.isNamed = true;
	assert.equal(part.place, part.target);
});

test('a file whose hash was let go counts as read to its end', () => {
	assert.ok(withoutHash(file([extent(1, 16)], true)).sha256);
	assert.deepEqual(withoutHash(file([extent(1, 16)], true)).extents, [extent(1, 16)]);
});

test('of a file that is still being read no short block is received, which a longer one may replace', () => {
	const shorts: ReadonlyArray<readonly [given: readonly Extent[], received: readonly Extent[]]> = [
		[[], []],
		[[extent(1, 32)], [extent(1, 32)]],
		[[extent(1, 5)], []],
		[[extent(1, 37)], [extent(1, 32)]],
		[[extent(1, 32), extent(9, 15)], [extent(1, 32)]],
		[[extent(1, 5), extent(9, 16)], [extent(1, 5), extent(9, 16)]],
		[[extent(1, 20, 3)], [extent(1, 20, 3)]],
	];
	for (const [given, expected] of shorts) {
		assert.deepEqual(wholeBlocksOf(file(given), blockSize), file(expected));
		assert.deepEqual(wholeBlocksOf(file(given, true), blockSize), file(given, true));
	}
});
