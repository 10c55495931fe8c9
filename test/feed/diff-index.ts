import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {comparePaths} from '../../source/feed/compare-paths.ts';
import {diffIndexes, type DiffOptions, type IndexDifference} from '../../source/feed/diff-index.ts';
import type {Entry} from '../../source/feed/entry.ts';
import type {IndexChange} from '../../source/feed/merge-entries.ts';
import {readPages, type ReadableIndex} from '../../source/feed/read-index.ts';
import {isSameEntry, isSameStorage} from '../../source/feed/same-entry.ts';
import {arbitraryText} from '../helpers/arbitrary-feed.ts';
import {isMalformed} from '../helpers/assert-malformed.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {directory, MemoryIndex} from '../helpers/memory-index.ts';

/** The index as of now, whatever is written to it later. */
function versionOf({root, limit, read}: MemoryIndex): ReadableIndex {
	return {root, limit, read};
}

async function entriesOf({root, limit, read}: ReadableIndex): Promise<Entry[]> {
	const all: Entry[] = [];
	for await (const {entries} of readPages(root, limit, read)) {
		all.push(...entries);
	}

	return all;
}

async function diff(before: ReadableIndex, after: ReadableIndex, options: DiffOptions = {}): Promise<IndexDifference[]> {
	const all: IndexDifference[] = [];
	for await (const difference of diffIndexes(before, after, options)) {
		all.push(difference);
	}

	return all;
}

/** What a plain comparison of all entries finds. */
function expectedOf(before: readonly Entry[], after: readonly Entry[], isSame = isSameEntry): IndexDifference[] {
	const [old, current] = [before, after].map(entries => new Map(entries.map(entry => [entry.path, entry])));
	return [...new Set([...old!.keys(), ...current!.keys()])]
		.toSorted(comparePaths)
		.map(path => ({before: old!.get(path), after: current!.get(path)}))
		.filter(({before, after}) => !before || !after || !isSame(before, after));
}

function numbered(count: number, change: (number: number) => number = number => number): Entry[] {
	return Array.from({length: count}, (_, number) => fileEntry(`folder/${String(number).padStart(6, '0')}`, `content ${change(number)}`));
}

test('What was added, changed and removed between two indexes comes in order', async () => {
	const table: ReadonlyArray<readonly [what: string, before: readonly Entry[], changes: readonly IndexChange[]]> = [
		['nothing', [fileEntry('a', '1')], []],
		['everything is new', [], [directory('a'), fileEntry('a/b', '1')]],
		['everything is gone', [directory('a'), fileEntry('b', '1')], [{kind: 'removed', path: 'a'}, {kind: 'removed', path: 'b'}]],
		['a file in the middle', ['a', 'b', 'c'].map(path => fileEntry(path, path)), [fileEntry('b', 'other')]],
		['only its time', [fileEntry('a', '1')], [fileEntry('a', '1', {mtime: 7})]],
		['another kind', [fileEntry('a', '1')], [directory('a')]],
		['all at once', ['a', 'c', 'e', 'g'].map(path => fileEntry(path, path)), [fileEntry('b', 'b'), {kind: 'removed', path: 'c'}, fileEntry('e', '5'), fileEntry('h', 'h')]],
	];
	for (const [what, entries, changes] of table) {
		const index = new MemoryIndex();
		await index.write(entries);
		const before = versionOf(index);
		await index.write(changes);
		const after = versionOf(index);
		const [old, current] = [await entriesOf(before), await entriesOf(after)];
		assert.deepEqual(await diff(before, after), expectedOf(old, current), what);
		assert.deepEqual(await diff(after, before), expectedOf(current, old), what);
		assert.deepEqual(await diff(after, after), [], what);
	}
});

