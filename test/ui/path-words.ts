import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {quotePath, readPathWords} from '../../source/ui/path-words.ts';

test('paths are taken apart as in a shell', () => {
	const cases: ReadonlyArray<readonly [text: string, ...paths: readonly string[]]> = [
		[''],
		[' \t'],
		['~/Music', '~/Music'],
		[' ~/Music  notes.txt ', '~/Music', 'notes.txt'],
		[String.raw`~/My\ Music ~/a\'b\"c\\d`, '~/My Music', String.raw`~/a'b"c\d`],
		[String.raw`'/home/a b' '/it'\''s'`, '/home/a b', '/it\'s'],
		[String.raw`"/a b"c "\"\\\x"`, '/a bc', String.raw`"\\x`],
		['\'~/not closed', '~/not closed'],
		['a\\', 'a'],
		['Screenshot\u{202F}1.png', 'Screenshot\u{202F}1.png'],
		['file:///home/a%20b/it\'s FILE://localhost/%E6%98%9F', '/home/a b/it\'s', '/星'],
		['file:///100%', 'file:///100%'],
		['file:///a%00b', 'file:///a%00b'],
	];
	for (const [text, ...paths] of cases) {
		assert.deepEqual(readPathWords(text, {platform: 'linux'}).words.map(({path}) => path), paths, text);
	}
});

test('on Windows a backslash is part of a path', () => {
	const cases: ReadonlyArray<readonly [text: string, ...paths: readonly string[]]> = [
		[String.raw`"C:\My Music\" C:\a\b`, 'C:\\My Music\\', String.raw`C:\a\b`],
		[String.raw`"C:\My Music\"no`, String.raw`C:\My Music\no`],
		['file:///C:/a%20b file://nas/c', 'C:/a b', '//nas/c'],
	];
	for (const [text, ...paths] of cases) {
		assert.deepEqual(readPathWords(text, {platform: 'win32'}).words.map(({path}) => path), paths, text);
	}
});

test('it is known where a word began and whether it may go on', () => {
	const {words, ...state} = readPathWords('a \'b c', {platform: 'linux'});
	assert.deepEqual(words.map(({start}) => start), [0, 2]);
	assert.deepEqual(state, {isQuoted: true, isOpen: true, isInWord: true});
	assert.equal(readPathWords(String.raw`a\ `, {platform: 'linux'}).isInWord, true);
	assert.equal(readPathWords('a ', {platform: 'linux'}).isInWord, false);
});

test('every path that is quoted is read back, however many stand side by side', () => {
	const name = fc.string({unit: fc.constantFrom('a', '/', ' ', '\'', '"', '\\', '\n', '\t', '星', 'file://', '~', '$', '`'), minLength: 1});
	fc.assert(fc.property(fc.array(name), paths => {
		assert.deepEqual(readPathWords(paths.map(path => quotePath(path, {platform: 'linux'})).join(' '), {platform: 'linux'}).words.map(({path}) => path), paths);
	}));
	const onWindows = fc.string({unit: fc.constantFrom('a', '\\', ' ', '\'', ':', '星'), minLength: 1});
	fc.assert(fc.property(fc.array(onWindows), paths => {
		assert.deepEqual(readPathWords(paths.map(path => quotePath(path, {platform: 'win32'})).join(' '), {platform: 'win32'}).words.map(({path}) => path), paths);
	}));
});
