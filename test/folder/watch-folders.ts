import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {
	appendFileSync, mkdirSync, renameSync, rmSync, watch, writeFileSync,
} from 'node:fs';
import {
	appendFile, chmod, link, mkdir, rename, rm, symlink, truncate, unlink, utimes, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {test} from 'node:test';
import {partName} from '../../source/base/relative-path.ts';
import {FolderWatcher} from '../../source/folder/watch-folders.ts';
import {runModule} from '../helpers/run-module.ts';
import {isDeno, notInDeno} from '../helpers/runtime.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {watchedFolder, WatchWitness} from '../helpers/watch-witness.ts';

const onLinuxOnly = {skip: process.platform !== 'linux'};

const renewed = {skip: notInDeno('a path is not watched again at once when what stood there has gone')};
const exact = {skip: notInDeno('what happens in a directory is told to the watches above it as well') || onLinuxOnly.skip};

type Case = {
	readonly title: string;
	readonly act: (at: (name: string) => string) => Promise<unknown>;
	readonly told: readonly string[];
};

const cases: readonly Case[] = [
	{title: 'a new file', act: async at => writeFile(at('new.txt'), ''), told: ['new.txt']},
	{title: 'a file written anew', act: async at => writeFile(at('old.txt'), 'new'), told: ['old.txt']},
	{title: 'bytes at the end of a file', act: async at => appendFile(at('directory/inner.txt'), '!'), told: ['directory/inner.txt']},
	{title: 'a file made shorter', act: async at => truncate(at('old.txt'), 1), told: ['old.txt']},
	{title: 'permissions of a file', act: async at => chmod(at('directory/below/deep.txt'), 0o400), told: ['directory/below/deep.txt']},
	{title: 'permissions of a directory', act: async at => chmod(at('directory'), 0o700), told: ['directory']},
	{title: 'a file touched', act: async at => utimes(at('old.txt'), 1, 1), told: ['old.txt']},
	{title: 'a file renamed', act: async at => rename(at('old.txt'), at('new.txt')), told: ['old.txt', 'new.txt']},
	{title: 'a file moved to another directory', act: async at => rename(at('old.txt'), at('directory/below/old.txt')), told: ['old.txt', 'directory/below/old.txt']},
	{title: 'a file moved in', act: async at => rename(at('../beside/other.txt'), at('directory/other.txt')), told: ['directory/other.txt']},
	{title: 'a file moved in over another', act: async at => rename(at('../beside/other.txt'), at('old.txt')), told: ['old.txt']},
	{title: 'a file moved out', act: async at => rename(at('old.txt'), at('../beside/old.txt')), told: ['old.txt']},
	{title: 'a file deleted', act: async at => unlink(at('directory/inner.txt')), told: ['directory/inner.txt']},
	{title: 'a hard link', act: async at => link(at('old.txt'), at('directory/link.txt')), told: ['directory/link.txt']},
	{title: 'a symbolic link', act: async at => symlink('nowhere', at('link')), told: ['link']},
	{title: 'a new directory', act: async at => mkdir(at('directory/new')), told: ['directory/new']},
	{title: 'a directory moved in', act: async at => rename(at('../beside'), at('directory/beside')), told: ['directory/beside']},
	{title: 'a directory renamed', act: async at => rename(at('directory/below'), at('above')), told: ['directory/below', 'above']},
	// Deno doesn't tell of all that was in it.
	{
		title: 'a directory removed',
		act: async at => rm(at('directory'), {recursive: true}),
		told: isDeno ? ['directory'] : ['directory', 'directory/inner.txt', 'directory/below', 'directory/below/deep.txt'],
	},
	{title: 'a name with a line break', act: async at => writeFile(at('one\ntwo'), ''), told: ['one\ntwo']},
	{title: 'a name beyond the basic plane', act: async at => writeFile(at('directory/😀.txt'), ''), told: ['directory/😀.txt']},
	{title: 'a name like an option', act: async at => writeFile(at('-rf'), ''), told: ['-rf']},
	{title: 'a file called as the root', act: async at => writeFile(at('folder'), ''), told: ['folder']},
	{title: 'a file called as its directory', act: async at => writeFile(at('directory/directory'), ''), told: ['directory/directory']},
];

for (const {title, act, told} of cases) {
	test(`${title} is told`, async t => {
		const {folder, witness} = await watchedFolder(t);
		await act(name => path.join(folder, name));
		await witness.hears(...told);
		assert.deepEqual(witness.heard.filter(each => each === ''), [], 'all of the folder');
	});
}

test('a directory that is watched already is not watched again', async t => {
	let count = 0;
	const {folder, witness} = await watchedFolder(t, {
		watch(place, options, listener) {
			count++;
			return watch(place, options, listener);
		},
	});
	assert.equal(witness.watcher.watch('directory', path.join(folder, 'directory')), false);
	assert.equal(witness.watcher.isWatched('directory', path.join(folder, 'directory')), true);
	assert.equal(count, 3);
	assert.equal(witness.watcher.size, 3);
});

test('a directory that was replaced by another is watched anew, and what was below it no more', renewed, async t => {
	const {folder, beside, witness} = await watchedFolder(t);
	const directory = path.join(folder, 'directory');
	await rename(directory, path.join(folder, 'elsewhere'));
	await rename(beside, directory);
	assert.equal(witness.watcher.watch('directory', directory), true);
	assert.equal(witness.watcher.size, 2);
	await witness.hears('directory');
	await writeFile(path.join(folder, 'elsewhere/below/deep.txt'), 'changed');
	await writeFile(path.join(directory, 'other.txt'), 'changed');
	await witness.hears('directory/other.txt');
	assert.ok(!witness.heard.some(each => each.startsWith('directory/below')));
});

test('a directory that was removed and made again is watched anew, even if it was given the same inode', renewed, async t => {
	const {folder, witness} = await watchedFolder(t);
	const directory = path.join(folder, 'directory/below');
	for (let round = 0; round < 20; round++) {
		rmSync(directory, {recursive: true});
		mkdirSync(directory);
		await witness.hears('directory/below');
		assert.equal(witness.watcher.isWatched('directory/below', directory), false);
		assert.equal(witness.watcher.watch('directory/below', directory), true);
		assert.equal(witness.watcher.watch('directory', path.join(folder, 'directory')), false);
		writeFileSync(path.join(directory, `${round}`), '');
		await witness.hears(`directory/below/${round}`);
	}

	assert.equal(witness.watcher.size, 3);
});

test('a directory that was moved there and back may be another one, but what is below it is still watched', renewed, async t => {
	const {folder, witness} = await watchedFolder(t);
	const directory = path.join(folder, 'directory');
	renameSync(directory, path.join(folder, 'elsewhere'));
	renameSync(path.join(folder, 'elsewhere'), directory);
	await witness.hears('directory', 'elsewhere');
	assert.equal(witness.watcher.watch('directory', directory), true);
	assert.equal(witness.watcher.watch('directory/below', path.join(directory, 'below')), false);
	await appendFile(path.join(directory, 'below/deep.txt'), '!');
	await appendFile(path.join(directory, 'inner.txt'), '!');
	await witness.hears('directory/below/deep.txt', 'directory/inner.txt');
});

test('what is no directory, or not there, is not watched and no problem', async t => {
	const {folder, witness} = await watchedFolder(t);
	const places = ['nothing', 'old.txt', 'old.txt/below', 'a'.repeat(256)];
	await symlink('directory', path.join(folder, 'link'));
	for (const name of [...places, 'link']) {
		assert.equal(witness.watcher.watch(name, path.join(folder, name)), true);
		assert.equal(witness.watcher.isWatched(name, path.join(folder, name)), false);
	}

	assert.equal(witness.watcher.size, 3);
	assert.deepEqual(witness.lost, []);
});

test('a watched directory that has become a file is watched no more', async t => {
	const {folder, witness} = await watchedFolder(t);
	const place = path.join(folder, 'directory');
	await rm(place, {recursive: true});
	await writeFile(place, '');
	witness.watcher.watch('directory', place);
	assert.equal(witness.watcher.size, 1);
});

test('the root says that it is gone', renewed, async t => {
	const {folder, witness} = await watchedFolder(t);
	await rm(folder, {recursive: true});
	await witness.hears('');
	assert.equal(witness.watcher.isWatched('', folder), false);
	await mkdir(folder);
	assert.equal(witness.watcher.watch('', folder), true);
	await writeFile(path.join(folder, 'again.txt'), '');
	await witness.hears('again.txt');
});

test('the root says that it was moved away, and that another one stands there', renewed, async t => {
	const {folder, beside, witness} = await watchedFolder(t);
	renameSync(folder, `${folder}-elsewhere`);
	renameSync(beside, folder);
	await witness.hears('');
	assert.equal(witness.watcher.watch('', folder), true);
	assert.equal(witness.watcher.size, 1);
	await writeFile(path.join(folder, 'other.txt'), 'changed');
	await witness.hears('other.txt');
});

test('part files are not told, and the file that one becomes is', exact, async t => {
	const {folder, witness} = await watchedFolder(t);
	const part = path.join(folder, 'directory', partName('share', 'whole.txt'));
	await writeFile(part, 'half');
	await appendFile(part, 'whole');
	await rename(part, path.join(folder, 'directory/whole.txt'));
	assert.deepEqual([...new Set(await witness.heardBefore('last', path.join(folder, 'last')))], ['directory/whole.txt']);
});

test('of a name that is not UTF-8 the directory is told, but not what is written there', exact, async t => {
	const {folder, witness} = await watchedFolder(t);
	const place = Buffer.concat([Buffer.from(`${folder}/directory/`), Buffer.from([0x61, 0xE4])]);
	await writeFile(place, 'text');
	assert.deepEqual(await witness.heardBefore('last', path.join(folder, 'last')), ['directory']);
	await writeFile(place, 'other');
	assert.deepEqual(await witness.heardBefore('last', path.join(folder, 'last')), []);
});

test('a directory that is forgotten is watched no more, with all below it', exact, async t => {
	const {folder, witness} = await watchedFolder(t);
	const {watcher} = witness;
	appendFileSync(path.join(folder, 'directory/inner.txt'), '!');
	watcher.forget('directory');
	watcher.forget('nothing/at/all');
	assert.equal(watcher.size, 1);
	await appendFile(path.join(folder, 'directory/below/deep.txt'), '!');
	assert.deepEqual(await witness.heardBefore('last', path.join(folder, 'last')), []);
	assert.equal(watcher.watch('directory/below', path.join(folder, 'directory/below')), true);
	await appendFile(path.join(folder, 'directory/below/deep.txt'), '!');
	await witness.hears('directory/below/deep.txt');
});

test('a closed watcher tells nothing and watches nothing', async t => {
	const {folder, witness} = await watchedFolder(t);
	const {watcher} = witness;
	const other = new WatchWitness(t);
	watcher.watchFile('named', path.join(folder, 'old.txt'));
	other.watcher.watch('', folder);
	writeFileSync(path.join(folder, 'old.txt'), 'new');
	watcher.close();
	assert.equal(watcher.watch('', folder), true);
	watcher.watchFile('old.txt', path.join(folder, 'old.txt'));
	assert.equal(watcher.size, 0);
	await other.heardBefore('last', path.join(folder, 'last'));
	assert.deepEqual(witness.heard, []);
	watcher.close();
});

test('a watcher can be closed while it tells', async t => {
	const {folder, witness} = await watchedFolder(t);
	const told: string[] = [];
	const closing = new FolderWatcher({
		onChange(changed) {
			told.push(changed);
			closing.close();
		},
		onLost(problem) {
			told.push(problem);
		},
	});
	closing.watch('', folder);
	writeFileSync(path.join(folder, 'one'), 'text');
	writeFileSync(path.join(folder, 'two'), 'text');
	await witness.hears('two');
	assert.deepEqual(told, ['one']);
});

test('a process doesn’t stay because it watches', async t => {
	const folder = await temporaryFolder(t);
	const child = runModule(t, `
		import {FolderWatcher} from ${JSON.stringify(new URL('../../source/folder/watch-folders.ts', import.meta.url).href)};
		const watcher = new FolderWatcher({onChange() {}, onLost() {}});
		watcher.watch('', ${JSON.stringify(folder)});
		watcher.watchFile('a', ${JSON.stringify(path.join(folder, 'a'))});
		process.channel.unref();
	`);
	assert.deepEqual(await once(child, 'exit'), [0, null]);
});
