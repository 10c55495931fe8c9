import assert from 'node:assert/strict';
import {rmSync} from 'node:fs';
import {readdir} from 'node:fs/promises';
import test, {type TestContext} from 'node:test';
import {chooser} from '../../source/app/choose-files.ts';
import type {ReceivePlanOptions} from '../../source/app/receive-plan-options.ts';
import {outstandingBlocks} from '../../source/app/planned-blocks.ts';
import {ReceivePlan} from '../../source/app/receive-plan.ts';
import {PathGate} from '../../source/base/path-gate.ts';
import {partName} from '../../source/base/relative-path.ts';
import {hasContent} from '../../source/app/content-hasher.ts';
import type {Entry, Extent, FileEntry} from '../../source/feed/entry.ts';
import {KnownFiles} from '../../source/storage/known-files.ts';
import {SliceMap} from '../../source/storage/slice-map.ts';
import type {StoredFile} from '../../source/storage/stored-file.ts';
import {openDatabase} from '../helpers/database.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {directory} from '../helpers/memory-index.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const blockSize = 16;
const limit = 1000;
const at = (block: number, length: number, offset = 0): Extent => ({block, offset, length});
const file = (path: string, extents: readonly Extent[], change: Partial<FileEntry> = {}): FileEntry => fileEntry(path, '', {
	size: extents.reduce((sum, {length}) => sum + length, 0), extents, ...change,
});

const incoming = {time: 0, peer: undefined};

test('a file is planned, fetched block by block, complete once, and done when it is placed', async t => {
	const {plan, take, arrive} = await planning(t);
	await take(file('a', [at(3, 40)]));
	assert.deepEqual(plan.total, {files: 1, bytes: 40});
	assert.deepEqual(plan.wanted.take(), [{start: 3, end: 6}]);
	assert.deepEqual(outstandingBlocks(plan.files, blockSize), [{start: 3, end: 6}]);
	arrive(5);
	arrive(3);
	assert.equal(plan.received, 24);
	assert.deepEqual(plan.takeNews().complete, []);
	arrive(4);
	const {complete} = plan.takeNews();
	assert.deepEqual(complete.map(({path}) => path), ['a']);
	assert.deepEqual(plan.takeNews().complete, []);
	assert.deepEqual(outstandingBlocks(plan.files, blockSize), []);
	assert.equal(plan.isDone, false);
	plan.placed(complete[0]!);
	assert.equal(plan.isDone, true);
	assert.deepEqual(plan.done, {files: 1, bytes: 40});
});

test('an empty file is complete at once', async t => {
	const {plan, take} = await planning(t);
	await take(file('empty', []));
	assert.deepEqual(plan.takeNews().complete.map(({path}) => path), ['empty']);
	assert.deepEqual(plan.wanted.take(), []);
});

test('files that stand side by side in one block are complete together', async t => {
	const {plan, take, arrive} = await planning(t);
	await take(file('a', [at(1, 5)]));
	await take(file('b', [at(1, 5, 5)]));
	await take(file('c', [at(2, 5)]));
	assert.deepEqual(plan.wanted.takeTouched(), new Set([1, 2]));
	arrive(1);
	assert.deepEqual(plan.takeNews().complete.map(({path}) => path), ['a', 'b']);
	assert.equal(plan.received, 10);
});

test('two files with the same content are complete with the same blocks', async t => {
	const {plan, take, arrive} = await planning(t);
	await take(file('a', [at(1, 32)]));
	await take(file('b', [at(1, 32)]));
	assert.deepEqual(plan.wanted.take(), [{start: 1, end: 3}]);
	arrive(1);
	arrive(2);
	assert.deepEqual(plan.takeNews().complete.map(({path}) => path), ['a', 'b']);
	assert.equal(plan.received, 64);
});

test('blocks that are here already are filled in before the file is complete', async t => {
	const {plan, take} = await planning(t, {hasBlock: block => block < 3});
	await take(file('a', [at(1, 32)]));
	assert.equal(plan.received, 32);
	const {toFill, complete} = plan.takeNews();
	assert.deepEqual(toFill.map(({path}) => path), ['a']);
	assert.deepEqual(complete, []);
	plan.filled(toFill[0]!);
	assert.deepEqual(plan.takeNews().complete, toFill);
});

