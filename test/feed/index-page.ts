import assert from 'node:assert/strict';
import {test} from 'node:test';
import {uint, uint8} from 'compact-encoding';
import fc from 'fast-check';
import {encodeCommit} from '../../source/feed/commit.ts';
import type {Entry} from '../../source/feed/entry.ts';
import {
	decodePage, encodePage, type LeafPage, type Page,
} from '../../source/feed/index-page.ts';
import {arbitraryCommit, arbitraryDamage, arbitraryEntries} from '../helpers/arbitrary-feed.ts';
import {assertMalformed, assertMalformedOrFine} from '../helpers/assert-malformed.ts';
import {readHex} from '../helpers/read-hex.ts';

const leafPage: LeafPage = {
	kind: 'leaf',
	entries: [
		{
			kind: 'directory', path: 'b', mtime: -1, mode: 0o755,
		},
		{
			kind: 'file',
			path: 'b/\u{E9}.txt',
			size: 300_000,
			mtime: 1_700_000_000_123,
			mode: 0o644,
			sha256: Uint8Array.from({length: 32}, (_, index) => index),
			extents: [{block: 0, offset: 0, length: 262_144}, {block: 2, offset: 512, length: 37_856}],
		},
		{
			kind: 'file', path: 'b/\u{EA}', size: 1000, mtime: 0, mode: 0o600, sha256: undefined, extents: [],
		},
		{
			kind: 'symlink', path: 'b/\u{1F6A2}', mtime: 1, target: '../x',
		},
	],
};

const arbitraryPage: fc.Arbitrary<Page> = fc.tuple(arbitraryEntries, fc.maxSafeNat(), fc.boolean()).map(([entries, block, isLeaf]) => isLeaf
	? {kind: 'leaf', entries}
	: {kind: 'inner', children: entries.map(({path}, index) => ({first: path, block: Math.floor(block / (index + 1))}))});

const directory = (path: string): Entry => ({
	kind: 'directory', path, mtime: 0, mode: 0,
});

const manyExtents = (path: string, count: number): Entry => ({
	kind: 'file', path, size: count, mtime: 0, mode: 0, sha256: new Uint8Array(32), extents: Array.from({length: count}, (_, block) => ({block, offset: 0, length: 1})),
});

test('A leaf page of format 1 is these bytes', async () => {
	const bytes = await readHex('leaf-page.txt');
	assert.deepEqual(encodePage(leafPage), bytes);
	assert.deepEqual(decodePage(bytes), leafPage);
});

test('An inner page of format 1 is these bytes', async () => {
	const page: Page = {kind: 'inner', children: [{first: 'b', block: 0}, {first: 'b/c', block: 1000}]};
	const bytes = await readHex('inner-page.txt');
	assert.deepEqual(encodePage(page), bytes);
	assert.deepEqual(decodePage(bytes), page);
});

test('Every page comes back as it was', () => {
	fc.assert(fc.property(arbitraryPage, page => {
		assert.deepEqual(decodePage(encodePage(page)), page);
	}), {numRuns: 300});
});

test('A page is read from the middle of other bytes', () => {
	const bytes = encodePage(leafPage);
	const around = new Uint8Array(bytes.length + 20).fill(1);
	around.set(bytes, 10);
	assert.deepEqual(decodePage(around.subarray(10, 10 + bytes.length)), leafPage);
});

test('Deep paths take little more than their names', () => {
	const deep = 'a fairly long directory name/'.repeat(20);
	const entries = Array.from({length: 400}, (_, index) => directory(`${deep}${String(index).padStart(4, '0')}`));
	assert.ok(encodePage({kind: 'leaf', entries}).length < 12 * entries.length);
});

