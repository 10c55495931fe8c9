import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {comparePaths} from '../../source/feed/compare-paths.ts';
import type {Entry} from '../../source/feed/entry.ts';
import {findEntry, readPages, readUnder} from '../../source/feed/read-index.ts';
import {arbitraryText} from '../helpers/arbitrary-feed.ts';
import {isMalformed} from '../helpers/assert-malformed.ts';
import {directory, MemoryIndex} from '../helpers/memory-index.ts';

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
	const all: Item[] = [];
	for await (const item of items) {
		all.push(item);
	}

	return all;
}

/** Directories with a thousand entries each: `d000`, `d000/e000`, … */
function folders(count: number): Entry[] {
	const name = (letter: string, number: number) => letter + String(number).padStart(3, '0');
	return Array.from({length: count}, (_, number) => [
		directory(name('d', number)),
		...Array.from({length: 999}, (_, inner) => directory(`${name('d', number)}/${name('e', inner)}`)),
	]).flat();
}

test('An index of 100,000 entries built in batches is read, searched and listed with few reads', async () => {
	const index = new MemoryIndex();
	const entries = folders(100);
	let written = 0;
	for (let start = 0; start < entries.length; start += 5000) {
		written += await index.write(entries.slice(start, start + 5000));
	}

	assert.ok(written < index.pages().size + 60, 'batches write little twice');
	assert.deepEqual(await index.entries(), entries);
	const depth = Math.max(...[...index.pages().values()].map(page => page.depth));

	for (let position = 0; position < entries.length; position += 997) {
		index.reads.length = 0;
		const entry = entries[position]!;
		assert.deepEqual(await findEntry(index.root, index.limit, index.read, entry.path), entry);
		assert.equal(await findEntry(index.root, index.limit, index.read, `${entry.path}!`), undefined);
		assert.ok(index.reads.length <= 2 * depth);
	}

	index.reads.length = 0;
	assert.deepEqual(await collect(readUnder(index.root, index.limit, index.read, 'd042')), entries.slice(42_000, 43_000));
	assert.ok(index.reads.length < 12, `${index.reads.length} reads`);
	assert.deepEqual(await collect(readUnder(index.root, index.limit, index.read, 'd042/e998')), [entries[42_998 + 1]]);
	assert.deepEqual(await collect(readUnder(index.root, index.limit, index.read, '')), entries);
	assert.deepEqual(await collect(readUnder(index.root, index.limit, index.read, 'd1')), []);
});

test('Any entry is found and any directory listed, whatever its name', async () => {
	const long = 'x'.repeat(3000);
	const arbitraryPaths = fc.uniqueArray(fc.tuple(arbitraryText(3), fc.boolean()).map(([name, isLong]) => isLong ? `${name}/${long}` : name), {minLength: 1, maxLength: 60});
	await fc.assert(fc.asyncProperty(arbitraryPaths, arbitraryText(2), async (paths, other) => {
		const index = new MemoryIndex();
		const entries = paths.toSorted(comparePaths).map(path => directory(path));
		await index.write(entries);
		for (const path of [...paths, other]) {
			assert.deepEqual(await findEntry(index.root, index.limit, index.read, path), entries.find(entry => entry.path === path));
			assert.deepEqual(
				await collect(readUnder(index.root, index.limit, index.read, path)),
				entries.filter(entry => entry.path === path || entry.path.startsWith(`${path}/`)),
			);
		}
	}), {numRuns: 60});
});

test('An empty index has nothing in it', async () => {
	const index = new MemoryIndex();
	assert.deepEqual(await index.entries(), []);
	assert.equal(await findEntry(undefined, 0, index.read, 'a'), undefined);
	assert.deepEqual(await collect(readUnder(undefined, 0, index.read, 'a')), []);
});

test('Pages of an earlier version are left out when they are known', async () => {
	const index = new MemoryIndex();
	await index.write(folders(20));
	const known = index.limit;
	await index.write([directory('d005/e500', 1), directory('d015/e500', 1)]);

	const asked: number[] = [];
	index.reads.length = 0;
	const pages = await collect(readPages(index.root, index.limit, index.read, {
		skip(block) {
			asked.push(block);
			return block < known;
		},
	}));
	assert.equal(pages.length, 2);
	for (const {block, entries} of pages) {
		assert.ok(block >= known);
		assert.equal(entries.filter(entry => 'mtime' in entry && entry.mtime === 1).length, 1);
	}

	assert.deepEqual(index.reads.toSorted((a, b) => a - b), [...index.pages().keys()].filter(block => block >= known).toSorted((a, b) => a - b));
	assert.equal(new Set(asked).size, asked.length);
	assert.equal(asked[0], index.root);
	assert.deepEqual(await collect(readPages(index.root, index.limit, index.read, {skip: () => true})), []);
});

