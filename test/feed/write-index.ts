import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {comparePaths} from '../../source/feed/compare-paths.ts';
import type {Entry, FileEntry} from '../../source/feed/entry.ts';
import {targetPageBytes} from '../../source/feed/limits.ts';
import type {IndexChange} from '../../source/feed/merge-entries.ts';
import {writeIndex} from '../../source/feed/write-index.ts';
import {arbitraryText} from '../helpers/arbitrary-feed.ts';
import {directory, MemoryIndex} from '../helpers/memory-index.ts';

// Long paths that differ at their beginning: few fit into a page, so that a few hundred make a tree of several levels.
const long = 'x'.repeat(4050);

const arbitraryChange: fc.Arbitrary<IndexChange> = fc.tuple(arbitraryText(2), fc.boolean(), fc.nat({max: 6}), fc.nat())
	.map(([name, isLong, kind, mtime]) => {
		const path = isLong ? `${name}${long}` : name;
		return kind === 0 ? {kind: 'removed', path} : directory(path, mtime);
	});

const removal = fc.record({from: arbitraryText(1), to: arbitraryText(1)});
const arbitraryBatch = fc.oneof(
	{
		weight: 3, arbitrary: fc.uniqueArray(arbitraryChange, {
			selector: ({path}) => path, minLength: 1, maxLength: 250, size: 'max',
		}),
	},
	{weight: 1, arbitrary: removal},
);

const numbered = (index: number): FileEntry => ({
	kind: 'file', path: `folder/${String(index).padStart(6, '0')}`, size: 3, mtime: index, mode: 0o644, sha256: new Uint8Array(32).fill(index), extents: [{block: index, offset: 0, length: 3}],
});

/** The changes in order; of a range, the removal of everything in it. */
function changesOf(batch: readonly IndexChange[] | {readonly from: string; readonly to: string}, model: ReadonlyMap<string, Entry>): IndexChange[] {
	const changes: readonly IndexChange[] = 'from' in batch
		? [...model.keys()].filter(path => comparePaths(path, batch.from) >= 0 && comparePaths(path, batch.to) < 0).map(path => ({kind: 'removed', path}))
		: batch;
	return changes.toSorted((a, b) => comparePaths(a.path, b.path));
}

function assertSound(index: MemoryIndex): void {
	const pages = [...index.pages().values()];
	const leafDepths = new Set(pages.filter(({page}) => page.kind === 'leaf').map(({depth}) => depth));
	assert.ok(leafDepths.size <= 1, 'all leaves lie equally deep');
	for (const {page, bytes, depth} of pages) {
		assert.ok(bytes <= targetPageBytes);
		assert.ok(depth > 1 || page.kind === 'leaf' || page.children.length > 1, 'a root has more than one child');
	}
}

test('An index is what a sorted map is, whatever is changed in it', async () => {
	await fc.assert(fc.asyncProperty(fc.array(arbitraryBatch, {maxLength: 8, size: 'max'}), async batches => {
		const index = new MemoryIndex();
		const model = new Map<string, Entry>();
		for (const batch of batches) {
			const changes = changesOf(batch, model);
			const before = new Set(index.pages().keys());
			const written = await index.write(changes);
			for (const change of changes) {
				if (change.kind === 'removed') {
					model.delete(change.path);
				} else {
					model.set(change.path, change);
				}
			}

			assert.deepEqual(await index.entries(), [...model.values()].toSorted((a, b) => comparePaths(a.path, b.path)));
			assertSound(index);
			const added = [...index.pages().keys()].filter(block => !before.has(block));
			assert.equal(added.length, written, 'every page that was written is part of the index');
			assert.ok(written === 0 || index.root === Math.max(...added), 'the root is the last page');
		}
	}), {numRuns: 60});
});

test('No changes give the same root and no pages', async () => {
	const index = new MemoryIndex();
	assert.deepEqual(await writeIndex(index, [], index.read, 10), {root: undefined, pages: []});
	await index.write([directory('a'), directory('c')]);
	assert.deepEqual(await writeIndex(index, [], index.read, 10), {root: index.root, pages: []});
	const absent = ['0', 'b', 'c/d'].map(path => ({kind: 'removed', path} as const));
	assert.deepEqual(await writeIndex(index, absent, index.read, 10), {root: index.root, pages: []});
});

