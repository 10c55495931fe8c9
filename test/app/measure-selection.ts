import assert from 'node:assert/strict';
import {rm} from 'node:fs/promises';
import test from 'node:test';
import fc from 'fast-check';
import {everything, select, selector} from '../../source/app/file-selection.ts';
import {indexSums, nothing} from '../../source/app/index-sums.ts';
import {measureSelection} from '../../source/app/measure-selection.ts';
import {survey} from '../../source/app/survey.ts';
import {comparePaths} from '../../source/feed/compare-paths.ts';
import {commitOf} from '../helpers/commit-of.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {directory, MemoryIndex} from '../helpers/memory-index.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const {signal} = new AbortController();
const names = ['a', 'a b', 'b'];
const directories = [...names, ...names.flatMap(one => names.map(two => `${one}/${two}`))];
const files = ['', ...directories.map(name => `${name}/`)].flatMap((name, index) => [`${name}x`, `${name}y`].map(path => ({path, size: index + 1})));

test('whatever is chosen, and in whatever order, it comes to the sum of the chosen files', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {x: '1', 'a/y': '12', 'a/b/x': 'another size'});
	const standing = new Map([['x', 1], ['a/y', 2], ['a/b/x', 12]]);
	const index = new MemoryIndex();
	const entries = [...directories.map(path => directory(path)), ...files.map(({path, size}) => fileEntry(path, 'x'.repeat(size)))];
	await index.write(entries.toSorted((a, b) => comparePaths(a.path, b.path)));
	const path = fc.constantFrom('', ...directories, ...files.map(({path}) => path));
	await fc.assert(fc.asyncProperty(fc.array(fc.tuple(path, fc.boolean()), {maxLength: 12}), async steps => {
		const sums = indexSums(index);
		let selection = everything;
		for (const [path, isWanted] of steps) {
			selection = select(selection, path, isWanted);
			const isChosen = selector(selection);
			const chosen = files.filter(({path}) => isChosen(path));
			const added = {...nothing};
			for (const {path, size} of chosen) {
				added.files++;
				added.bytes += size;
				added.collisions += standing.has(path) ? 1 : 0;
				added.neededBytes += standing.get(path) === size ? 0 : size;
			}

			assert.deepEqual(await measureSelection(selection, sums, {directory: folder, signal}), added);
		}
	}), {numRuns: 60});
});

test('a toggle reads what it toggles and nothing else', async () => {
	const index = new MemoryIndex();
	for (const name of ['a', 'b', 'c']) {
		await index.write([directory(name), ...Array.from({length: 8000}, (_, number) => fileEntry(`${name}/${String(number).padStart(4, '0')}`, 'four'))]);
	}

	const sums = indexSums(index);
	const options = {directory: '/nowhere/at/all', signal};
	assert.equal((await measureSelection(everything, sums, options)).files, 24_000);
	index.reads.length = 0;
	const without = select(everything, 'b/0001', false);
	assert.equal((await measureSelection(without, sums, options)).files, 23_999);
	assert.ok(index.reads.length < 6, `${index.reads.length} pages read`);

	const other = indexSums(index);
	index.reads.length = 0;
	assert.equal((await measureSelection([{path: '', isWanted: false}, {path: 'c/0001', isWanted: true}], other, options)).files, 1);
	assert.ok(index.reads.length < 6, `${index.reads.length} pages read`);
	assert.deepEqual(await measureSelection([{path: '', isWanted: false}], other, options), nothing);
});

test('rules that say what is said already, or stand in any order, change nothing', async () => {
	const index = new MemoryIndex();
	await index.write([fileEntry('a/b/c', '12'), fileEntry('a/x', '1'), fileEntry('b', '1234')]);
	const sums = indexSums(index);
	const measure = async (...texts: readonly string[]): Promise<number> => {
		const selection = texts.map(text => ({path: text.slice(1), isWanted: text.startsWith('+')}));
		const {bytes} = await measureSelection(selection, sums, {directory: '/nowhere/at/all', signal});
		return bytes;
	};

	assert.equal(await measure(), 7);
	assert.equal(await measure('+a', '+'), 7);
	assert.equal(await measure('-a/b', '-a', '+'), 4);
	assert.equal(await measure('+a/b', '-a'), 6);
	assert.equal(await measure('+a/b/c', '-a/b', '+a', '-'), 3);
});

test('what comes to the destination, or goes from it, while files are picked is not subtracted from what was there before', async t => {
	const folder = await temporaryFolder(t);
	await writeTree(folder, {'a/old': '1'});
	const index = new MemoryIndex();
	await index.write([directory('a'), fileEntry('a/new', '1234'), fileEntry('a/old', '1'), fileEntry('b', '12')]);
	const commit = commitOf({root: index.root, complete: true});
	const {standing, isAnyChosen, ...sum} = await survey(commit, index.limit, index.read, {directory: folder, isChosen: () => true});
	assert.ok(isAnyChosen);
	assert.deepEqual(sum, {
		files: 3, bytes: 7, collisions: 1, neededBytes: 6,
	});
	const options = {directory: folder, signal};
	for (const sums of [indexSums(index), indexSums(index, {directory: folder, sum, standing})]) {
		await writeTree(folder, {'a/old': '1'});
		await rm(`${folder}/b`, {force: true});
		assert.equal((await measureSelection(everything, sums, options)).collisions, 1);
		await writeTree(folder, {b: 'it was not there'});
		assert.deepEqual(await measureSelection(select(everything, 'b', false), sums, options), {
			files: 2, bytes: 5, collisions: 1, neededBytes: 4,
		});
		await rm(`${folder}/a/old`);
		assert.deepEqual(await measureSelection(select(everything, 'a', false), sums, options), {
			files: 1, bytes: 2, collisions: 0, neededBytes: 2,
		});
	}
});
