import assert from 'node:assert/strict';
import test from 'node:test';
import type {FileRow} from '../../source/app/engine-state.ts';
import type {KnownOfFiles} from '../../source/app/file-rows.ts';
import {searchFiles, type SearchOptions} from '../../source/app/search-files.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {directory, MemoryIndex} from '../helpers/memory-index.ts';

const problems = new Map([['photos/Socket', 'Left out: a socket'], ['photos/a.jpg', 'Not created: its name is too long']]);
const known: KnownOfFiles = {problems, isSourceGone: false, receiving: undefined};

async function search(text: string, change: Partial<SearchOptions> = {}, index?: MemoryIndex): Promise<FileRow[][]> {
	const all: FileRow[][] = [];
	const options = {
		onlyProblems: false, most: 100, signal: new AbortController().signal, ...change,
	};
	for await (const batch of searchFiles(index ?? await photos(), known, text, options)) {
		all.push([...batch]);
	}

	return all;
}

async function photos(): Promise<MemoryIndex> {
	const index = new MemoryIndex();
	await index.write([directory('photos'), fileEntry('photos/a.jpg', 'a'), fileEntry('photos/b.jpg', 'b'), fileEntry('s', '')]);
	return index;
}

const paths = (batches: readonly FileRow[][]): string[] => batches.flat().map(({path}) => path);

test('files are found by their paths, with what is known of them', async () => {
	const rows = (await search('JPG')).flat();
	assert.deepEqual(rows.map(({path, state, problem}) => [path, state, problem]), [
		['photos/a.jpg', 'problem', 'Not created: its name is too long'],
		['photos/b.jpg', 'here', undefined],
	]);
	assert.deepEqual(paths(await search('none')), []);
});

test('problems are found also with what is not in the index', async () => {
	const rows = (await search('', {onlyProblems: true})).flat();
	assert.deepEqual(rows.map(({path, state, size, problem}) => [path, state, size, problem]), [
		['photos/Socket', 'problem', undefined, 'Left out: a socket'],
		['photos/a.jpg', 'problem', 1, 'Not created: its name is too long'],
	]);
	assert.deepEqual(paths(await search('socket', {onlyProblems: true})), ['photos/Socket']);
	assert.deepEqual(paths(await search('b.jpg', {onlyProblems: true})), []);
	assert.deepEqual(paths(await search('', {onlyProblems: true}, new MemoryIndex())), [...problems.keys()]);
});

test('no more come than were asked for', async () => {
	for (const onlyProblems of [false, true]) {
		assert.deepEqual(await search('', {onlyProblems, most: 0}), []);
		assert.equal((await search('', {onlyProblems, most: 1})).flat().length, 1);
	}

	const index = new MemoryIndex();
	await index.write(Array.from({length: 20_000}, (_, number) => directory(`d${String(number).padStart(5, '0')}`)));
	index.reads.length = 0;
	assert.equal((await search('d', {most: 1}, index)).flat().length, 1);
	assert.ok(index.reads.length <= 17, 'and what is behind them is not read');
});

test('problems come in batches', async () => {
	const many: KnownOfFiles = {...known, problems: new Map(Array.from({length: 120}, (_, number) => [`p${number}`, 'Left out: a device']))};
	const lengths: number[] = [];
	for await (const batch of searchFiles(await photos(), many, 'P', {onlyProblems: true, most: 110, signal: new AbortController().signal})) {
		lengths.push(batch.length);
	}

	assert.deepEqual(lengths, [50, 50, 10]);
});

test('a search can be stopped', async () => {
	for (const onlyProblems of [false, true]) {
		await assert.rejects(search('', {onlyProblems, signal: AbortSignal.abort(new Error('Stopped'))}), {message: 'Stopped'});
	}
});