test('An index of which everything is removed has no root', async () => {
	const index = new MemoryIndex();
	const entries = Array.from({length: 5000}, (_, number) => numbered(number));
	await index.write(entries);
	assert.equal(await index.write(entries.map(({path}) => ({kind: 'removed', path}))), 0);
	assert.equal(index.root, undefined);
	await index.write([directory('a')]);
	assert.deepEqual(await index.entries(), [directory('a')]);
});

test('A root with one child left makes way for it, down to a page that is still there', async () => {
	const index = new MemoryIndex();
	await index.write(Array.from({length: 2000}, (_, number) => numbered(number)));
	const firstLeaf = [...index.pages()].find(([, {page}]) => page.kind === 'leaf');
	const [block, {page}] = firstLeaf!;
	assert.ok(page.kind === 'leaf');
	const entries = await index.entries();
	assert.equal(await index.write(entries.slice(page.entries.length).map(({path}) => ({kind: 'removed', path}))), 0);
	assert.equal(index.root, block);
	assert.deepEqual(await index.entries(), page.entries);
});

test('A change writes one page of each level, all others keep their block', async () => {
	const index = new MemoryIndex();
	await index.write(Array.from({length: 20_000}, (_, number) => numbered(number)));
	const before = index.pages();
	const depth = Math.max(...[...before.values()].map(page => page.depth));
	index.reads.length = 0;
	assert.equal(await index.write([{...numbered(10_000), mtime: 1}]), depth);
	assert.equal(index.reads.length, depth);
	const after = index.pages();
	assert.equal(after.size, before.size);
	assert.equal([...after.keys()].filter(block => before.has(block)).length, before.size - depth);
});

test('Built in order, an index grows at its right edge and its pages are full', async () => {
	const index = new MemoryIndex();
	for (let start = 0; start < 20_000; start += 100) {
		index.reads.length = 0;
		const written = await index.write(Array.from({length: 100}, (_, number) => numbered(start + number)));
		assert.ok(written <= 6, `${written} pages written`);
		assert.ok(index.reads.length <= 4);
	}

	const sizes = [...index.pages().values()].filter(({page}) => page.kind === 'leaf').map(({bytes}) => bytes);
	assert.ok(sizes.slice(0, -1).every(bytes => bytes > targetPageBytes - 200));
});

test('Pages that lose most of their entries together merge', async () => {
	const index = new MemoryIndex();
	const entries = Array.from({length: 20_000}, (_, number) => numbered(number));
	await index.write(entries);
	await index.write(entries.filter((_, number) => number % 100 > 0).map(({path}) => ({kind: 'removed', path})));
	assert.deepEqual(await index.entries(), entries.filter((_, number) => number % 100 === 0));
	assert.equal(index.pages().size, 1);
});

test('Changes out of order are a mistake of the caller', async () => {
	const index = new MemoryIndex();
	for (const paths of [['b', 'a'], ['a', 'a']]) {
		await assert.rejects(index.write(paths.map(path => directory(path))), TypeError);
	}
});

test('Pages that are not equally deep are not joined', async () => {
	const index = new MemoryIndex();
	index.put(0, {kind: 'leaf', entries: [directory('a')]});
	index.put(1, {kind: 'leaf', entries: [directory('b')]});
	index.put(2, {kind: 'inner', children: [{first: 'b', block: 1}]});
	index.put(3, {kind: 'inner', children: [{first: 'a', block: 0}, {first: 'b', block: 2}]});
	index.root = 3;
	await assert.rejects(index.write([directory('a', 1), directory('b', 1)]), {code: 'feed-malformed'});
});

test('An entry outside of a bound is not written', async () => {
	const index = new MemoryIndex();
	await assert.rejects(index.write([directory('a'.repeat(4097))]), {code: 'feed-malformed'});
});
