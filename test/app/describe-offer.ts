import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import path from 'node:path';
import test from 'node:test';
import {describeOffer} from '../../source/app/describe-offer.ts';
import {Library} from '../../source/library/library.ts';
import {recordDefaults, type ShareRecord} from '../../source/library/record.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const key = Buffer.alloc(32, 7);
const record: ShareRecord = {
	...recordDefaults, format: 1, key: key.toString('hex'), direction: 'sharing', kind: 'folder', name: 'photos', roots: [], directory: null,
	only: [], existing: 'keep-both', keepHistory: false, created: 0, version: 1, complete: true, files: 0, bytes: 0,
};

test('the first two hundred files are named, by the rules of the share, and the rest is counted', async t => {
	const folder = await temporaryFolder(t);
	const library = await Library.open(path.join(folder, 'store'));
	const place = path.join(folder, 'from');
	await writeTree(place, {'.ferryignore': '*.secret', 'a.secret': '', ...filesOf(300, index => `${index}.jpg`)});
	await library.save({...record, roots: [{name: '', place}]});
	const {paths, more, ...offer} = await describeOffer(library, key, {files: 301, bytes: 8});
	assert.deepEqual(offer, {
		key: record.key, name: 'photos', kind: 'folder', files: 301, bytes: 8,
	});
	assert.deepEqual([paths.length, more, paths[0], paths.some(path => path.endsWith('.secret'))], [200, 101, '.ferryignore', false]);
});

test('very long names are fewer', async t => {
	const folder = await temporaryFolder(t);
	const library = await Library.open(path.join(folder, 'store'));
	const place = path.join(folder, 'from');
	await writeTree(place, filesOf(180, index => `${String(index).padStart(4, '0')}${'n'.repeat(196)}`));
	await library.save({...record, roots: [{name: '', place}]});
	const {paths, more} = await describeOffer(library, key, {files: 180, bytes: 0});
	assert.deepEqual([paths.length, more], [163, 17]);
});

test('a folder that is away is offered without names, and what is not shared is not offered', async t => {
	const folder = await temporaryFolder(t);
	const library = await Library.open(path.join(folder, 'store'));
	await assert.rejects(describeOffer(library, key, {files: 1, bytes: 1}), {code: 'share-unknown'});
	await library.save({...record, roots: [{name: '', place: path.join(folder, 'gone')}]});
	const {paths, more} = await describeOffer(library, key, {files: 3, bytes: 1});
	assert.deepEqual([paths, more], [[], 3]);
});

function filesOf(count: number, nameOf: (index: number) => string): Record<string, string> {
	return Object.fromEntries(Array.from({length: count}, (_, index) => [nameOf(index), ''] as const));
}
