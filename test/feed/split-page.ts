import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Entry} from '../../source/feed/entry.ts';
import {decodePage, encodePage} from '../../source/feed/index-page.ts';
import {targetPageBytes} from '../../source/feed/limits.ts';
import {splitPage, type SplitOptions} from '../../source/feed/split-page.ts';

const symlink = (path: string, targetLength = 100): Entry => ({
	kind: 'symlink', path, mtime: 0, target: 'a'.repeat(targetLength),
});
const numbered = (count: number) => Array.from({length: count}, (_, index) => symlink(`path/${String(index).padStart(6, '0')}`));

function split(entries: readonly Entry[], fill: SplitOptions['fill']) {
	return splitPage({kind: 'leaf', entries}, {fill}).map(({first, bytes}) => {
		const page = decodePage(bytes);
		assert.ok(page.kind === 'leaf');
		assert.equal(page.entries[0]?.path, first);
		return {entries: page.entries, size: bytes.length};
	});
}

test('A page that is not too large stays whole', () => {
	const entries = numbered(300);
	assert.deepEqual(splitPage({kind: 'leaf', entries}, {fill: 'even'}), [{first: 'path/000000', bytes: encodePage({kind: 'leaf', entries})}]);
});

test('A page without items gives none', () => {
	assert.deepEqual(splitPage({kind: 'inner', children: []}, {fill: 'even'}), []);
});

test('Split evenly, all pages have about the same size', () => {
	const entries = numbered(700);
	const pages = split(entries, 'even');
	assert.deepEqual(pages.flatMap(page => page.entries), entries);
	assert.equal(pages.length, 3);
	for (const {size} of pages) {
		assert.ok(size > targetPageBytes * 0.7 && size <= targetPageBytes, String(size));
	}
});

test('Split for the end of an index, all pages but the last are full', () => {
	const entries = numbered(700);
	const pages = split(entries, 'full');
	assert.deepEqual(pages.flatMap(page => page.entries), entries);
	for (const {size} of pages.slice(0, -1)) {
		assert.ok(size > targetPageBytes - 200 && size <= targetPageBytes, String(size));
	}
});

test('An entry that is larger than a page should be has one of its own', () => {
	const huge: Entry = {
		kind: 'file', path: 'm', size: 65_536, mtime: 0, mode: 0, sha256: undefined, extents: Array.from({length: 65_536}, (_, block) => ({block, offset: 0, length: 1})),
	};
	for (const fill of ['even', 'full'] as const) {
		const pages = split([symlink('a'), huge, symlink('z')], fill);
		assert.deepEqual(pages.map(({entries}) => entries.map(({path}) => path)), [['a'], ['m'], ['z']]);
	}
});

test('Paths that compress well do not make a page that unfolds into too much', () => {
	const deep = 'a'.repeat(4000);
	const entries = Array.from({length: 2000}, (_, index): Entry => ({
		kind: 'directory', path: deep + String(index).padStart(4, '0'), mtime: 0, mode: 0,
	}));
	assert.deepEqual(split(entries, 'full').flatMap(page => page.entries), entries);
});
