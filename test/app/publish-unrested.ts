import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {test} from 'node:test';
import {checkSource} from '../helpers/check-source.ts';
import {restlessWriter} from '../helpers/restless-writer.ts';
import {sourceFolder} from '../helpers/source-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const postpone = (): boolean => true;
const fail = (path: string): boolean => assert.fail(`${path} was postponed`);

test('a file that was written a moment ago is read when it has rested', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, {a: 'a', 'd/b': 'b'});
	const source = await open();
	const {commit, said} = await source.publish({postpone: fail});
	assert.deepEqual([commit.version, commit.complete, commit.totals.files, said], [1, true, 2, []]);
	await writeFile(`${folder}/a`, 'again');
	assert.deepEqual((await source.publish({postpone: fail})).said, ['changed a']);
	await checkSource(source, folder);
});

test('of a file that is still being written the last version stays, and one that is new comes later', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, {a: 'a', neighbour: 'neighbour', other: 'other'});
	const source = await open();
	await source.publish();
	const before = await source.file('a');
	const writers = ['a', 'new'].map(name => restlessWriter(t, `${folder}/${name}`));
	await writeFile(`${folder}/other`, 'changed');
	const postponed: string[] = [];
	const {commit, said} = await source.publish({
		postpone(path) {
			postponed.push(path);
			return true;
		},
	});
	assert.deepEqual([postponed, said], [['a', 'new'], ['changed other']]);
	assert.deepEqual([await source.file('a'), [...(await source.entries()).keys()]], [before, ['a', 'neighbour', 'other']]);
	assert.deepEqual(commit.totals, {
		files: 3, directories: 0, symlinks: 0, bytes: 17, leftOut: 0,
	});
	assert.equal(await source.content('neighbour'), 'neighbour');
	for (const {stop} of writers) {
		stop();
	}

	const later = await source.publish({postpone: fail});
	assert.deepEqual(later.said, ['changed a']);
	await checkSource(source, folder);
});

test('nothing is published when all that has changed is still being written', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, {a: 'a'});
	const source = await open();
	await source.publish();
	restlessWriter(t, `${folder}/a`);
	restlessWriter(t, `${folder}/new`);
	assert.equal((await source.publish({postpone})).isNew, false);
});

test('the first version says that a file is missing which is still being written, and the next one has it', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, {a: 'a'});
	const {stop} = restlessWriter(t, `${folder}/written`);
	const source = await open();
	const {commit, said} = await source.publish({postpone});
	assert.deepEqual([commit.version, commit.totals.files, commit.totals.leftOut, said], [1, 1, 1, ['changing written']]);
	assert.equal((await source.entries()).get('written')?.kind, 'withheld');
	assert.equal((await source.publish({postpone})).isNew, false);
	stop();
	const next = await source.publish({postpone: fail});
	assert.deepEqual([next.commit.totals.files, next.commit.totals.leftOut], [2, 0]);
	await checkSource(source, folder);
});

test('a share of nothing but a file that is still being written has what it holds', async t => {
	const {folder, open} = await sourceFolder(t);
	restlessWriter(t, `${folder}/log`);
	const source = await open();
	const {commit} = await source.publish({postpone: fail});
	assert.equal(commit.totals.files, 1);
});

test('a file that has been postponed for long enough is read as it is', async t => {
	const {folder, open} = await sourceFolder(t);
	await writeTree(folder, {log: 'begun'});
	const source = await open();
	await source.publish();
	restlessWriter(t, `${folder}/log`);
	const {said} = await source.publish({postpone: () => false});
	assert.deepEqual(said, ['changed log']);
});