test('a file that the sharer is still reading grows, and is complete only when its hash is known', async t => {
	const {plan, take, arrive} = await planning(t);
	const unread = {sha256: undefined, size: 40};
	await take(file('a', [at(1, 16)], unread));
	arrive(1);
	assert.deepEqual(plan.takeNews().complete, []);
	await take(file('a', [at(1, 32)], unread));
	assert.deepEqual(plan.wanted.take(), [{start: 1, end: 3}]);
	arrive(2);
	await take(file('a', [at(1, 32), at(9, 8)]));
	assert.deepEqual(plan.total, {files: 1, bytes: 40});
	assert.deepEqual(plan.wanted.take(), [{start: 9, end: 10}]);
	arrive(9);
	assert.deepEqual(plan.takeNews().complete.map(({path}) => path), ['a']);
	assert.equal(plan.received, 40);
});

test('a file that has a block twice is complete when it has come once', async t => {
	const {plan, take, arrive} = await planning(t);
	await take(file('a', [at(1, 32)], {sha256: undefined, size: 80}));
	await take(file('a', [at(1, 32), at(2, 16), at(5, 16)], {sha256: undefined, size: 80}));
	await take(file('a', [at(1, 32), at(2, 16), at(5, 16), at(2, 16)]));
	arrive(2);
	arrive(1);
	assert.deepEqual(plan.takeNews().complete, []);
	arrive(5);
	assert.deepEqual(plan.takeNews().complete.map(({path}) => path), ['a']);
	assert.equal(plan.received, 80);
});

test('what a file that has been begun gets again is filled in', async t => {
	const {plan, take, arrive, folder} = await planning(t);
	await take(file('a', [at(1, 32)], {sha256: undefined, size: 48}));
	await writeTree(folder, {[partName('share', 'a')]: 'two blocks'});
	arrive(1);
	arrive(2);
	await take(file('a', [at(1, 32), at(2, 16)]));
	const {toFill, complete} = plan.takeNews();
	assert.deepEqual(complete, []);
	assert.deepEqual(toFill.map(({path, needsFilling}) => [path, needsFilling]), [['a', true]]);
	plan.filled(toFill[0]!);
	assert.deepEqual(plan.takeNews().complete, toFill);
});

test('a file of which the last bytes were here before its hash is complete with it', async t => {
	const {plan, take, arrive} = await planning(t);
	await take(file('a', [at(1, 16)], {sha256: undefined}));
	arrive(1);
	await take(file('a', [at(1, 16)]));
	assert.deepEqual(plan.takeNews().complete.map(({path}) => path), ['a']);
});

test('a file with other content starts again, its part is gone, and its blocks are obsolete', async t => {
	const {plan, take, arrive, folder} = await planning(t);
	await take(file('a', [at(1, 32)]));
	arrive(1);
	await writeTree(folder, {[partName('share', 'a')]: 'first block'});
	const [first] = [...plan.takeNews().complete];
	assert.equal(first, undefined);
	await take(file('a', [at(5, 20)]));
	assert.deepEqual(await readdir(folder), []);
	assert.deepEqual(plan.takeNews().obsolete, [at(1, 32)]);
	assert.deepEqual({total: plan.total, received: plan.received}, {total: {files: 1, bytes: 20}, received: 0});
	// What comes late of the old content is nothing to the new one.
	arrive(2);
	assert.equal(plan.received, 0);
	assert.deepEqual(outstandingBlocks(plan.files, blockSize), [{start: 5, end: 7}]);
});

test('a file that is damaged starts again with all of its blocks', async t => {
	const {plan, take, arrive, clear} = await planning(t);
	await take(file('a', [at(1, 32)]));
	plan.wanted.take();
	arrive(1);
	arrive(2);
	const [complete] = plan.takeNews().complete;
	clear();
	plan.restart(complete!);
	assert.equal(plan.has(complete!), false);
	assert.deepEqual(plan.wanted.take(), [{start: 1, end: 3}]);
	assert.equal(plan.received, 0);
	arrive(1);
	arrive(2);
	assert.equal(plan.takeNews().complete.length, 1);
});