test('Whatever is changed, a difference is what a plain comparison finds', async () => {
	// Long paths that differ at their beginning: few fit into a page, so that a few hundred make a tree of several levels.
	const long = 'x'.repeat(4050);
	const change: fc.Arbitrary<IndexChange> = fc.tuple(arbitraryText(2), fc.boolean(), fc.nat({max: 6}), fc.nat({max: 3}))
		.map(([name, isLong, kind, mtime]) => {
			const path = isLong ? `${name}${long}` : name;
			return kind === 0 ? {kind: 'removed', path} : directory(path, mtime);
		});
	const batch = fc.uniqueArray(change, {
		selector: ({path}) => path, maxLength: 250, size: 'max',
	});
	const removal = fc.record({from: arbitraryText(1), to: arbitraryText(1)});
	const batches = fc.array(fc.oneof({weight: 3, arbitrary: batch}, {weight: 1, arbitrary: removal}), {minLength: 2, maxLength: 6, size: 'max'});
	await fc.assert(fc.asyncProperty(batches, fc.integer({min: 1, max: 20}), arbitraryText(2), async (batches, parallel, text) => {
		const index = new MemoryIndex();
		const versions: Array<{readonly index: ReadableIndex; readonly entries: readonly Entry[]}> = [];
		for (const each of batches) {
			const entries = await index.entries();
			const changes: readonly IndexChange[] = 'from' in each
				? entries.filter(({path}) => comparePaths(path, each.from) >= 0 && comparePaths(path, each.to) < 0).map(({path}) => ({kind: 'removed', path}))
				: each.toSorted((a, b) => comparePaths(a.path, b.path));
			await index.write(changes);
			versions.push({index: versionOf(index), entries: await index.entries()});
		}

		const last = versions.at(-1)!;
		for (const version of versions) {
			assert.deepEqual(await diff(version.index, last.index, {parallel}), expectedOf(version.entries, last.entries));
			assert.deepEqual(await diff(last.index, version.index, {parallel}), expectedOf(last.entries, version.entries));
			for (const after of [text, `${text}${long}`]) {
				const rest = expectedOf(version.entries, last.entries).filter(({before, after: entry}) => comparePaths((before ?? entry)!.path, after) > 0);
				assert.deepEqual(await diff(version.index, last.index, {parallel, after}), rest);
			}
		}
	}), {numRuns: 40});
});

test('One change among 100,000 entries takes one page of each level of both indexes', async () => {
	const entries = numbered(100_000);
	for (const [what, changes] of [
		['changed', [fileEntry('folder/050000', 'other')]],
		['added', [fileEntry('folder/050000a', 'new')]],
		['removed', [{kind: 'removed', path: 'folder/050000'}]],
	] as const) {
		const index = new MemoryIndex();
		await index.write(entries);
		const before = versionOf(index);
		const depth = Math.max(...[...index.pages().values()].map(page => page.depth));
		await index.write(changes);
		index.reads.length = 0;
		const found = await diff(before, versionOf(index));
		assert.deepEqual(found.map(({before, after}) => (after ?? before)?.path), changes.map(({path}) => path), what);
		// A page that was full is two now.
		assert.ok(index.reads.length <= (2 * depth) + 1, `${what}: ${index.reads.length} of ${index.pages().size} pages read`);
	}
});

test('What comes behind a path is found without reading what comes before it', async () => {
	const index = new MemoryIndex();
	await index.write(numbered(100_000));
	const before = versionOf(index);
	await index.write(numbered(100_000, number => number + 1));
	const after = versionOf(index);
	const depth = Math.max(...[...index.pages().values()].map(page => page.depth));
	index.reads.length = 0;
	const found = await diff(before, after, {after: 'folder/099990'});
	assert.deepEqual(found.map(({after}) => after?.path.slice(-2)), ['91', '92', '93', '94', '95', '96', '97', '98', '99']);
	assert.ok(index.reads.length <= 2 * depth, String(index.reads.length));
	assert.deepEqual(await diff(before, after, {after: 'folder/099999'}), []);
});

test('Pages that both indexes have are not read, however differently the trees are cut', async () => {
	const entries = numbered(20_000);
	const removedAt = (first: number, end: number): IndexChange[] => entries.slice(first, end).map(({path}) => ({kind: 'removed', path}));
	const table: ReadonlyArray<readonly [what: string, changes: readonly IndexChange[]]> = [
		['the beginning is gone', removedAt(0, 9000)],
		['the middle is gone', removedAt(5000, 15_000)],
		['the end is gone, and a level with it', removedAt(100, 20_000)],
		['much is new before it', Array.from({length: 5000}, (_, number) => fileEntry(`a/${String(number).padStart(6, '0')}`, 'new'))],
		['much is new within it', Array.from({length: 5000}, (_, number) => fileEntry(`folder/010000/${String(number).padStart(6, '0')}`, 'new'))],
		['a level more', Array.from({length: 60_000}, (_, number) => fileEntry(`folder/020000/${String(number).padStart(6, '0')}`, 'new'))],
	];
	for (const [what, changes] of table) {
		const index = new MemoryIndex();
		await index.write(entries);
		const [before, pagesBefore] = [versionOf(index), index.pages()];
		await index.write(changes);
		const [after, pagesAfter] = [versionOf(index), index.pages()];
		for (const [one, other] of [[before, after], [after, before]] as const) {
			index.reads.length = 0;
			assert.equal((await diff(one, other)).length, changes.length, what);
			const both = index.reads.filter(block => pagesBefore.has(block) && pagesAfter.has(block));
			assert.deepEqual(both, [], `${what}: ${both.length} of ${index.reads.length} pages that were read are in both`);
			assert.equal(new Set(index.reads).size, index.reads.length, `${what}: no page is read twice`);
		}
	}
});

