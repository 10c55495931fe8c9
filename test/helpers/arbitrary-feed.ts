import fc from 'fast-check';
import {comparePaths} from '../../source/feed/compare-paths.ts';
import type {Commit} from '../../source/feed/commit.ts';
import type {
	DirectoryEntry, Entry, Extent, FileEntry, SymlinkEntry, WithheldEntry,
} from '../../source/feed/entry.ts';
import {maximumBlockSize, maximumTime, minimumBlockSize} from '../../source/feed/limits.ts';

/** Decoders make plain objects; fast-check would leave out the prototype now and then. */
const plain = {noNullPrototype: true} as const;

/** Well-formed text of which much looks alike: composed and decomposed letters, surrogate pairs, and what lies right below and above them. */
export function arbitraryText(maxLength = 12): fc.Arbitrary<string> {
	return fc.string({
		unit: fc.oneof(
			fc.constantFrom('a', 'b', '/', '-', ' ', '0', '\u{E9}', 'e\u{301}'),
			fc.constantFrom('\u{D7FF}', '\u{E000}', '\u{FB01}', '\u{FEFF}', '\u{FF21}', '\u{FFFD}', '\u{FFFF}', '\u{10000}', '\u{1F600}', '\u{10FFFF}'),
			fc.string({unit: 'binary', minLength: 1, maxLength: 1}),
		),
		minLength: 1,
		maxLength,
	});
}

const natural = fc.maxSafeNat();
const time = fc.oneof(fc.integer({min: -10, max: 10}), fc.integer({min: -maximumTime, max: maximumTime}));
const mode = fc.integer({min: 0, max: 0o777});

const extent: fc.Arbitrary<Extent> = fc.record({
	block: natural,
	offset: fc.integer({min: 0, max: maximumBlockSize - 1}),
	length: fc.oneof(fc.integer({min: 1, max: 300}), fc.integer({min: 1, max: 2 ** 45})),
}, plain);

const file: fc.Arbitrary<FileEntry> = fc.record({
	path: arbitraryText(),
	mtime: time,
	mode,
	sha256: fc.option(fc.uint8Array({minLength: 32, maxLength: 32}), {nil: undefined}),
	extents: fc.array(extent, {maxLength: 5}),
	unread: fc.nat(),
}).map(({unread, ...entry}) => {
	const covered = entry.extents.reduce((sum, {length}) => sum + length, 0);
	return {...entry, kind: 'file', size: entry.sha256 ? covered : covered + unread};
});

const symlink: fc.Arbitrary<SymlinkEntry> = fc.record({
	kind: fc.constant('symlink'), path: arbitraryText(), mtime: time, target: arbitraryText(),
}, plain);

const directory: fc.Arbitrary<DirectoryEntry> = fc.record({
	kind: fc.constant('directory'), path: arbitraryText(), mtime: time, mode,
}, plain);

const withheld: fc.Arbitrary<WithheldEntry> = fc.record({kind: fc.constant('withheld'), path: arbitraryText()}, plain);

export const arbitraryEntry: fc.Arbitrary<Entry> = fc.oneof(file, symlink, directory, withheld);

/** Entries as a leaf page holds them. */
export const arbitraryEntries: fc.Arbitrary<Entry[]> = fc.uniqueArray(arbitraryEntry, {selector: entry => entry.path, minLength: 1, maxLength: 20})
	.map(entries => entries.toSorted((a, b) => comparePaths(a.path, b.path)));

const block = fc.option(fc.integer({min: 0, max: Number.MAX_SAFE_INTEGER - 1}), {nil: undefined});

export const arbitraryCommit: fc.Arbitrary<Commit> = fc.record({
	format: fc.constant(1 as const),
	kind: fc.constantFrom('folder', 'file', 'several'),
	name: arbitraryText(),
	blockSize: fc.integer({min: minimumBlockSize, max: maximumBlockSize}),
	version: natural,
	time,
	complete: fc.boolean(),
	totals: fc.record({
		files: natural, directories: natural, symlinks: natural, bytes: natural, leftOut: natural,
	}, plain),
	expected: fc.record({files: natural, bytes: natural}, plain),
	root: block,
	previous: block,
}, plain);

/** Arbitrary bytes, and valid records with some of their bytes changed, left out or added. */
export function arbitraryDamage(valid: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
	const edit = fc.record({position: fc.nat(), remove: fc.integer({min: 0, max: 3}), insert: fc.uint8Array({maxLength: 3})});
	const damaged = fc.tuple(valid, fc.array(edit, {minLength: 1, maxLength: 4})).map(([bytes, edits]) => {
		const damage = [...bytes];
		for (const {position, remove, insert} of edits) {
			damage.splice(position % (damage.length + 1), remove, ...insert);
		}

		return Uint8Array.from(damage);
	});
	const headed = fc.tuple(fc.constantFrom(0x43, 0x4C, 0x49), fc.uint8Array({maxLength: 200})).map(([type, rest]) => Uint8Array.of(type, 1, ...rest));
	return fc.oneof(fc.uint8Array({maxLength: 50}), headed, damaged);
}