test('a file that a whole index no longer has is given up and reported, one of a part of an index is not', async t => {
	const {plan, take, said, folder} = await planning(t);
	await take(file('a', [at(1, 32)]));
	await take(file('b', [at(4, 32)]));
	await writeTree(folder, {[partName('share', 'a')]: '', [partName('share', 'b')]: ''});
	plan.beginPass({isWhole: false, incoming});
	plan.beginPass({isWhole: true, incoming});
	await take(file('b', [at(4, 32)]));
	plan.dropUnseen();
	assert.deepEqual(said, ['gone a']);
	assert.deepEqual(plan.total, {files: 1, bytes: 32});
	assert.deepEqual(await readdir(folder), [partName('share', 'b')]);
	assert.deepEqual(plan.takeNews().obsolete, [at(1, 32)]);
});

test('what was a file in one version may be a directory in the next', async t => {
	const {plan, take, said} = await planning(t);
	plan.beginPass({isWhole: true, incoming});
	await take(file('a', [at(1, 32)]));
	plan.dropUnseen();
	plan.beginPass({isWhole: true, incoming});
	await take(directory('a'));
	await take(file('a/b', [at(1, 32)]));
	plan.dropUnseen();
	assert.deepEqual(said, ['gone a']);
	assert.deepEqual(plan.total, {files: 1, bytes: 32});
});

test('paths that are not safe are refused once each, and nothing is planned for them', async t => {
	const {plan, take, said} = await planning(t);
	for (let pass = 0; pass < 2; pass++) {
		plan.beginPass({isWhole: true, incoming});
		await take({
			kind: 'symlink', path: 'link', mtime: 0, target: '.',
		});
		for (const path of ['../a', '/a', 'a/../b', 'link/a', 'a\0']) {
			await take(file(path, [at(1, 5)]));
		}
	}

	assert.deepEqual(plan.admission.refusals.paths, new Set(['../a', '/a', 'a/../b', 'link/a', 'a\0']));
	assert.deepEqual(said, [...plan.admission.refusals.paths].map(path => `not-created ${path}`));
	assert.deepEqual(plan.total, {files: 0, bytes: 0});
	assert.equal(plan.isDone, true);
});

test('what becomes a folder, or a file, is no news of a version that is not whole yet', async t => {
	const {plan, take, said} = await planning(t);
	plan.beginPass({isWhole: true, incoming});
	await take(file('a', [at(1, 5)]));
	plan.beginPass({isWhole: false, incoming});
	await take({
		kind: 'directory', path: 'a', mtime: 0, mode: 0o755,
	});
	await take(file('a/b', [at(2, 5)]));
	plan.beginPass({isWhole: true, incoming});
	await take({
		kind: 'directory', path: 'a', mtime: 0, mode: 0o755,
	});
	await take(file('a/b', [at(2, 5)]));
	plan.dropUnseen();
	assert.deepEqual([said, [...plan.admission.refusals.paths]], [['gone a'], []]);
	assert.deepEqual(plan.total, {files: 1, bytes: 5});
});

test('what was refused in one version and is not in the next is not counted any more', async t => {
	const {plan, take} = await planning(t);
	plan.beginPass({isWhole: true, incoming});
	await take(file('../a', [at(1, 5)]));
	assert.equal(plan.admission.refusals.paths.size, 1);
	plan.beginPass({isWhole: true, incoming});
	assert.equal(plan.admission.refusals.paths.size, 0);
});

test('a file that lies outside of the feed is malformed', async t => {
	const {take} = await planning(t);
	for (const extents of [[at(limit, 1)], [at(limit - 1, 17)], [at(1, 5, blockSize)]]) {
		await assert.rejects(take(file('a', extents)), {code: 'feed-malformed'});
	}
});

test('a small file in two pieces is malformed', async t => {
	const {take} = await planning(t);
	await assert.rejects(take(file('a', [at(1, 3), at(1, 4, 3)])), {code: 'feed-malformed', message: /more pieces than it has blocks/v});
});

test('files in too many pieces are malformed, unless others have gone', async t => {
	const {plan, take} = await planning(t);
	const pieces = Array.from({length: 40_000}, () => at(1, 16));
	await take(file('a', pieces));
	await take(file('b', [at(1, 1)]));
	await take(file('a', [at(2, 1)]));
	await take(file('b', pieces));
	plan.beginPass({isWhole: true, incoming});
	await take(file('b', pieces));
	plan.dropUnseen();
	await assert.rejects(take(file('c', pieces)), {code: 'feed-malformed', message: /too many pieces/v});
});

