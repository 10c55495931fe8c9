import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {
	checkLength, decodeCommit, encodeCommit, type Commit,
} from '../../source/feed/commit.ts';
import {encodePage} from '../../source/feed/index-page.ts';
import {arbitraryCommit, arbitraryDamage} from '../helpers/arbitrary-feed.ts';
import {assertMalformed, assertMalformedOrFine} from '../helpers/assert-malformed.ts';
import {readHex} from '../helpers/read-hex.ts';

/** The commit in test/fixtures/commit.txt. */
const commit: Commit = {
	format: 1,
	kind: 'folder',
	name: 'Föto 🚢',
	blockSize: 262_144,
	version: 3,
	time: 1_700_000_000_000,
	complete: true,
	totals: {
		files: 2, directories: 1, symlinks: 1, bytes: 300_000, leftOut: 0,
	},
	expected: {files: 2, bytes: 300_000},
	root: 4,
	previous: undefined,
};

test('A commit of format 1 is these bytes', async () => {
	const bytes = await readHex('commit.txt');
	assert.deepEqual(encodeCommit(commit), bytes);
	assert.deepEqual(decodeCommit(bytes), commit);
});

test('Every commit comes back as it was', () => {
	fc.assert(fc.property(arbitraryCommit, commit => {
		assert.deepEqual(decodeCommit(encodeCommit(commit)), commit);
	}));
});

test('A commit outside of a bound is not written', () => {
	const cases: ReadonlyArray<[Partial<Commit>, RegExp]> = [
		[{name: ''}, /name of a share is 0 bytes/v],
		[{name: 'é'.repeat(513)}, /name of a share is 1026 bytes/v],
		[{name: 'a\u{D800}'}, /name of a share is not valid Unicode/v],
		[{blockSize: 1023}, /block size is 1023/v],
		[{blockSize: (2 * 1024 * 1024) + 1}, /block size is 2097153/v],
		[{version: 1.5}, /number of a commit is 1\.5/v],
		[{root: -2}, /number of a commit is -1/v],
		[{previous: Number.MAX_SAFE_INTEGER}, /number of a commit is/v],
		[{expected: {files: Number.NaN, bytes: 0}}, /number of a commit is NaN/v],
		[{time: 2 ** 52}, /time of a commit/v],
	];
	for (const [change, sentence] of cases) {
		assertMalformed(() => encodeCommit({...commit, ...change}), sentence);
	}
});

test('A commit outside of a bound is not read', () => {
	const bytes = encodeCommit({...commit, name: 'name'});
	const changed = (offset: number, ...values: number[]) => {
		const copy = Uint8Array.from(bytes);
		copy.set(values, offset);
		return copy;
	};

	const cases: ReadonlyArray<[Uint8Array, RegExp]> = [
		[new Uint8Array(0), /too short/v],
		[changed(0, 0x44), /is none/v],
		[changed(1, 0), /format 0, which there never was/v],
		[changed(2, 3), /neither a folder/v],
		[changed(3, 2), /mark of a complete commit is 2/v],
		[changed(4, 0), /name of a share is 0 bytes/v],
		[changed(5, 0xFF), /not valid UTF-8/v],
		[changed(9, ...new Uint8Array(9).fill(0xFF)), /cut short or holds a number that is too large/v],
		[changed(20, 0, 0, 0), /block size is 0/v],
		[bytes.slice(0, -1), /cut short/v],
		[Uint8Array.of(...bytes, 0), /bytes after its end/v],
		[encodePage({kind: 'inner', children: [{first: 'a', block: 1}]}), /is a page of the index/v],
	];
	for (const [bytes, sentence] of cases) {
		assertMalformed(() => decodeCommit(bytes), sentence);
	}
});

test('A feed has so many blocks and no more', () => {
	checkLength(2 ** 28);
	assertMalformed(() => {
		checkLength((2 ** 28) + 1);
	}, /number of the feed's blocks is 268435457/v);
});

test('A newer format asks for a newer ferry', () => {
	const bytes = encodeCommit(commit);
	bytes[1] = 2;
	assertMalformed(() => decodeCommit(bytes), /format 2; this ferry reads format 1/v);
	assert.throws(() => decodeCommit(bytes), {hint: /^Update ferry/v});
});

test('Damaged commits are malformed and nothing worse', () => {
	fc.assert(fc.property(arbitraryDamage(arbitraryCommit.map(commit => encodeCommit(commit))), bytes => {
		assertMalformedOrFine(() => decodeCommit(bytes));
	}), {numRuns: 2000});
});