test('Where in the feed a file stands makes a difference only to those who ask', async () => {
	const index = new MemoryIndex();
	await index.write([fileEntry('a', '1'), fileEntry('b', '2')]);
	const before = versionOf(index);
	await index.write([fileEntry('b', '2', {extents: [{block: 1, offset: 0, length: 1}]})]);
	assert.deepEqual(await diff(before, versionOf(index)), []);
	const found = await diff(before, versionOf(index), {isSame: (one, other) => isSameEntry(one, other) && isSameStorage(one, other)});
	assert.deepEqual(found.map(({after}) => after?.path), ['b']);
});

test('Pages are asked for ahead, but not many', async () => {
	const index = new MemoryIndex();
	await index.write(numbered(20_000));
	const before = versionOf(index);
	await index.write(numbered(20_000, number => number + 1));
	const waiting: Array<() => void> = [];
	let most = 0;
	let turns = 0;
	// A page comes when all have been asked for that may be, or for many turns nobody has asked for another one.
	const give = (): void => {
		turns++;
		if (waiting.length >= 10 || turns > 50) {
			turns = 0;
			waiting.shift()?.();
		}

		if (waiting.length > 0) {
			setImmediate(give);
		}
	};

	const slowly = ({root, limit}: ReadableIndex): ReadableIndex => ({
		root,
		limit,
		async read(block) {
			await new Promise<void>(resolve => {
				turns = 0;
				most = Math.max(most, waiting.push(resolve));
				if (waiting.length === 1) {
					setImmediate(give);
				}
			});
			return index.read(block);
		},
	});
	index.reads.length = 0;
	assert.equal((await diff(slowly(before), slowly(versionOf(index)), {parallel: 5})).length, 20_000);
	assert.equal(most, 10, 'as many of each');
	assert.equal(new Set(index.reads).size, index.reads.length);
});

test('Whoever stops early leaves no failure behind, and a page that fails ends it', async () => {
	const index = new MemoryIndex();
	await index.write(numbered(20_000));
	const before = versionOf(index);
	await index.write(numbered(20_000, number => number + 1));
	const leaves = [...index.pages()].filter(([, {page}]) => page.kind === 'leaf').map(([block]) => block);
	const after = {
		...versionOf(index),
		async read(block: number) {
			if (block === leaves[1]) {
				throw new Error('No such block here');
			}

			return index.read(block);
		},
	};
	const differences = diffIndexes(before, after);
	assert.equal((await differences.next()).value?.after?.path, 'folder/000000');
	await differences.return();
	await assert.rejects(diff(before, after), {message: 'No such block here'});
});

test('Pages that break the rules of an index are refused', async () => {
	const put = (pages: ReadonlyArray<readonly [block: number, first: readonly string[], children?: readonly number[]]>): MemoryIndex => {
		const index = new MemoryIndex();
		for (const [block, paths, children] of pages) {
			index.put(block, children
				? {kind: 'inner', children: paths.map((first, position) => ({first, block: children[position]!}))}
				: {kind: 'leaf', entries: paths.map(path => directory(path))});
		}

		return index;
	};

	const depths = Array.from({length: 8}, (_, number): readonly [number, readonly string[], readonly number[]] => [number + 1, ['a'], [number]]);
	const table: ReadonlyArray<readonly [index: MemoryIndex, root: number, sentence: RegExp]> = [
		[put([[1, ['a'], [1]]]), 1, /does not come before what points to it/v],
		[put([[1, ['a'], [5]], [5, ['a']]]), 1, /does not come before what points to it/v],
		[put([[0, ['b']], [9, ['a'], [0]]]), 9, /does not begin with the path it should/v],
		[put([[0, ['a', 'c']], [1, ['b']], [9, ['a', 'b'], [0, 1]]]), 9, /not in order/v],
		[put([[0, ['a', 'b']], [1, ['b']], [9, ['a', 'b'], [0, 1]]]), 9, /not in order/v],
		[put([[0, ['a']], ...depths]), 8, /more than 8 pages deep/v],
	];
	for (const [index, root, sentence] of table) {
		const bad = {root, limit: 20, read: index.read};
		const good = {root: undefined, limit: 20, read: index.read};
		await assert.rejects(diff(bad, good), isMalformed(sentence));
		await assert.rejects(diff(good, bad), isMalformed(sentence));
	}

	await assert.rejects(diff({root: 5, limit: 5, read: put([[5, ['a']]]).read}, {root: undefined, limit: 5, read: put([]).read}), isMalformed(/does not come before/v));
});