test('A page outside of a bound is not written', () => {
	const long = 'a'.repeat(4092);
	const cases: ReadonlyArray<[Page, RegExp]> = [
		[{kind: 'leaf', entries: []}, /page of the index is empty/v],
		[{kind: 'inner', children: []}, /page of the index is empty/v],
		[{kind: 'leaf', entries: [directory('')]}, /path in the index is 0 bytes/v],
		[{kind: 'leaf', entries: [directory('a'.repeat(4097))]}, /path in the index is 4097 bytes/v],
		[{kind: 'leaf', entries: [directory('\u{D800}')]}, /path in the index is not valid Unicode/v],
		[{kind: 'leaf', entries: [directory('a'), directory('a')]}, /not in order/v],
		[{kind: 'leaf', entries: [directory('ab'), directory('a')]}, /not in order/v],
		[{kind: 'leaf', entries: [directory('\u{1F600}'), directory('\u{FF21}')]}, /not in order/v],
		[{kind: 'inner', children: [{first: 'a', block: -1}]}, /block of an index page is -1/v],
		[{kind: 'leaf', entries: Array.from({length: 65}, (_, index) => directory(long + String(index).padStart(4, '0')))}, /length of an index page's paths is 266240/v],
		[{kind: 'leaf', entries: Array.from({length: 3}, (_, index) => manyExtents(String(index), 3000))}, /length of an index page of several items is 43616/v],
	];
	for (const [page, sentence] of cases) {
		assertMalformed(() => encodePage(page), sentence);
	}
});

test('A page outside of a bound is not read', () => {
	const end = [3, 0, 0];
	const cases: ReadonlyArray<[readonly number[] | Uint8Array, RegExp]> = [
		[[0x4C, 1], /page of the index is empty/v],
		[[0x49, 1], /page of the index is empty/v],
		[[0x4C, 2, 0, 1, 0x61, ...end], /format 2; this ferry reads format 1/v],
		[[0x4C, 1, 1, 1, 0x61, ...end], /claims more bytes/v],
		[[0x4C, 1, 0, 0, ...end], /not in order/v],
		[[0x4C, 1, 0, 9, 0x61, ...end], /claims more bytes/v],
		[[0x4C, 1, 0, 0xFF, 0, 0, 0, 0, 0, 0, 0x1F, 0, 0x61], /claims more bytes/v],
		[[0x4C, 1, 0, 1, 0x80, ...end], /not valid UTF-8/v],
		[[0x4C, 1, 0, 3, 0xED, 0xA0, 0x80, ...end], /not valid UTF-8/v], // A lone surrogate.
		[[0x4C, 1, 0, 1, 0x62, ...end, 0, 1, 0x61, ...end], /not in order/v],
		[[0x4C, 1, 0, 1, 0x62, ...end, 1, 0, ...end], /not in order/v],
		[[0x4C, 1, 0, 1, 0x62, ...end, 0, 2, 0x62, 0x63, ...end], /not in order/v], // Shares less than it could.
		[[0x4C, 1, 0, 1, 0x62, ...end, 3], /cut short/v],
		[[0x49, 1, 0, 1, 0x62], /cut short/v],
		[encodeCommit(fc.sample(arbitraryCommit, 1)[0]!), /is a commit/v],
		[new Uint8Array((2 * 1024 * 1024) + 1), /length of an index page is 2097153/v],
	];
	for (const [bytes, sentence] of cases) {
		assertMalformed(() => decodePage(Uint8Array.from(bytes)), sentence);
	}
});

test('A small page can not unfold into paths without bounds', () => {
	const state = {start: 0, end: 10_000, buffer: new Uint8Array(10_000)};
	const write = (shared: number, rest: Uint8Array) => {
		uint.encode(state, shared);
		uint.encode(state, rest.length);
		state.buffer.set(rest, state.start);
		state.start += rest.length;
		uint8.encode(state, 1); // Block 1.
	};

	uint8.encode(state, 0x49);
	uint8.encode(state, 1);
	write(0, new Uint8Array(4094).fill(1));
	for (let high = 1; high < 10; high++) {
		for (let low = 1; low < 10; low++) {
			write(low === 1 ? 4094 : 4095, low === 1 ? Uint8Array.of(high, low) : Uint8Array.of(low));
		}
	}

	assertMalformed(() => decodePage(state.buffer.subarray(0, state.start)), /paths of an index page are longer than 262144 bytes/v);
});

test('Only a page of a single item may be large, and that is seen before the others are read', () => {
	const single = manyExtents('a', 65_536);
	const bytes = encodePage({kind: 'leaf', entries: [single]});
	assert.deepEqual(decodePage(bytes), {kind: 'leaf', entries: [single]});
	const withRest = new Uint8Array(bytes.length + 3);
	withRest.set(bytes);
	assertMalformed(() => decodePage(withRest), /length of an index page of several items is/v);
});

test('Damaged pages are malformed and nothing worse', () => {
	fc.assert(fc.property(arbitraryDamage(arbitraryPage.map(page => encodePage(page))), bytes => {
		assertMalformedOrFine(() => decodePage(bytes));
	}), {numRuns: 3000});
});
