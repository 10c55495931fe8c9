import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {appendFileSync} from 'node:fs';
import {
	appendFile, chmod, mkdir, rm, symlink, truncate, writeFile,
} from 'node:fs/promises';
import {test} from 'node:test';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import type {FoundEntry} from '../../source/app/found-entry.ts';
import {defaultBlockSize as blockSize} from '../../source/feed/limits.ts';
import {loadIgnoreRules} from '../../source/folder/ignore-rules.ts';
import {scanAt} from '../../source/folder/scan.ts';
import {asOrdinaryUser, cannotBeOrdinary} from '../helpers/as-ordinary-user.ts';
import {checkSource} from '../helpers/check-source.ts';
import {overwrite} from '../helpers/overwrite.ts';
import {sourceFolder} from '../helpers/source-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

test('when a small file changes, its neighbours in the block are packed anew and the old block goes', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, Object.fromEntries(Array.from({length: 20}, (_, index) => [`${index}`, `${index} `.repeat(100)])));
	const source = await open();
	await source.publish();
	const {extents: [old]} = await source.file('7');
	await writeFile(`${folder}/7`, 'changed');
	const {appended, said} = await source.publish();
	assert.deepEqual(said, ['changed 7']);
	assert.ok(appended < 20_000);
	assert.equal(source.blocks().includes(old!.block), false);
	for (let index = 0; index < 20; index++) {
		assert.equal(await source.content(String(index)), index === 7 ? 'changed' : `${index} `.repeat(100));
	}

	await checkSource(source, folder);
});

test('when small files go, or are emptied, their neighbours are packed anew', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, Object.fromEntries(Array.from({length: 20}, (_, index) => [`${index}`, `${index} `.repeat(100)])));
	const source = await open();
	await source.publish();
	const {extents: [old]} = await source.file('7');
	await rm(`${folder}/0`);
	await truncate(`${folder}/19`, 0);
	await rm(`${folder}/5`);
	await mkdir(`${folder}/5`);
	const {commit, said} = await source.publish();
	assert.equal(commit.totals.files, 18);
	assert.deepEqual(said.toSorted(), ['changed 19', 'gone 0', 'gone 5']);
	assert.equal(source.blocks().includes(old!.block), false);
	await checkSource(source, folder);
});

test('a file whose block was found broken is packed anew, although it looks as before', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, {a: 'a', b: 'b'});
	const source = await open();
	await source.publish();
	const {extents: [old]} = await source.file('a');
	source.feed.markBroken(old!.block);
	const {isNew} = await source.publish();
	assert.equal(isNew, true);
	assert.notEqual((await source.file('a')).extents[0]!.block, old!.block);
	assert.equal(source.blocks().includes(old!.block), false);
	await checkSource(source, folder);
});

test('a neighbour that has changed as well is taken as it is, and counted so', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, {a: 'a', b: 'b'});
	const source = await open();
	await source.publish();
	await writeFile(`${folder}/a`, 'changed');
	await writeFile(`${folder}/b`, 'changed as well');
	const found = await lookAt(folder, 'a');
	const first = await source.publish({found: [{path: 'a', isDeep: false, found}]});
	const sizes = [...(await source.entries()).values()].map(entry => entry.kind === 'file' ? entry.size : 0);
	assert.deepEqual([first.commit.totals.bytes, sizes], [22, [7, 15]]);
	const second = await source.publish();
	assert.deepEqual([second.isNew, second.commit.totals.bytes], [false, 22]);
	await checkSource(source, folder);
});

test('a change is noticed when the file is read for a peer, and no wrong byte is given', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, {large: pseudoRandomBytes('noticed')(2 * blockSize), small: 'small', other: 'other'});
	const source = await open();
	await source.publish();
	await overwrite(`${folder}/large`, 0);
	await overwrite(`${folder}/small`, 0, 'S');
	assert.equal(await source.content('large'), undefined);
	assert.equal(await source.content('small'), undefined);
	assert.deepEqual(new Set(source.changed), new Set(['large', 'small']));
	await source.publish();
	assert.equal(await source.content('small'), 'Small');
	await checkSource(source, folder);
});

test('a file that grows is a new version, and one that shrinks too', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, {log: pseudoRandomBytes('log')(2 * blockSize), small: 'x'.repeat(1000)});
	const source = await open();
	await source.publish();
	await appendFile(`${folder}/log`, 'one more line');
	await truncate(`${folder}/small`, 1);
	await source.publish();
	await checkSource(source, folder);
	await truncate(`${folder}/log`, 10);
	await appendFile(`${folder}/small`, pseudoRandomBytes('more')(blockSize));
	const {commit} = await source.publish();
	assert.equal(commit.version, 3);
	await checkSource(source, folder);
});

