import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {comparePaths} from '../../source/feed/compare-paths.ts';
import type {Entry} from '../../source/feed/entry.ts';
import {listDirectory} from '../../source/feed/list-directory.ts';
import {isMalformed} from '../helpers/assert-malformed.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {directory, MemoryIndex} from '../helpers/memory-index.ts';

async function indexOf(entries: readonly Entry[]): Promise<MemoryIndex> {
	const index = new MemoryIndex();
	await index.write(entries.toSorted((a, b) => comparePaths(a.path, b.path)));
	return index;
}

const briefly = (entries: readonly Entry[]): string[] => entries.map(({kind, path}) => `${kind} ${path}`);

test('what stands directly in a directory is listed, in the order of the paths’ bytes', async () => {
	const index = await indexOf([
		directory('a'), fileEntry('a b', ''), directory('a.d'), fileEntry('a.d/x', ''), fileEntry('a/x', ''), directory('a/y'), directory('a/y/z'), fileEntry('a0', ''),
	]);
	assert.deepEqual(briefly(await listDirectory(index, '', {most: 9})), ['directory a', 'file a b', 'directory a.d', 'file a0']);
	assert.deepEqual(briefly(await listDirectory(index, 'a', {most: 9})), ['file a/x', 'directory a/y']);
	assert.deepEqual(briefly(await listDirectory(index, 'a/y', {most: 9})), ['directory a/y/z']);
	assert.deepEqual(briefly(await listDirectory(index, 'a', {after: 'a/x', most: 9})), ['directory a/y']);
	for (const nothing of ['a b', 'a0', 'none', 'a/y/z']) {
		assert.deepEqual(await listDirectory(index, nothing, {most: 9}), []);
	}

	assert.deepEqual(await listDirectory(index, '', {most: 0}), []);
	assert.deepEqual(await listDirectory(new MemoryIndex(), '', {most: 9}), []);
});

test('a directory without an entry is made from what lies in it', async () => {
	const index = await indexOf(['a b', 'a/x', 'a/y', 'a0', 'b/c/d/e'].map(path => fileEntry(path, '')));
	assert.deepEqual(briefly(await listDirectory(index, '', {most: 9})), ['file a b', 'directory a', 'file a0', 'directory b']);
	assert.deepEqual(briefly(await listDirectory(index, '', {after: 'a', most: 9})), ['file a0', 'directory b']);
	assert.deepEqual(briefly(await listDirectory(index, '', {after: 'b', most: 9})), []);
	assert.deepEqual(briefly(await listDirectory(index, 'b/c', {most: 9})), ['directory b/c/d']);
});

test('a list goes on where it was although its last entry has gone', async () => {
	const index = await indexOf([fileEntry('a b', ''), fileEntry('c', '')]);
	assert.deepEqual(briefly(await listDirectory(index, '', {after: 'a', most: 9})), ['file a b', 'file c']);
	assert.deepEqual(briefly(await listDirectory(index, '', {after: 'b', most: 9})), ['file c']);
});

test('whatever the paths, a list and its parts are those of a plain model', async () => {
	// Long names make many pages of few entries.
	const name = fc.constantFrom('', 'a', 'b', 'a b', 'a!', 'a0', '0', '\u{FB01}', '\u{1F600}', `a${'x'.repeat(2500)}`, `${'y'.repeat(2500)}`);
	const path = fc.array(name, {minLength: 1, maxLength: 4}).map(names => names.join('/')).filter(path => path !== '' && path.length < 4096);
	await fc.assert(fc.asyncProperty(fc.uniqueArray(path, {minLength: 1, maxLength: 60}), fc.integer({min: 1, max: 5}), async (paths, most) => {
		const index = await indexOf(paths.map(path => directory(path, 7)));
		const directories = new Set(['', 'none', ...paths.flatMap(path => [path, ...parentsOf(path)])]);
		for (const each of directories) {
			const expected = childrenOf(paths, each);
			const all = await listDirectory(index, each, {most: 1000});
			assert.deepEqual(all.map(entry => [entry.path, 'mtime' in entry && entry.mtime]), expected);
			const parts: Entry[] = [];
			for (let part = await listDirectory(index, each, {most}); part.length > 0; part = await listDirectory(index, each, {after: part.at(-1)!.path, most})) {
				assert.ok(part.length <= most);
				parts.push(...part);
			}

			assert.deepEqual(parts, all);
		}
	}), {numRuns: 50});
});

test('a directory with ten children and very much below takes pages for ten', async () => {
	const index = new MemoryIndex();
	for (let number = 0; number < 10; number++) {
		const folder = `folder ${number}`;
		await index.write([directory(folder), ...Array.from({length: 10_000}, (_, file) => fileEntry(`${folder}/file ${String(file).padStart(5, '0')}`, 'x'))]);
	}

	const pages = index.pages();
	const depth = Math.max(...[...pages.values()].map(page => page.depth));
	index.reads.length = 0;
	assert.equal((await listDirectory(index, '', {most: 1000})).length, 10);
	assert.ok(index.reads.length <= 10 * depth, `${index.reads.length} of ${pages.size} pages read`);
	assert.ok(pages.size > 8 * index.reads.length, `${index.reads.length} of ${pages.size} pages read`);
	assert.equal(new Set(index.reads).size, index.reads.length, 'no page is read twice');

	index.reads.length = 0;
	assert.equal((await listDirectory(index, '', {after: 'folder 7', most: 1})).length, 1);
	assert.ok(index.reads.length <= 2 * depth, `${index.reads.length} pages read`);

	index.reads.length = 0;
	const first = await listDirectory(index, 'folder 5', {most: 50});
	const second = await listDirectory(index, 'folder 5', {after: first.at(-1)!.path, most: 50});
	assert.deepEqual([...first, ...second].map(({path}) => path), Array.from({length: 100}, (_, file) => `folder 5/file ${String(file).padStart(5, '0')}`));
	assert.ok(index.reads.length <= 4 * depth, `${index.reads.length} pages read`);
});

test('a list can be stopped, and fails where the index is damaged', async () => {
	const index = await indexOf([directory('a')]);
	await assert.rejects(listDirectory(index, '', {most: 1, signal: AbortSignal.abort(new Error('Stopped'))}), {message: 'Stopped'});
	index.put(50, {kind: 'inner', children: [{first: 'a', block: 60}]});
	await assert.rejects(listDirectory({...index, root: 50}, '', {most: 1}), isMalformed(/does not come before/v));
});

function parentsOf(path: string): string[] {
	return [...path.matchAll(/\//gv)].map(({index}) => path.slice(0, index));
}

/** Each child's path with the time of its entry, 0 for one that has none. */
function childrenOf(paths: readonly string[], parent: string): Array<readonly [path: string, mtime: number]> {
	const prefix = parent === '' ? '' : `${parent}/`;
	const children = paths
		.filter(path => path.startsWith(prefix))
		.map(path => `${prefix}${path.slice(prefix.length).split('/')[0]!}`)
		.filter(path => path.length > prefix.length);
	return [...new Set(children)]
		.map(path => ({path, has: paths.includes(path)}))
		.toSorted((a, b) => comparePaths(a.has ? a.path : `${a.path}/`, b.has ? b.path : `${b.path}/`))
		.map(({path, has}) => [path, has ? 7 : 0] as const);
}
