import assert from 'node:assert/strict';
import {chmod} from 'node:fs/promises';
import {homedir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {test} from 'node:test';
import {completePath, expandHome} from '../../source/folder/complete-path.ts';
import {asOrdinaryUser} from '../helpers/as-ordinary-user.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeRawName} from '../helpers/write-raw-name.ts';
import {writeTree} from '../helpers/write-tree.ts';

const most = 100;

test('what begins with the text is given, directories first and with a slash', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		'photos/2024/a.jpg': '', 'photo.txt': '', 'phone/x': '', other: '', Photos: '', 'photo\uFFFD': '',
	});
	const table: ReadonlyArray<readonly [text: string, expected: readonly string[]]> = [
		['ph', ['phone/', 'photos/', 'photo.txt', 'photo\uFFFD']],
		['photos', ['photos/']],
		['photos/', ['photos/2024/']],
		['photos/2024/a', ['photos/2024/a.jpg']],
		['photos/2024/a.jpg', ['photos/2024/a.jpg']],
		['', ['phone/', 'photos/', 'Photos', 'other', 'photo.txt', 'photo\uFFFD']],
		['x', []],
		['none/', []],
		['none/..', []],
		['other/', []],
	];
	for (const [text, expected] of table) {
		assert.deepEqual(await completePath(`${folder}/${text}`, {most}), expected.map(name => `${folder}/${name}`), text);
	}

	assert.deepEqual(await completePath(`${folder}/ph`, {most: 3}), ['phone/', 'photos/', 'photo.txt'].map(name => `${folder}/${name}`));
	assert.deepEqual(await completePath(`${folder}/ph`, {most: 0}), []);
});

test('hidden names come when a dot was typed', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		'.config/x': '', '..odd': '', '.profile': '', file: '',
	});
	const names = async (text: string): Promise<string[]> => (await completePath(`${folder}/${text}`, {most})).map(place => place.slice(folder.length + 1));
	assert.deepEqual(await names(''), ['file']);
	assert.deepEqual(await names('.'), ['.config/', '..odd', '.profile']);
	assert.deepEqual(await names('..'), ['../', '..odd']);
	assert.deepEqual(await names('.c'), ['.config/']);
	assert.deepEqual(await names('.config/'), ['.config/x']);
});

test('a path may begin at home or in the current directory', async t => {
	const home = await temporaryFolder(t);
	await writeTree(home, {'here/it': '', '~x': ''});
	assert.deepEqual(await completePath('~', {most, home}), ['~/']);
	assert.deepEqual(await completePath('~/', {most, home}), ['~/here/', '~/~x']);
	assert.deepEqual(await completePath('~/here/i', {most, home}), ['~/here/it']);
	const before = process.cwd();
	process.chdir(home);
	t.after(() => {
		process.chdir(before);
	});
	assert.deepEqual(await completePath('', {most}), ['here/', '~x']);
	assert.deepEqual(await completePath('he', {most}), ['here/']);
	assert.deepEqual(await completePath('./here/', {most}), ['./here/it']);
	assert.deepEqual(await completePath('~x', {most}), ['~x']);
	assert.equal(expandHome('~/here', {home}), path.join(home, 'here'));
	assert.equal(expandHome('~', {home}), home);
	assert.equal(expandHome('~'), homedir());
	for (const text of ['', '~x', 'a/~', '/~']) {
		assert.equal(expandHome(text, {home}), text);
	}
});

test('a link is what it leads to, and what can’t be shared is no path to share', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {
		'there/x': '', file: '', toFolder: {link: 'there'}, toFile: {link: 'file'}, broken: {link: 'none'}, loop: {link: 'loop'}, toDevice: {link: '/dev/null'},
	});
	assert.deepEqual(await completePath(`${folder}/`, {most}), ['there/', 'toFolder/', 'file', 'toFile'].map(name => `${folder}/${name}`));
	assert.deepEqual(await completePath(`${folder}/toFolder/`, {most}), [`${folder}/toFolder/x`]);
});

test('names that are not UTF-8 are left out', {skip: process.platform !== 'linux' && 'file names are text on this system'}, async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {bad: ''});
	writeRawName(folder, [0x62, 0xFF]);
	writeRawName(folder, [0x62, 0xE4], 'directory');
	assert.deepEqual(await completePath(`${folder}/b`, {most}), [`${folder}/bad`]);
});

test('a directory that can’t be read has nothing in it', async t => {
	asOrdinaryUser(t);
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'closed/x': ''});
	await chmod(`${folder}/closed`, 0);
	try {
		assert.deepEqual(await completePath(`${folder}/closed/`, {most}), []);
	} finally {
		await chmod(`${folder}/closed`, 0o700);
	}
});
