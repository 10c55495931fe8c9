import assert from 'node:assert/strict';
import {posix} from 'node:path';
import {test} from 'node:test';
import fc from 'fast-check';
import {
	checkPath, isPartName, isPartOf, partName, type PathProblem,
} from '../../source/base/relative-path.ts';

const platforms = ['linux', 'darwin', 'win32'] as const;

const safeEverywhere = [
	'a',
	'photos/2024/a b.jpg',
	'.hidden',
	'..two dots',
	'...a',
	'-rf',
	'a~',
	'日本語/ファイル',
	'😀',
	'console',
	'com10.txt',
	'nul-and-void',
	'a.con',
	'a'.repeat(255),
	'é'.repeat(127),
	Array.from({length: 256}).fill('a').join('/'),
	'.ferry-0123456789abcdef01234567.part.txt',
	'.ferry-0123456789abcdef0123456.part',
];

const unsafeEverywhere: ReadonlyArray<readonly [path: string, problem: PathProblem]> = [
	['', 'empty'],
	['/', 'absolute'],
	['/etc/passwd', 'absolute'],
	['//server/share', 'absolute'],
	['.', 'dot-segment'],
	['..', 'dot-segment'],
	['../a', 'dot-segment'],
	['a/../b', 'dot-segment'],
	['a/./b', 'dot-segment'],
	['a/..', 'dot-segment'],
	['a//b', 'empty-segment'],
	['a/', 'empty-segment'],
	['a\0b', 'nul'],
	['a/\u{D800}', 'lone-surrogate'],
	['\u{DE00}\u{D83D}', 'lone-surrogate'],
	['a'.repeat(256), 'segment-too-long'],
	['é'.repeat(128), 'segment-too-long'],
	[`${'a'.repeat(99)}/`.repeat(41), 'path-too-long'],
	[Array.from({length: 257}).fill('a').join('/'), 'too-deep'],
	['.ferry-0123456789abcdef01234567.part', 'reserved'],
	['a/.ferry-0123456789abcdef01234567.part', 'reserved'],
	['.ferry-0123456789abcdef01234567.part/a', 'reserved'],
	['.FERRY-0123456789ABCDEF01234567.PART', 'reserved'],
];

const unsafeOnWindows: ReadonlyArray<readonly [path: string, problem: PathProblem]> = [
	[String.raw`a\b`, 'windows-character'],
	[String.raw`\\server\share`, 'windows-character'],
	[String.raw`..\a`, 'windows-character'],
	['C:', 'windows-character'],
	['C:/a', 'windows-character'],
	['a:stream', 'windows-character'],
	['a<b', 'windows-character'],
	['a>b', 'windows-character'],
	['a"b', 'windows-character'],
	['a|b', 'windows-character'],
	['a?', 'windows-character'],
	['a*', 'windows-character'],
	['a\nb', 'windows-character'],
	['a\u{1F}b', 'windows-character'],
	['CON', 'windows-name'],
	['con', 'windows-name'],
	['a/Prn/b', 'windows-name'],
	['aux.txt', 'windows-name'],
	['NUL.tar.gz', 'windows-name'],
	['nul .txt', 'windows-name'],
	['COM0', 'windows-name'],
	['com9.log', 'windows-name'],
	['LPT1', 'windows-name'],
	['COM¹', 'windows-name'],
	['lpt².x', 'windows-name'],
	['LPT³', 'windows-name'],
	['CONIN$', 'windows-name'],
	['conout$.txt', 'windows-name'],
	['a.', 'windows-ending'],
	['a /b', 'windows-ending'],
	['...', 'windows-ending'],
];

for (const path of safeEverywhere) {
	test(`${title(path)} is safe on every platform`, () => {
		for (const platform of platforms) {
			assert.deepEqual(checkPath(path, platform), {safe: true});
		}
	});
}

for (const [path, problem] of unsafeEverywhere) {
	test(`${title(path)} is refused on every platform as ${problem}`, () => {
		for (const platform of platforms) {
			assert.deepEqual(checkPath(path, platform), {safe: false, problem});
		}
	});
}

for (const [path, problem] of unsafeOnWindows) {
	test(`${title(path)} is refused as ${problem} on Windows only`, () => {
		assert.deepEqual(checkPath(path, 'win32'), {safe: false, problem});
		assert.deepEqual(checkPath(path, 'linux'), {safe: true});
		assert.deepEqual(checkPath(path, 'darwin'), {safe: true});
	});
}

test('a safe path joined to a folder lies strictly below it', () => {
	const segment = fc.oneof(fc.constantFrom('..', '.', '', 'a', '\\', '...', '..\0', '.. '), fc.string({unit: 'binary', maxLength: 5}));
	const path = fc.array(segment, {maxLength: 8}).map(segments => segments.join('/'));
	fc.assert(fc.property(path, fc.constantFrom(...platforms), (path, platform) => {
		fc.pre(checkPath(path, platform).safe);
		const place = posix.join('/destination', path);
		assert.ok(place.startsWith('/destination/') && place.length > '/destination/'.length);
		assert.equal(posix.relative('/destination', place), path);
	}));
});

test('the name of a part file depends on the path alone and is reserved', () => {
	assert.match(partName('share', 'a'), /^\.ferry-[\da-f]{24}\.part$/v);
	assert.equal(partName('share', 'a'), partName('share', 'a'));
	assert.notEqual(partName('share', 'a'), partName('share', 'b'));
	assert.notEqual(partName('share', 'a'), partName('other', 'a'));
	assert.deepEqual([isPartOf('share', partName('share', 'a')), isPartOf('other', partName('share', 'a')), isPartOf('share', 'a')], [true, false, false]);
	fc.assert(fc.property(fc.string({unit: 'grapheme'}), path => {
		assert.ok(isPartName(partName('share', path)));
	}));
});

test('the names that ferry probes a folder with are reserved', () => {
	for (const name of ['.ferry-probe-a\u00E9.part', '.ferry-probe-A\u00E9.part', '.ferry-probe-ae\u0301.part']) {
		assert.ok(isPartName(name));
	}
});

function title(path: string): string {
	return JSON.stringify(path.length > 40 ? `${path.slice(0, 40)}…` : path);
}
