import assert from 'node:assert/strict';
import {posix} from 'node:path';
import {test} from 'node:test';
import fc from 'fast-check';
import {PathGate, type PathGateOptions, type PathKind} from '../../source/base/path-gate.ts';
import type {PathProblem} from '../../source/base/relative-path.ts';

const linux: PathGateOptions = {platform: 'linux', caseSensitive: true, normalizationSensitive: true};
const mac: PathGateOptions = {platform: 'darwin', caseSensitive: false, normalizationSensitive: false};
const windows: PathGateOptions = {platform: 'win32', caseSensitive: false, normalizationSensitive: true};
const normalizing: PathGateOptions = {platform: 'linux', caseSensitive: true, normalizationSensitive: false};

type Step = readonly [path: string, kind: PathKind, problem?: PathProblem];

const manifests: ReadonlyArray<readonly [title: string, options: PathGateOptions, steps: readonly Step[]]> = [
	['each path is checked by itself', linux, [['../a', 'file', 'dot-segment'], [String.raw`a\b`, 'file']]],
	['the platform decides what a name may hold', windows, [[String.raw`a\b`, 'file', 'windows-character'], ['nul', 'file', 'windows-name']]],
	['the same path and kind may come again', mac, [['a', 'file'], ['a', 'file'], ['d', 'directory'], ['d', 'directory'], ['l', 'symlink'], ['l', 'symlink']]],
	['an implied directory may get its own entry', linux, [['a/b/c', 'file'], ['a/b', 'directory'], ['a', 'directory']]],
	['nothing goes below a symlink', linux, [['a', 'symlink'], ['a/b', 'file', 'below-symlink'], ['a/b/c', 'directory', 'below-symlink']]],
	['nothing goes below a file', linux, [['a', 'file'], ['a/b', 'symlink', 'below-file'], ['a/b/c', 'file', 'below-file']]],
	['no symlink or file replaces a directory', linux, [['a/b', 'file'], ['a', 'symlink', 'is-directory'], ['a', 'file', 'is-directory'], ['d', 'directory'], ['d', 'symlink', 'is-directory']]],
	['a path keeps its kind', linux, [['a', 'file'], ['a', 'symlink', 'other-kind'], ['a', 'directory', 'other-kind'], ['l', 'symlink'], ['l', 'file', 'other-kind']]],
	['a name that only begins like a link is no part of it', linux, [['a', 'symlink'], ['ab', 'file'], ['a-b/c', 'file']]],
	['a refused path leaves no trace', linux, [['a', 'symlink'], ['a/b/c', 'file', 'below-symlink'], ['b/../c', 'file', 'dot-segment'], ['b', 'file']]],
	['where case counts, spellings live side by side', linux, [['a', 'file'], ['A', 'file'], ['e\u{301}', 'file'], ['é', 'file']]],
	['where case does not count, the second spelling is refused', mac, [['Readme', 'file'], ['README', 'file', 'collides'], ['readme', 'file', 'collides'], ['Readme', 'file']]],
	['the lower-case spelling may come first', windows, [['readme', 'file'], ['README', 'file', 'collides']]],
	['spellings of parent directories collide too', windows, [['Src/a', 'file'], ['src/b', 'file', 'collides'], ['SRC', 'symlink', 'collides'], ['Src/b', 'file']]],
	['a link under another spelling is no way in', mac, [['Link', 'symlink'], ['link/a', 'file', 'collides'], ['LINK/a/b', 'file', 'collides']]],
	['ß collides with SS and ẞ', windows, [['straße', 'file'], ['STRASSE', 'file', 'collides'], ['strasse', 'file', 'collides'], ['STRAẞE', 'file', 'collides']]],
	['the long s and the Kelvin sign collide with the letters they stand for', mac, [['sk', 'file'], ['ſk', 'file', 'collides'], ['s\u{212A}', 'file', 'collides']]],
	['final sigma collides with sigma', windows, [['ΣΑΣ', 'file'], ['σας', 'file', 'collides'], ['σασ', 'file', 'collides']]],
	['composed and decomposed spellings collide where they are one name', normalizing, [['é', 'file'], ['e\u{301}', 'file', 'collides'], ['É', 'file'], ['e\u{301}/a', 'file', 'collides']]],
	['case and composition are ignored together', mac, [['É', 'file'], ['e\u{301}', 'file', 'collides']]],
	['composition counts on Windows', windows, [['é', 'file'], ['e\u{301}', 'file'], ['E\u{301}', 'file', 'collides']]],
];

for (const [title, options, steps] of manifests) {
	test(title, () => {
		const gate = new PathGate(options);
		for (const [path, kind, problem] of steps) {
			assert.deepEqual(gate.admit(path, kind), problem === undefined ? {safe: true} : {safe: false, problem}, `${path} as ${kind}`);
		}
	});
}