test('Pages are asked for ahead, but not many, and come in order', async () => {
	const index = new MemoryIndex();
	const entries = folders(50);
	await index.write(entries);
	let open = 0;
	let most = 0;
	const release: Array<() => void> = [];
	const read = async (block: number) => {
		open++;
		most = Math.max(most, open);
		// Answers in reverse, as soon as nobody asks for more.
		await new Promise<void>(resolve => {
			release.push(resolve);
			setImmediate(() => {
				release.pop()!();
			});
		});
		open--;
		return index.read(block);
	};

	const pages = await collect(readPages(index.root, index.limit, read, {parallel: 5}));
	assert.deepEqual(pages.flatMap(page => page.entries), entries);
	assert.equal(most, 5);
});

test('Whoever stops early leaves no failure behind', async () => {
	const index = new MemoryIndex();
	await index.write(folders(20));
	const [, second] = [...index.pages()].filter(([, {page}]) => page.kind === 'leaf').map(([block]) => block);
	const read = async (block: number) => {
		if (block === second) {
			throw new Error('No such block here');
		}

		return index.read(block);
	};

	const pages = readPages(index.root, index.limit, read);
	const first = await pages.next();
	assert.equal(first.value?.entries[0]?.path, 'd000');
	await pages.return();

	await assert.rejects(collect(readPages(index.root, index.limit, read)), /No such block/v);
});

test('Pages that point at themselves, at each other or forward are refused', async () => {
	const cases: ReadonlyArray<{readonly root: number; readonly children: ReadonlyArray<readonly [block: number, child: number]>; readonly limit?: number}> = [
		{root: 1, children: [[1, 1]]},
		{root: 2, children: [[1, 2], [2, 1]]},
		{root: 1, children: [[1, 5]]},
		{root: 1, children: [[1, 0]], limit: 1},
	];
	for (const {root, children, limit} of cases) {
		const index = new MemoryIndex();
		for (const [block, child] of children) {
			index.put(block, {kind: 'inner', children: [{first: 'a', block: child}]});
		}

		index.put(0, {kind: 'leaf', entries: [directory('a')]});
		index.put(5, {kind: 'leaf', entries: [directory('a')]});
		const from = limit ?? 10;
		const circle = isMalformed(/does not come before what points to it/v);
		await assert.rejects(collect(readPages(root, from, index.read)), circle);
		await assert.rejects(findEntry(root, from, index.read, 'a'), circle);
		index.root = root;
		index.limit = from;
		await assert.rejects(index.write([directory('b')]), circle);
	}
});

test('Pages that are not where their parent says or not in order are refused', async () => {
	const cases: ReadonlyArray<readonly [leaves: ReadonlyArray<readonly string[]>, firsts: readonly string[], sentence: RegExp]> = [
		[[['b']], ['a'], /does not begin with the path it should/v],
		[[['a', 'c'], ['b']], ['a', 'b'], /not in order/v],
		[[['a', 'b'], ['b']], ['a', 'b'], /not in order/v],
	];
	for (const [leaves, firsts, sentence] of cases) {
		const index = new MemoryIndex();
		for (const [block, paths] of leaves.entries()) {
			index.put(block, {kind: 'leaf', entries: paths.map(path => directory(path))});
		}

		index.put(9, {kind: 'inner', children: firsts.map((first, block) => ({first, block}))});
		await assert.rejects(collect(readPages(9, 10, index.read)), isMalformed(sentence));
		const skip = (block: number) => block === 1;
		await assert.rejects(collect(readPages(9, 10, index.read, {skip})), isMalformed(sentence));
	}
});

test('An index that is too deep is refused', async () => {
	const index = new MemoryIndex();
	index.put(0, {kind: 'leaf', entries: [directory('a')]});
	for (let block = 1; block < 9; block++) {
		index.put(block, {kind: 'inner', children: [{first: 'a', block: block - 1}]});
	}

	assert.deepEqual(await collect(readPages(7, 10, index.read)), [{block: 0, entries: [directory('a')]}]);
	await assert.rejects(collect(readPages(8, 10, index.read)), isMalformed(/more than 8 pages deep/v));
});

test('A damaged page is refused', async () => {
	const index = new MemoryIndex();
	await index.write(folders(3));
	const read = async (block: number) => {
		const bytes = await index.read(block);
		return bytes.subarray(1);
	};

	await assert.rejects(collect(readPages(index.root, index.limit, read)), isMalformed(/is none/v));
});