test('directories need no entries when they are few, or as many as have one', async t => {
	const path = (index: number): string => `${index}${'/a'.repeat(200)}`;
	for (const named of [0, 5000]) {
		const {plan, take} = await planning(t, {isChosen: name => !name.startsWith('named')});
		for (let index = 0; index < named; index++) {
			await take(directory(`named ${index}`));
		}

		const most = Math.floor((named + 1000) / 200);
		for (let index = 0; index < most; index++) {
			await take(file(path(index), []));
		}

		await assert.rejects(take(file(path(most), [])), {code: 'feed-malformed', message: /leaves out directories/v});
		plan.beginPass({isWhole: true, incoming});
		await take(file(path(most), []));
	}
});

test('very many long paths are malformed, chosen or not', async t => {
	const {plan, take} = await planning(t, {isChosen: () => false});
	const path = (index: number): string => `${'a/'.repeat(256)}${index}`;
	for (let pass = 0; pass < 2; pass++) {
		plan.beginPass({isWhole: false, incoming});
		for (let index = 0; index < 2048; index++) {
			await take(directory(path(index)));
		}
	}

	await assert.rejects(take(directory(path(5000))), {code: 'feed-malformed', message: /longer than 512 bytes/v});
	plan.beginPass({isWhole: true, incoming});
	await take(directory(path(5000)));
});

test('what was not chosen is not planned, but directories are known', async t => {
	const directories: string[] = [];
	const {plan, take} = await planning(t, {
		isChosen: chooser(['a/b']),
		onDirectory({path}) {
			directories.push(path);
		},
	});
	await take(directory('a'));
	await take(file('a/b', [at(1, 5)]));
	await take(file('a/c', [at(1, 5, 5)]));
	assert.deepEqual(directories, ['a']);
	assert.deepEqual(plan.total, {files: 1, bytes: 5});
});

test('a file that is there already is done, and its blocks are not wanted but can be given', async t => {
	const {plan, take, folder, slices} = await planning(t);
	await writeTree(folder, {a: 'content'});
	await take(fileEntry('a', 'content', {extents: [at(4, 7)]}));
	assert.equal(plan.isDone, true);
	assert.equal(plan.received, 7);
	plan.wanted.closeShared();
	assert.deepEqual(plan.wanted.take(), []);
	assert.deepEqual(slices.at(4).map(({owner, length}) => [owner.place, length]), [[`${folder}/a`, 7]]);
});

test('a file that the user doesn’t want is skipped in every pass, and asked about once', async t => {
	const {plan, take, said, folder} = await planning(t, {existing: 'skip'});
	await writeTree(folder, {a: 'other'});
	for (let pass = 0; pass < 3; pass++) {
		plan.beginPass({isWhole: true, incoming});
		await take(fileEntry('a', 'content'));
		plan.dropUnseen();
	}

	assert.deepEqual(said, ['skipped a']);
	assert.deepEqual([plan.total, plan.skipped.total], [{files: 0, bytes: 0}, {files: 1, bytes: 7}]);
	assert.equal(plan.isDone, true);
});

test('it is known how far each file is', async t => {
	const {plan, take, arrive, folder} = await planning(t, {existing: 'skip', isChosen: chooser(['a', 'b', 'c'])});
	await writeTree(folder, {b: 'other', c: 'content'});
	assert.deepEqual(plan.progressOf('a'), {state: 'waiting', received: 0});
	await take(file('a', [at(1, 20)]));
	await take(fileEntry('b', 'content', {extents: [at(5, 7)]}));
	await take(fileEntry('c', 'content', {extents: [at(5, 7)]}));
	assert.deepEqual(plan.progressOf('a'), {state: 'waiting', received: 0});
	arrive(2);
	assert.deepEqual(plan.progressOf('a'), {state: 'receiving', received: 4});
	assert.deepEqual(plan.progressOf('b'), {state: 'skipped', received: 0});
	assert.deepEqual(plan.progressOf('c'), {state: 'here', received: 7});
	assert.deepEqual(plan.progressOf('not chosen'), {state: 'skipped', received: 0});
});

