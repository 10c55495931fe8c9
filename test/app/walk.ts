import assert from 'node:assert/strict';
import {test} from 'node:test';
import {walk, type Walk, type WalkOptions} from '../../source/app/walk.ts';
import {loadIgnoreRules} from '../../source/folder/ignore-rules.ts';
import {isLongPath} from '../../source/feed/long-paths.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

async function walkFolder(place: string, options: Partial<WalkOptions> = {}): Promise<Walk & {said: string[]}> {
	const roots = [{name: '', place}];
	const said: string[] = [];
	const walked = await walk({
		roots,
		rules: await loadIgnoreRules({ignoreFile: undefined, gitignore: false, enabled: true}),
		exclude: [],
		signal: new AbortController().signal,
		onLeftOut(path, reason) {
			said.push(`${reason} ${path}`);
		},
		...options,
	});
	return {...walked, said};
}

async function pathsOf({found}: Walk): Promise<string[]> {
	const paths: string[] = [];
	for await (const {kind, path} of found()) {
		paths.push(`${kind} ${path}`);
	}

	return paths;
}

test('everything is counted before anything is read, and found in order as often as it is asked for', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		'a/b': 'four', 'a.txt': '12', link: {link: 'a'}, empty: null, '.DS_Store': 'ignored', 'data/x': 'excluded', 'a/.ferry-0123456789abcdef00000000.part': '',
	});
	const walked = await walkFolder(folder, {exclude: [`${folder}/data`]});
	const {files, directories, symlinks, bytes, leftOut, ignored} = walked;
	assert.deepEqual({
		files, directories, symlinks, bytes, leftOut, ignored,
	}, {
		files: 2, directories: 2, symlinks: 1, bytes: 6, leftOut: 0, ignored: 3,
	});
	const expected = ['directory a', 'file a.txt', 'file a/b', 'directory empty', 'symlink link'];
	assert.deepEqual(await pathsOf(walked), expected);
	assert.deepEqual(await pathsOf(walked), expected);
});

test('what can’t be carried is told and counted, and what is there all the same is withheld', async t => {
	const folder = await temporaryFolder(t);
	const walked = await walkFolder(folder, {roots: [{name: 'null', place: '/dev/null'}, {name: 'gone', place: `${folder}/gone`}]});
	assert.deepEqual(walked.said, ['away gone', 'device null']);
	assert.equal(walked.leftOut, 2);
	assert.deepEqual(await pathsOf(walked), ['withheld gone']);
});

test('a walk can be stopped', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {a: ''});
	await assert.rejects(walkFolder(folder, {signal: AbortSignal.abort(new Error('Stopped'))}), {message: 'Stopped'});
});

test('of very long paths a share has some thousand, and the others are left out', async t => {
	const folder = await temporaryFolder(t);
	const deep = `${'d'.repeat(255)}/${'e'.repeat(255)}`;
	await writeTree(folder, Object.fromEntries(Array.from({length: 1025}, (_, index) => [`${deep}/${String(index).padStart(4, '0')}`, ''])));
	await writeTree(folder, {short: ''});
	const walked = await walkFolder(folder);
	const {files, leftOut, said} = walked;
	assert.deepEqual({files, leftOut}, {files: 1025, leftOut: 1});
	assert.deepEqual(said, [`path-too-long ${deep}/1024`]);
	const found = await pathsOf(walked);
	assert.equal(found.filter(entry => entry.startsWith('file ') && isLongPath(entry.slice('file '.length))).length, 1024);
	assert.ok(found.includes('file short'));
});