test('nothing is put into a directory in which a ferry keeps its data', () => {
	const gate = new PathGate({...linux, isDataDirectory: path => path === 'a/store'});
	const closed = {safe: false, problem: 'data-directory'};
	assert.deepEqual(gate.admit('a/store', 'directory'), closed);
	assert.deepEqual(gate.admit('a/store/identity', 'file'), closed);
	assert.deepEqual(gate.admit('a/store/shares/x', 'symlink'), closed);
	assert.equal(gate.implied, 0);
	assert.deepEqual(gate.admit('a/store', 'file'), {safe: true}, 'which gets a name of its own');
	assert.deepEqual(gate.admit('a/b/identity', 'file'), {safe: true});
});

test('directories that are there only because of what is in them are counted once', () => {
	const gate = new PathGate(linux);
	const steps: ReadonlyArray<readonly [path: string, kind: PathKind, implied: number]> = [
		['a', 'directory', 0],
		['a/b', 'file', 0],
		['a/c/d/e', 'file', 2],
		['a/c/d/f', 'file', 2],
		['a/c', 'directory', 2],
		['g/h', 'symlink', 3],
		['g/h/i/j', 'file', 3],
		['k/../l', 'file', 3],
	];
	for (const [path, kind, implied] of steps) {
		gate.admit(path, kind);
		assert.equal(gate.implied, implied, path);
	}
});

test('every letter collides with its upper and lower case', () => {
	for (let point = 0x21; point <= 0x1_FF_FF; point++) {
		const letter = String.fromCodePoint(point);
		for (const other of new Set([letter.toLowerCase(), letter.toUpperCase()])) {
			if (other !== letter) {
				const gate = new PathGate(mac);
				gate.admit(letter, 'file');
				assert.equal(gate.admit(other, 'file').safe, false, `${point.toString(16)} ${other}`);
			}
		}
	}
});

test('a symlink is found under every spelling that the file system takes for it', () => {
	const gate = new PathGate(mac);
	gate.admit('dir/Link', 'symlink');
	gate.admit('dir/file', 'file');
	gate.admit('plain', 'symlink');

	for (const path of ['dir/Link', 'DIR/LINK', 'dir/link', 'plain', 'Plain']) {
		assert.equal(gate.isSymlink(path), true, path);
	}

	for (const path of ['dir', 'dir/file', 'absent', 'dir/Link/below']) {
		assert.equal(gate.isSymlink(path), false, path);
	}
});

test('a name that the file system may read differently counts as a symlink', () => {
	assert.equal(new PathGate(windows).isSymlink('link.'), true);
	assert.equal(new PathGate(linux).isSymlink('link.'), false);
});

test('admitted paths lie strictly below the folder, never through a link or a file, and are all distinct there', () => {
	const segment = fc.constantFrom('a', 'A', 'b', 'é', 'É', 'e\u{301}', 'ß', 'ss', '..', '.', '');
	const path = fc.array(segment, {minLength: 1, maxLength: 4}).map(segments => segments.join('/'));
	const entry = fc.tuple(path, fc.constantFrom<PathKind>('file', 'symlink', 'directory'));

	fc.assert(fc.property(fc.constantFrom(linux, mac, windows, normalizing), fc.array(entry, {maxLength: 40}), (options, entries) => {
		const gate = new PathGate(options);
		const admitted = new Map<string, PathKind>();
		for (const [path, kind] of entries) {
			if (gate.admit(path, kind).safe) {
				assert.ok((admitted.get(path) ?? kind) === kind);
				admitted.set(path, kind);
			}
		}

		const spellings = new Map<string, string>();
		for (const path of admitted.keys()) {
			assert.ok(posix.join('/destination', path).startsWith('/destination/'));

			for (const parent of parentsOf(path)) {
				assert.equal(admitted.get(parent) ?? 'directory', 'directory');
			}

			for (const place of [path, ...parentsOf(path)]) {
				const name = nameOnDisk(place, options);
				assert.equal(spellings.get(name) ?? place, place);
				spellings.set(name, place);
			}
		}
	}), {numRuns: 1000});
});

function parentsOf(path: string): string[] {
	const segments = path.split('/');
	return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}

function nameOnDisk(path: string, {caseSensitive, normalizationSensitive}: PathGateOptions): string {
	const cased = caseSensitive ? path : path.toUpperCase();
	return normalizationSensitive ? cased : cased.normalize('NFC');
}

test('a file that is withdrawn leaves its name to another one, and nothing else does', () => {
	const gate = new PathGate({platform: 'linux', caseSensitive: false, normalizationSensitive: true});
	assert.deepEqual(gate.admit('d/A', 'file'), {safe: true});
	assert.deepEqual(gate.admit('d/a', 'file'), {safe: false, problem: 'collides'});
	gate.withdraw('d/a');
	gate.withdraw('d');
	assert.deepEqual(gate.admit('d/a', 'file'), {safe: false, problem: 'collides'}, 'which is not the one that was admitted');
	gate.withdraw('d/A');
	assert.deepEqual(gate.admit('d/a', 'file'), {safe: true});
	assert.deepEqual(gate.admit('d', 'file'), {safe: false, problem: 'is-directory'});
});