test('what something of the user’s is in the way of is not planned, and refused when the index is whole', async t => {
	const blocked = new Set(['a/x', 'a/']);
	const {plan, take, said} = await planning(t, {isBlocked: name => blocked.has(name)});
	plan.beginPass({isWhole: false, incoming});
	await take(file('a/x', [at(1, 10)]));
	assert.deepEqual(said, []);
	assert.deepEqual(plan.total, {files: 0, bytes: 0});
	plan.beginPass({isWhole: true, incoming});
	await take(directory('a'));
	await take(file('a/x', [at(1, 10)]));
	await take(file('b', [at(2, 10)]));
	plan.dropUnseen();
	assert.deepEqual(said, ['not-created a', 'not-created a/x']);
	assert.deepEqual(plan.total, {files: 1, bytes: 10});
	assert.deepEqual(plan.admission.refusals.files, new Set(['a/x']));
	blocked.clear();
	plan.beginPass({isWhole: true, incoming});
	await take(file('a/x', [at(1, 10)]));
	assert.deepEqual(plan.admission.refusals.paths, new Set());
	assert.equal(plan.total.files, 2);
});

test('a file that can’t be created after all is not waited for, and its blocks are of no use to it', async t => {
	const {plan, take, arrive, said} = await planning(t);
	await take(file('a', [at(1, 40)]));
	await take(file('b', [at(9, 10)]));
	arrive(1);
	const [refused] = plan.files;
	plan.refuse(refused!, 'in-the-way');
	plan.refuse(refused!, 'in-the-way');
	assert.deepEqual(said, ['not-created a']);
	assert.deepEqual(plan.total, {files: 1, bytes: 10});
	assert.equal(plan.received, 0);
	arrive(2);
	arrive(9);
	const {complete, obsolete} = plan.takeNews();
	assert.deepEqual(complete.map(({path}) => path), ['b']);
	assert.deepEqual(obsolete, [at(1, 40)]);
	plan.placed(complete[0]!);
	assert.ok(plan.isDone);
});

test('of a file that something has come into the way of it is not said that the sharer has it no more', async t => {
	const blocked = new Set<string>();
	const {plan, take, said} = await planning(t, {isBlocked: name => blocked.has(name)});
	plan.beginPass({isWhole: true, incoming});
	await take(file('a/x', [at(1, 10)]));
	blocked.add('a/x');
	plan.beginPass({isWhole: true, incoming});
	await take(file('a/x', [at(1, 10)]));
	plan.dropUnseen();
	assert.deepEqual(said, ['not-created a/x']);
	assert.equal(plan.total.files, 0);
});

type Planning = {
	readonly plan: ReceivePlan;
	readonly folder: string;
	readonly slices: SliceMap<StoredFile>;
	readonly said: readonly string[];
	readonly take: (entry: Entry) => Promise<void>;
	/** A block has been written. */
	readonly arrive: (block: number) => void;
	/** No block is here any more. */
	readonly clear: () => void;
};

async function planning(t: TestContext, change: Partial<ReceivePlanOptions> = {}): Promise<Planning> {
	const folder = await temporaryFolder(t);
	const slices = new SliceMap<StoredFile>(blockSize);
	const said: string[] = [];
	const here = new Set<number>();
	const plan = new ReceivePlan({
		directory: folder,
		share: 'share',
		existing: 'keep-both',
		replacesEdited: false,
		blockSize,
		newGate: () => new PathGate({platform: 'linux', caseSensitive: true, normalizationSensitive: true}),
		isBlocked: () => false,
		isChosen: chooser([]),
		onDirectory: () => undefined,
		slices,
		known: new KnownFiles(openDatabase(t).sql),
		earlier: async () => undefined,
		letsGo: () => false,
		hasContent,
		promised: new Set(),
		removePart({partPlace}) {
			rmSync(partPlace, {force: true});
		},
		hasBlock: block => here.has(block),
		async waitForRoom(error) {
			throw error;
		},
		onEvent(event) {
			said.push(`${event.type} ${'path' in event ? event.path : ''}`);
		},
		signal: new AbortController().signal,
		...change,
	});
	return {
		plan,
		folder,
		slices,
		said,
		async take(entry) {
			assert.ok(entry.kind !== 'withheld');
			await plan.take(entry, limit);
		},
		arrive(block) {
			here.add(block);
			plan.stored(slices.at(block));
		},
		clear() {
			here.clear();
		},
	};
}
