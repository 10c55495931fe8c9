import assert from 'node:assert/strict';
import {
	chmod, lstat, readdir, readlink, symlink, unlink, utimes,
} from 'node:fs/promises';
import {test, type TestContext} from 'node:test';
import {chooser} from '../../source/app/choose-files.ts';
import {finishFolder, type FinishOptions} from '../../source/app/finish-folder.ts';
import {PathGate} from '../../source/base/path-gate.ts';
import type {Entry} from '../../source/feed/entry.ts';
import {DirectoryMaker} from '../../source/folder/make-directories.ts';
import {KnownFiles} from '../../source/storage/known-files.ts';
import {openDatabase} from '../helpers/database.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const directory = (path: string, mode = 0o755, mtime = 1_000_000): Entry => ({
	kind: 'directory', path, mode, mtime,
});
const link = (path: string, target: string): Entry => ({
	kind: 'symlink', path, target, mtime: 2_000_000,
});

async function * each(entries: readonly Entry[]): AsyncGenerator<Entry> {
	yield * entries;
}

type Finish = (entries: readonly Entry[], change?: Partial<FinishOptions>) => Promise<string[]>;

/** A destination, and what finishes it; that gives what was said. */
async function destination(t: TestContext): Promise<{folder: string; directories: DirectoryMaker; finish: Finish}> {
	const folder = await temporaryFolder(t);
	const directories = new DirectoryMaker(folder, () => 0o755);
	const known = new KnownFiles(openDatabase(t).sql);
	return {
		folder,
		directories,
		async finish(entries, change) {
			const said: string[] = [];
			const gate = new PathGate({platform: 'linux', caseSensitive: true, normalizationSensitive: true});
			for (const {path, kind} of entries) {
				if (kind !== 'withheld') {
					gate.admit(path, kind);
				}
			}

			await finishFolder(each(entries), {
				isMirror: false,
				directory: folder,
				directories,
				known,
				gate,
				existing: 'keep-both',
				isChosen: chooser([]),
				refuse(path, reason) {
					said.push(`${reason} ${path}`);
				},
				onEvent(event) {
					said.push(`${event.type} ${'path' in event ? event.path : ''}`);
				},
				...change,
			});
			return said;
		},
	};
}

test('directories are made, and get their permissions and times when all that is in them is there', async t => {
	const {folder, finish} = await destination(t);
	const said = await finish([directory('a', 0o500, 1111), directory('a/b', 0o555, 2222), directory('a/b/c', 0o700, 3333), link('a/link', 'b')]);
	assert.deepEqual(said, []);
	for (const [name, mode, mtime] of [['a', 0o500, 1111], ['a/b', 0o555, 2222], ['a/b/c', 0o700, 3333]] as const) {
		const stats = await lstat(`${folder}/${name}`);
		assert.deepEqual([stats.mode & 0o777, Math.floor(stats.mtimeMs)], [mode, mtime], name);
	}

	assert.equal(await readlink(`${folder}/a/link`), 'b');
	await chmod(`${folder}/a`, 0o700);
	await chmod(`${folder}/a/b`, 0o700);
});

test('a directory that was there stays as it is, and one that is as it should be is not touched', async t => {
	const {folder, finish} = await destination(t);
	await writeTree(folder, {'theirs/x': ''});
	await chmod(`${folder}/theirs`, 0o711);
	await utimes(`${folder}/theirs`, 5, 5);
	await finish([directory('mine'), directory('theirs')]);
	const stats = await lstat(`${folder}/theirs`);
	assert.deepEqual([stats.mode & 0o777, stats.mtimeMs], [0o711, 5000]);
	const {ctimeNs} = await lstat(`${folder}/mine`, {bigint: true});
	await finish([directory('mine'), directory('theirs')]);
	assert.equal((await lstat(`${folder}/mine`, {bigint: true})).ctimeNs, ctimeNs);
});

