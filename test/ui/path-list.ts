import assert from 'node:assert/strict';
import test from 'node:test';
import {
	isDropped, lastPaths, pastePath, pastePaths, readPaths,
} from '../../source/ui/path-list.ts';

const linux = {platform: 'linux'};

test('a text is read as several paths and as one, the likelier first', () => {
	const cases: ReadonlyArray<readonly [text: string, ...readings: ReadonlyArray<readonly string[]>]> = [
		[' '],
		['~/Music ', ['~/Music']],
		['~/My Music', ['~/My Music'], ['~/My', 'Music']],
		['~/Music ~/notes.txt', ['~/Music', '~/notes.txt'], ['~/Music ~/notes.txt']],
		['Music notes.txt', ['Music notes.txt'], ['Music', 'notes.txt']],
		[String.raw`~/My\ Music notes.txt`, ['~/My Music', 'notes.txt'], [String.raw`~/My\ Music notes.txt`]],
		['~/Ada\'s', ['~/Ada\'s'], ['~/Adas']],
		['file:///home/ada/a%20b', ['/home/ada/a b'], ['file:///home/ada/a%20b']],
	];
	for (const [text, ...readings] of cases) {
		assert.deepEqual(readPaths(text, linux), readings, text);
	}
});

test('what can be completed is the last word, or all of the text', () => {
	const cases: ReadonlyArray<readonly [text: string, ...parts: ReadonlyArray<readonly [head: string, path: string]>]> = [
		['', ['', '']],
		['~/Mu', ['', '~/Mu']],
		['~/My Mu', ['', '~/My Mu'], ['~/My ', 'Mu']],
		['~/Music ', ['', '~/Music '], ['~/Music ', '']],
		['~/Music ~/no', ['~/Music ', '~/no'], ['', '~/Music ~/no']],
		[String.raw`a ~/My\ Mu`, ['a ', '~/My Mu'], ['', String.raw`a ~/My\ Mu`]],
		['\'~/My Mu', ['', '\'~/My Mu'], ['', '~/My Mu']],
	];
	for (const [text, ...parts] of cases) {
		assert.deepEqual(lastPaths(text, linux).map(({head, path}) => [head, path]), parts, text);
	}
});

test('what is pasted or dropped is put so that it is read as it was meant', () => {
	const cases: ReadonlyArray<readonly [title: string, before: string, pasted: string, text: string]> = [
		['one path', '', ' /home/ada/Music\n', '/home/ada/Music'],
		['one with spaces', '', '/home/ada/My Music', String.raw`/home/ada/My\ Music`],
		['several with spaces', '', '/home/ada/My Music /home/ada/a.txt ~/b', String.raw`/home/ada/My\ Music /home/ada/a.txt ~/b`],
		['quoted by the terminal', '', '\'/home/ada/My Music\' ', '\'/home/ada/My Music\''],
		['escaped by the terminal', '', String.raw`/home/ada/My\ Music /b`, String.raw`/home/ada/My\ Music /b`],
		['an apostrophe that opens nothing', '', '/home/ada/Ada\'s Music', String.raw`/home/ada/Ada\'s\ Music`],
		['URLs, one a line', '', 'file:///a%20b\r\nfile:///c', String.raw`/a\ b /c`],
		['paths, one a line', '', '/a b\n/c\n\nd e', String.raw`/a\ b /c d\ e`],
		['a name that is gone on with', '~/', 'My Music', 'My Music'],
		['a path behind another one', '/a', '/b', ' /b'],
		['a quoted path behind another one', '/a', '\'/b c\'', ' \'/b c\''],
		['a path behind a space', '/a ', '/b', '/b'],
		['a path within quotes', '\'', '/b', '/b'],
	];
	for (const [title, before, pasted, text] of cases) {
		assert.equal(pastePaths(before, pasted, linux), text, title);
	}

	assert.equal(pastePaths('', String.raw`"C:\My Music" D:\b`, {platform: 'win32'}), String.raw`"C:\My Music" D:\b`);
	assert.equal(pastePaths('', String.raw`C:\My Music D:\b`, {platform: 'win32'}), String.raw`"C:\My Music" D:\b`);
});

test('where one path stands it is pasted as it is, without its quotes', () => {
	const cases: ReadonlyArray<readonly [pasted: string, path: string]> = [
		['/home/ada/My Music\n', '/home/ada/My Music'],
		['\'/home/ada/My Music\' ', '/home/ada/My Music'],
		[String.raw`/home/ada/My\ Music`, '/home/ada/My Music'],
		['file:///home/ada/My%20Music', '/home/ada/My Music'],
		['Ada\'s', 'Ada\'s'],
	];
	for (const [pasted, path] of cases) {
		assert.equal(pastePath(pasted, linux), path);
	}
});

test('only absolute paths are taken for files that were dropped', () => {
	const dropped = ['/home/ada', '\'/home/a b\' ', String.raw`"C:\a b"`, 'file:///a\nfile:///b', '~/a'];
	const other = ['', ' ', '/', 'Hello', 'a/b', '// a comment', 'see /home/ada', '/home\nis where', '\'', `/${'a'.repeat(100_000)}`];
	assert.deepEqual(dropped.filter(text => !isDropped(text)), []);
	assert.deepEqual(other.filter(text => isDropped(text)), []);
});
