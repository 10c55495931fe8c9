import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {type IgnoreRules, loadIgnoreRules} from '../../source/folder/ignore-rules.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const half = '.ferry-0123456789abcdef00000000.part';

function ignores(rules: IgnoreRules, path: string, isDirectory: boolean): boolean {
	return rules.reason(path, isDirectory) !== undefined;
}

test('the litter of systems and editors is ignored, and nothing of the user’s', async () => {
	const rules = await loadIgnoreRules({ignoreFile: undefined, gitignore: false, enabled: true});
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
		assert.equal(ignores(rules, path, false), true, path);
	}

	for (const path of ['.Spotlight-V100', '.Trashes', '.fseventsd', '$RECYCLE.BIN', 'System Volume Information', '.Trash-1000', 'a/lost+found']) {
		assert.equal(ignores(rules, path, true), true, path);
		assert.equal(ignores(rules, path, false), false, `a file called ${path}`);
	}

	for (const path of ['notes~', '.hidden', 'a.swp', '.film.swf', '.nfsrc', '#draft', '.git', 'DS_Store', '_x', '.ferryignore', '.ferry-0123.part', `x${half}`, `${half}x`, 'a\nThumbs.db']) {
		assert.equal(ignores(rules, path, false), false, path);
		assert.equal(ignores(rules, path, true), false, path);
	}
});

test('a folder’s own rules and the user’s file are followed, the latter first', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		'share/.ferryignore': '# rules\nbuild/\n/top.log\n*.tmp\n!.DS_Store\n!keep.tmp\n',
		mine: 'keep.tmp\n!/odd.tmp\n',
	});
	const all = await loadIgnoreRules({ignoreFile: `${folder}/mine`, gitignore: false, enabled: true});
	const rules = all.within('', `${folder}/share`, ['.ferryignore']);
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
		assert.equal(ignores(rules, path, isDirectory), expected, path);
	}
});

test('among several roots each folder’s rules hold below it only', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'a/.ferryignore': '/x\n', 'b/x': '', file: ''});
	const all = await loadIgnoreRules({ignoreFile: undefined, gitignore: false, enabled: true});
	const rules = all.within('a', `${folder}/a`, ['.ferryignore']);
	assert.equal(all.within('b', `${folder}/b`, ['x']), all);
	assert.equal(ignores(rules, 'a/x', false), true);
	assert.equal(ignores(rules, 'b/x', false), false);
	assert.equal(ignores(rules, 'x', false), false);
	assert.equal(ignores(rules, 'a', true), false);
});

test('without ignore rules only half received files are ignored', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'.ferryignore': '*\n'});
	const all = await loadIgnoreRules({ignoreFile: `${folder}/none`, gitignore: true, enabled: false});
	const rules = all.within('', folder, ['.ferryignore', '.gitignore']);
	assert.equal(ignores(rules, '.DS_Store', false), false);
	assert.equal(ignores(rules, 'x', false), false);
	assert.equal(ignores(rules, half, false), true);
});

test('a file of rules that can’t be read stops the share', async t => {
	const folder = await temporaryFolder(t);
	await assert.rejects(loadIgnoreRules({ignoreFile: `${folder}/none`, gitignore: false, enabled: true}), {code: 'path-missing'});
	await assert.rejects(loadIgnoreRules({ignoreFile: folder, gitignore: false, enabled: true}), {code: 'path-unreadable'});
	const rules = await loadIgnoreRules({ignoreFile: undefined, gitignore: false, enabled: true});
	await writeTree(folder, {'loop/.ferryignore': {link: '.ferryignore'}, 'folder/.ferryignore/x': ''});
	assert.throws(() => rules.within('loop', `${folder}/loop`, ['.ferryignore']), {code: 'path-unreadable'});
	assert.equal(rules.within('folder', `${folder}/folder`, ['.ferryignore']), rules, 'a folder of that name is none');
});

test('no path is too odd for the rules', async () => {
	const rules = await loadIgnoreRules({ignoreFile: undefined, gitignore: false, enabled: true});
	fc.assert(fc.property(fc.string({unit: 'binary', minLength: 1}), fc.boolean(), (path, isDirectory) => {
		assert.equal(typeof ignores(rules, path, isDirectory), 'boolean');
	}));
	for (const path of ['c:/x', '..x', '__proto__', String.raw`a\b`, '-rf', '...', './x', '/x', '..']) {
		assert.equal(ignores(rules, path, false), false, path);
	}
});

test('answers stay right after very many of them', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'.ferryignore': '*.tmp\n'});
	const all = await loadIgnoreRules({ignoreFile: undefined, gitignore: false, enabled: true});
	const rules = all.within('', folder, ['.ferryignore']);
	let ignored = 0;
	for (let index = 0; index < 25_000; index++) {
		ignored += ignores(rules, `${index}.${index % 2 === 0 ? 'tmp' : 'txt'}`, false) ? 1 : 0;
	}

	assert.equal(ignored, 12_500);
});

test('a folder’s rules win over those above it, .ferryignore over .gitignore, and the user’s own over all', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		'.gitignore': '*.log\nbuild\n', '.ferryignore': '*.tmp\n!build\n', 'a/.ferryignore': '!x.log\n*.md\n', 'a/b/.gitignore': 'x.log\n!*.md\n', mine: 'always.md\n',
	});
	const names = ['.gitignore', '.ferryignore'];
	const load = async (gitignore: boolean) => {
		const all = await loadIgnoreRules({ignoreFile: `${folder}/mine`, gitignore, enabled: true});
		return all.within('', folder, names).within('a', `${folder}/a`, ['.ferryignore']).within('a/b', `${folder}/a/b`, ['.gitignore']);
	};

	const table = [
		['x.log', undefined, ['*.log', '.gitignore']],
		['build', undefined, undefined],
		['x.tmp', ['*.tmp', '.ferryignore'], ['*.tmp', '.ferryignore']],
		['a/x.tmp', ['*.tmp', '.ferryignore'], ['*.tmp', '.ferryignore']],
		['a/x.log', undefined, undefined],
		['a/y.log', undefined, ['*.log', '.gitignore']],
		['a/x.md', ['*.md', 'a/.ferryignore'], ['*.md', 'a/.ferryignore']],
		['x.md', undefined, undefined],
		['a/b/x.log', undefined, ['x.log', 'a/b/.gitignore']],
		['a/b/x.md', ['*.md', 'a/.ferryignore'], undefined],
		['a/b/always.md', ['always.md', `${folder}/mine`], ['always.md', `${folder}/mine`]],
		['a/.DS_Store', ['.DS_Store', undefined], ['.DS_Store', undefined]],
	] as const;
	for (const [index, gitignore] of [false, true].entries()) {
		const rules = await load(gitignore);
		for (const row of table) {
			const reason = rules.reason(row[0], false);
			assert.deepEqual(reason && [reason.rule, reason.file], row[index + 1], `${row[0]} ${gitignore ? 'with' : 'without'} .gitignore`);
		}
	}
});
