import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {loadIgnoreRules} from '../../source/folder/ignore-rules.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const half = '.ferry-0123456789abcdef.part';

test('the litter of systems and editors is ignored, and nothing of the user’s', async () => {
	const rules = await loadIgnoreRules({roots: [], ignoreFile: undefined, enabled: true});
	for (const path of [
		'.DS_Store',
		'a/b/.DS_Store',
		'._photo.jpg',
		'Thumbs.db',
		'a/thumbs.db',
		'desktop.ini',
		'Desktop.ini',
		'.directory',
		'.nfs000000000123abcd00000001',
		'.fuse_hidden0001',
		'.notes.txt.swp',
		'a/.notes.swx',
		'.#lock',
		half,
		`a/${half}`,
	]) {
		assert.equal(rules.ignores(path, false), true, path);
	}

	for (const path of ['.Spotlight-V100', '.Trashes', '.fseventsd', '$RECYCLE.BIN', 'System Volume Information', '.Trash-1000', 'a/lost+found']) {
		assert.equal(rules.ignores(path, true), true, path);
		assert.equal(rules.ignores(path, false), false, `a file called ${path}`);
	}

	for (const path of ['notes~', '.hidden', 'a.swp', '.film.swf', '.nfsrc', '#draft', '.git', 'DS_Store', '_x', '.ferryignore', '.ferry-0123.part', `x${half}`, `${half}x`, 'a\nThumbs.db']) {
		assert.equal(rules.ignores(path, false), false, path);
		assert.equal(rules.ignores(path, true), false, path);
	}
});

test('a folder’s own rules and the user’s file are followed, the latter first', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		'share/.ferryignore': '# rules\nbuild/\n/top.log\n*.tmp\n!.DS_Store\n!keep.tmp\n',
		mine: 'keep.tmp\n!/odd.tmp\n',
	});
	const roots = [{name: '', place: `${folder}/share`}];
	const rules = await loadIgnoreRules({roots, ignoreFile: `${folder}/mine`, enabled: true});
	const table: ReadonlyArray<[string, boolean, boolean]> = [
		['build', true, true],
		['a/build', true, true],
		['build', false, false],
		['Build', true, false],
		['top.log', false, true],
		['a/top.log', false, false],
		['x.tmp', false, true],
		['a/line\nbreak.tmp', false, true],
		['keep.tmp', false, true],
		['odd.tmp', false, false],
		['a/odd.tmp', false, true],
		['.DS_Store', false, false],
		['Thumbs.db', false, true],
	];
	for (const [path, isDirectory, expected] of table) {
		assert.equal(rules.ignores(path, isDirectory), expected, path);
	}
});

test('among several roots each folder’s rules hold below it only', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'a/.ferryignore': '/x\n', 'b/x': '', file: ''});
	const roots = ['a', 'b', 'file'].map(name => ({name, place: `${folder}/${name}`}));
	const rules = await loadIgnoreRules({roots, ignoreFile: undefined, enabled: true});
	assert.equal(rules.ignores('a/x', false), true);
	assert.equal(rules.ignores('b/x', false), false);
	assert.equal(rules.ignores('x', false), false);
	assert.equal(rules.ignores('a', true), false);
});

test('without ignore rules only half received files are ignored', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'.ferryignore': '*\n'});
	const rules = await loadIgnoreRules({roots: [{name: '', place: folder}], ignoreFile: `${folder}/none`, enabled: false});
	assert.equal(rules.ignores('.DS_Store', false), false);
	assert.equal(rules.ignores('x', false), false);
	assert.equal(rules.ignores(half, false), true);
});

test('a file of rules that can’t be read stops the share', async t => {
	const folder = await temporaryFolder(t);
	await assert.rejects(loadIgnoreRules({roots: [], ignoreFile: `${folder}/none`, enabled: true}), {code: 'path-missing'});
	await assert.rejects(loadIgnoreRules({roots: [], ignoreFile: folder, enabled: true}), {code: 'path-unreadable'});
});

test('no path is too odd for the rules', async () => {
	const rules = await loadIgnoreRules({roots: [], ignoreFile: undefined, enabled: true});
	fc.assert(fc.property(fc.string({unit: 'binary', minLength: 1}), fc.boolean(), (path, isDirectory) => {
		assert.equal(typeof rules.ignores(path, isDirectory), 'boolean');
	}));
	for (const path of ['c:/x', '..x', '__proto__', String.raw`a\b`, '-rf', '...', './x', '/x', '..']) {
		assert.equal(rules.ignores(path, false), false, path);
	}
});

test('answers stay right after very many of them', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'.ferryignore': '*.tmp\n'});
	const rules = await loadIgnoreRules({roots: [{name: '', place: folder}], ignoreFile: undefined, enabled: true});
	let ignored = 0;
	for (let index = 0; index < 25_000; index++) {
		ignored += rules.ignores(`${index}.${index % 2 === 0 ? 'tmp' : 'txt'}`, false) ? 1 : 0;
	}

	assert.equal(ignored, 12_500);
});