test('what takes another’s place is a change of kind', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, {
		'directory/file': 'a', 'file to directory': 'b', 'file to link': 'c', link: {link: 'd'},
	});
	const source = await open();
	await source.publish();
	await rm(`${folder}/directory`, {recursive: true});
	await rm(`${folder}/file to directory`);
	await rm(`${folder}/file to link`);
	await rm(`${folder}/link`);
	await writeTree(folder, {
		directory: {content: 'a file'}, 'file to directory/x': 'y', link: 'a file as well',
	});
	await symlink('directory', `${folder}/file to link`);
	const {said} = await source.publish();
	assert.deepEqual(said, ['gone directory/file', 'gone file to directory', 'gone file to link']);
	await checkSource(source, folder);
});

test('with its history kept, blocks of old versions stay and can be read', async t => {
	const {folder, open} = await sourceFolder(t, {keepHistory: true});
	const old = pseudoRandomBytes('history')(2 * blockSize);
	await writeTree(folder, {large: old, small: 'old'});
	const source = await open();
	await source.publish();
	const {extents: [extent]} = await source.file('large');
	const {extents: [smallExtent]} = await source.file('small');
	await overwrite(`${folder}/large`, 0);
	await writeFile(`${folder}/small`, 'new');
	await source.publish();
	assert.deepEqual(Buffer.from((await source.held.core.get(extent!.block, {wait: false}))!), Buffer.from(old.subarray(0, blockSize)));
	assert.equal(Buffer.from((await source.held.core.get(smallExtent!.block, {wait: false}))!).toString('latin1').slice(0, 3), 'old');
	await checkSource(source, folder);
});

/** What stands at a path of a shared folder. */
async function lookAt(folder: string, path: string): Promise<FoundEntry[]> {
	const rules = await loadIgnoreRules({ignoreFile: undefined, gitignore: false, enabled: false});
	const found: FoundEntry[] = [];
	for await (const one of scanAt([{name: '', place: folder}], path, {rules, exclude: [], isDeep: false})) {
		assert.ok(one.kind !== 'left-out' && one.kind !== 'ignored');
		found.push(one);
	}

	return found;
}

test('what can’t be read any more is withheld, with all below it, and comes back', {skip: cannotBeOrdinary}, async t => {
	asOrdinaryUser(t);
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, {
		'closed/a': 'a', 'closed/deeper/b': 'b', file: 'file', large: pseudoRandomBytes('withheld')(2 * blockSize), open: 'open',
	});
	const source = await open();
	await source.publish();
	for (const name of ['closed', 'file', 'large']) {
		await chmod(`${folder}/${name}`, 0);
	}

	const {said, commit, isNew} = await source.publish();
	assert.deepEqual([isNew, commit.totals.files, commit.totals.leftOut], [true, 1, 3]);
	assert.deepEqual(said, ['unreadable closed', 'unreadable file', 'unreadable large']);
	const entries = await source.entries();
	assert.deepEqual([...entries.values()].map(({kind, path}) => `${kind} ${path}`), ['withheld closed', 'withheld file', 'withheld large', 'file open']);
	assert.equal((await source.publish()).isNew, false, 'which is no news the second time');
	await source.close();
	const again = await open();
	assert.equal((await again.publish()).isNew, false, 'nor after a restart');
	await chmod(`${folder}/closed`, 0o755);
	await chmod(`${folder}/file`, 0o644);
	await chmod(`${folder}/large`, 0o644);
	await again.publish();
	await checkSource(again, folder);
});

test('of a file that changes whenever it is read nothing is left in the index, however often that is tried', async t => {
	const {folder, open} = await sourceFolder(t);
	const place = `${folder}/restless`;
	await writeTree(folder, {restless: pseudoRandomBytes('restless')(24 * blockSize), small: 'small'});
	const source = await open();
	let bytesBefore = 0;
	const onProgress = ({bytes}: {readonly bytes: number}): void => {
		if (bytes !== bytesBefore) {
			appendFileSync(place, 'more');
		}

		bytesBefore = bytes;
	};

	for (let time = 0; time < 2; time++) {
		const {commit, said, isNew} = await source.publish({onProgress});
		assert.deepEqual([isNew, said, commit.complete, commit.totals.files], [true, ['changing restless'], true, 1]);
		assert.deepEqual([...(await source.entries()).values()].map(({kind, path}) => `${kind} ${path}`), ['withheld restless', 'file small']);
	}

	await source.publish();
	await checkSource(source, folder);
});

test('how far it is is said of all that the version will have, in files as in bytes', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, {a: 'aa', 'd/b': 'bb', 'd/c': 'cc'});
	const source = await open();
	const seen: unknown[] = [];
	const onProgress = (progress: unknown): void => {
		seen.push(progress);
	};

	await source.publish({onProgress});
	assert.deepEqual(seen.at(-1), {files: 3, bytes: 6});
	seen.length = 0;
	await writeTree(folder, {'d/b': 'changed'});
	await source.publish({found: [{path: 'd/b', isDeep: false, found: await lookAt(folder, 'd/b')}], onProgress});
	assert.deepEqual(seen.at(-1), {files: 3, bytes: 11});
});
