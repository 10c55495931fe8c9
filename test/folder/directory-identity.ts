import assert from 'node:assert/strict';
import {
	mkdir, rename, rm, writeFile,
} from 'node:fs/promises';
import test from 'node:test';
import {directoryAt, identityOf, isSameDirectory} from '../../source/folder/directory-identity.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

const stats = {
	dev: 1n, ino: 2n, birthtimeNs: 3n, ctimeNs: 4n,
};
const table: ReadonlyArray<readonly [title: string, change: Partial<typeof stats>, isSame: boolean]> = [
	['nothing has changed', {}, true],
	['something in it has', {ctimeNs: 5n}, true],
	['another disk', {dev: 2n}, false],
	['another number', {ino: 3n}, false],
	['the number of one that is gone', {birthtimeNs: 5n, ctimeNs: 6n}, false],
	['a file system without that time', {birthtimeNs: 0n}, true],
	['a file system that puts another time there', {birthtimeNs: 6n, ctimeNs: 6n}, true],
];

for (const [title, change, isSame] of table) {
	test(`a directory is known again: ${title}`, () => {
		const [one, other] = [identityOf(stats), identityOf({...stats, ...change})];
		assert.equal(isSameDirectory(one, other), isSame);
		assert.equal(isSameDirectory(other, one), isSame);
	});
}

test('what is moved there is another directory, and what is none is nothing', async t => {
	const folder = await temporaryFolder(t);
	await mkdir(`${folder}/a`);
	const before = directoryAt(`${folder}/a`);
	await writeFile(`${folder}/a/file`, '');
	assert.ok(isSameDirectory(before, directoryAt(`${folder}/a`)));
	await rename(`${folder}/a`, `${folder}/b`);
	assert.equal(directoryAt(`${folder}/a`), undefined);
	assert.equal(isSameDirectory(before, undefined), false);
	assert.equal(isSameDirectory(undefined, undefined), false);
	await mkdir(`${folder}/a`);
	assert.ok(!isSameDirectory(before, directoryAt(`${folder}/a`)));
	assert.equal(directoryAt(`${folder}/b/file`), undefined);
	await rm(`${folder}/a`, {recursive: true});
	await rename(`${folder}/b`, `${folder}/a`);
	assert.ok(isSameDirectory(before, directoryAt(`${folder}/a`)));
});
