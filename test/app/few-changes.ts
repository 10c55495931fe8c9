import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fewChanges, withParents} from '../../source/app/few-changes.ts';
import type {Entry} from '../../source/feed/entry.ts';
import type {IndexChange} from '../../source/feed/write-index.ts';
import type {ReadableIndex} from '../../source/feed/read-index.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {directory, MemoryIndex} from '../helpers/memory-index.ts';

const link: Entry = {
	kind: 'symlink', path: 'd/link', mtime: 0, target: 'a',
};
const before: readonly Entry[] = [directory('d'), fileEntry('d/a', 'a'), directory('d/e'), fileEntry('d/e/b', 'b'), link, fileEntry('f', 'f')];

const gone = (path: string): IndexChange => ({kind: 'removed', path});

async function compare(changes: readonly IndexChange[]) {
	const index = new MemoryIndex();
	await index.write(before);
	const old = versionOf(index);
	await index.write(changes);
	return {found: await fewChanges(old, versionOf(index)), after: versionOf(index)};
}

function versionOf(index: MemoryIndex): ReadableIndex {
	return {root: index.root, limit: Number.MAX_SAFE_INTEGER, read: async block => index.read(block)};
}

const elsewhere = fileEntry('d/a', 'a', {extents: [{block: 9, offset: 0, length: 1}]});

const table: ReadonlyArray<readonly [what: string, changes: readonly IndexChange[], removed: readonly string[] | undefined, changed?: readonly string[]]> = [
	['nothing', [], [], []],
	['a file', [fileEntry('d/a', 'changed')], [], ['d/a']],
	['where a file stands in the feed', [elsewhere], [], ['d/a']],
	['a new file', [fileEntry('d/e/c', 'new')], [], ['d/e/c']],
	['a file that is gone', [gone('d/a')], ['d/a'], []],
	['a renamed file', [gone('d/a'), fileEntry('d/z', 'a')], ['d/a'], ['d/z']],
	['a new folder', [directory('g'), fileEntry('g/a', 'a')], [], ['g', 'g/a']],
	['the time of a folder', [directory('d', 5)], [], ['d']],
	['a folder that is gone', [gone('d/e'), gone('d/e/b')], undefined],
	['a link', [{...link, target: 'b'}], undefined],
	['a link that is gone', [gone('d/link')], undefined],
	['a new link', [{...link, path: 'x'}], undefined],
	['a file that becomes a folder', [directory('f')], undefined],
	['a file that becomes a link', [{...link, path: 'f'}], undefined],
	['something that can’t be read any more', [{kind: 'withheld', path: 'f'}], undefined],
	['a very long path', [fileEntry(`d/${'x'.repeat(600)}`, 'a')], undefined],
	['very much', Array.from({length: 2001}, (_, number) => fileEntry(`n${String(number).padStart(4, '0')}`, 'a')), undefined],
];

test('Files that only stand elsewhere in the feed, because a neighbour has changed, are no reason to go through everything', async () => {
	const index = new MemoryIndex();
	const files = Array.from({length: 3000}, (_, number) => fileEntry(`n${String(number).padStart(4, '0')}`, 'a'));
	await index.write(files);
	const old = versionOf(index);
	await index.write(files.map(file => ({...file, extents: [{block: 9, offset: 0, length: 1}]})));
	const found = await fewChanges(old, versionOf(index));
	assert.equal(found?.changed.length, 3000);
});

for (const [what, changes, removed, changed] of table) {
	test(`What a version has changed: ${what}`, async () => {
		const {found} = await compare(changes);
		assert.deepEqual(found && {...found, changed: found.changed.map(({path}) => path)}, removed && {removed, changed});
	});
}

test('With what has changed come the directories that it is in, once each and in order', async () => {
	const {found, after} = await compare([fileEntry('d/a', 'changed'), fileEntry('d/e/b', 'changed'), fileEntry('f', 'changed')]);
	const paths: string[] = [];
	for await (const {path} of withParents(found!.changed, after)) {
		paths.push(path);
	}

	assert.deepEqual(paths, ['d', 'd/a', 'd/e', 'd/e/b', 'f']);
});