test('above what was chosen, directories that were made get their permissions, and others are not made', async t => {
	const {folder, directories, finish} = await destination(t);
	directories.makeParents('a/b/chosen');
	await finish([directory('a', 0o700, 4444), directory('a/b', 0o750, 5555), directory('a/c'), directory('d')], {isChosen: chooser(['a/b/chosen'])});
	assert.deepEqual([await readdir(folder), await readdir(`${folder}/a`)], [['a'], ['b']]);
	assert.equal((await lstat(`${folder}/a`)).mode & 0o777, 0o700);
	assert.equal((await lstat(`${folder}/a/b`)).mode & 0o777, 0o750);
	assert.equal(Math.floor((await lstat(`${folder}/a`)).mtimeMs), 4444);
});

test('links that leave the share, also through others, are refused', async t => {
	const {folder, finish} = await destination(t);
	const said = await finish([directory('d'), link('d/fine', '../d'), link('d/out', '../..'), link('root', '/'), link('through', 'd/fine/../..')]);
	assert.deepEqual(said, ['link-leaves-share d/out', 'link-leaves-share root', 'link-leaves-share through']);
	assert.deepEqual(await readdir(`${folder}/d`), ['fine']);
});

for (const [existing, target, said] of [
	['keep-both', 'mine', 'kept-both link'],
	['overwrite', 'theirs', 'overwritten link'],
	['skip', 'mine', 'skipped link'],
] as const) {
	test(`where another link stands, ${existing} does as it says, once`, async t => {
		const {folder, finish} = await destination(t);
		await writeTree(folder, {link: {link: 'mine'}, same: {link: 'theirs'}});
		const entries = [link('link', 'theirs'), link('same', 'theirs')];
		assert.deepEqual(await finish(entries, {existing}), [said]);
		assert.equal(await readlink(`${folder}/link`), target);
		const names = existing === 'keep-both' ? ['link', 'link (2)', 'same'] : ['link', 'same'];
		assert.deepEqual((await readdir(folder)).toSorted(), names);
		assert.deepEqual(await finish(entries, {existing}), existing === 'skip' ? [said] : []);
		assert.deepEqual((await readdir(folder)).toSorted(), names);
	});
}

test('a link that ferry made follows the share, and one that the user changed since is the user’s', async t => {
	const {folder, finish} = await destination(t);
	await finish([link('a', 'one'), link('b', 'one')]);
	assert.deepEqual(await finish([link('a', 'two'), link('b', 'one')]), []);
	assert.equal(await readlink(`${folder}/a`), 'two');
	await unlink(`${folder}/b`);
	await symlink('mine', `${folder}/b`);
	assert.deepEqual(await finish([link('a', 'two'), link('b', 'three')]), ['kept-both b']);
	assert.equal(await readlink(`${folder}/b`), 'mine');
	assert.equal(await readlink(`${folder}/b (2)`), 'three');
});

test('where something of the user’s stands in the place of a directory, that stays, and all that belongs there is refused', async t => {
	const {folder, finish} = await destination(t);
	await writeTree(folder, {a: 'mine', b: {link: 'elsewhere'}, 'elsewhere/x': ''});
	const entries = [directory('a'), link('a/link', '../c'), directory('b'), directory('b/deep', 0o700), directory('c')];
	assert.deepEqual(await finish(entries), ['in-the-way a', 'in-the-way a/link', 'in-the-way b', 'in-the-way b/deep']);
	assert.deepEqual((await readdir(folder)).toSorted(), ['a', 'b', 'c', 'elsewhere']);
	assert.deepEqual(await readdir(`${folder}/elsewhere`), ['x']);
});

test('a directory in a link’s place is kept, even when files may be overwritten', async t => {
	const {folder, finish} = await destination(t);
	await writeTree(folder, {'link/x': 'mine'});
	assert.deepEqual(await finish([link('link', 'theirs')], {existing: 'overwrite'}), ['kept-both link']);
	assert.deepEqual(await readdir(`${folder}/link`), ['x']);
	assert.equal(await readlink(`${folder}/link (2)`), 'theirs');
});
