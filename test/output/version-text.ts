import assert from 'node:assert/strict';
import test from 'node:test';
import {comparedText, differenceText, loggedText} from '../../source/output/version-text.ts';

const time = new Date(2026, 10, 23, 14, 5, 9).getTime();
const none = {files: 0, bytes: 0};

test('A version is a line of when it was, what it holds and what it changed', () => {
	const version = {
		version: 3, time, files: 1234, bytes: 3_400_000,
	};
	const table = [
		[{
			...version, added: {files: 1200, bytes: 3_000_000}, changed: {files: 1, bytes: 20_000}, removed: {files: 3, bytes: 1000}, others: 2,
		}, '  +1,200 (3 MB)  ~1 (20 kB)  -3 (1 kB)  2 folders or links changed'],
		[{
			...version, added: none, changed: {files: 2, bytes: 0}, removed: none, others: 1,
		}, '  +0  ~2  -0  1 folder or link changed'],
		[version, ''],
	] as const;
	for (const [logged, changes] of table) {
		assert.equal(loggedText(logged), `version 3  2026-11-23 14:05:09  1,234 files, 3.4 MB${changes}`);
	}
});

test('the first version has changed no folder or link: all of them are new', () => {
	const text = loggedText({
		version: 1, time, files: 1, bytes: 1, added: {files: 1, bytes: 1}, changed: none, removed: none, others: 1,
	});
	assert.match(text, / {2}\+1 \(1 B\) {2}~0 {2}-0 {2}1 folder or link added$/v);
});

test('A difference is a line that begins with what it is, and names of a feed can’t break it', () => {
	const table = [
		[{
			change: 'added', kind: 'file', path: 'a', size: 0,
		}, '+ a  0 B'],
		[{change: 'added', kind: 'directory', path: 'a'}, '+ a/'],
		[{
			change: 'added', kind: 'symlink', path: 'a', target: '\u001B[2J',
		}, String.raw`+ a -> \u{1b}[2J`],
		[{
			change: 'removed', kind: 'file', path: 'a\nb', size: 5,
		}, String.raw`- a\nb`],
		[{
			change: 'changed', kind: 'file', path: 'a', size: 2000, previousSize: 1000, sameContent: false,
		}, '~ a  1 kB → 2 kB'],
		[{
			change: 'changed', kind: 'file', path: 'a', size: 2000, previousSize: 2000, sameContent: true,
		}, '~ a  time or permissions'],
		[{
			change: 'changed', kind: 'directory', path: 'a', sameContent: true,
		}, '~ a/  time or permissions'],
		[{
			change: 'changed', kind: 'symlink', path: 'a', target: 'b', sameContent: false,
		}, '~ a -> b  leads elsewhere'],
		[{
			change: 'renamed', kind: 'file', path: 'b', size: 5, previousPath: 'a\u202E',
		}, String.raw`> a\u{202e} → b`],
	] as const;
	for (const [difference, text] of table) {
		assert.equal(differenceText({type: 'difference', ...difference}), text);
	}
});

test('A comparison ends with how much was found', () => {
	const nothing = {
		type: 'compared', before: 1, after: 12, added: 0, changed: 0, removed: 0, renamed: 0,
	} as const;
	assert.equal(comparedText(nothing), 'Version 12 beside version 1: nothing differs');
	assert.equal(comparedText({...nothing, added: 1000, renamed: 2}), 'Version 12 beside version 1: 1,000 added, 2 renamed');
});
