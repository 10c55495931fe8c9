import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {chooser} from '../../source/app/choose-files.ts';
import {expectedOf, type Expected} from '../../source/app/expected-of.ts';
import {encodeCommit} from '../../source/feed/commit.ts';
import {encodePage} from '../../source/feed/index-page.ts';
import {commitOf} from '../helpers/commit-of.ts';
import {fileEntry} from '../helpers/file-entry.ts';
import {memoryFeed} from '../helpers/memory-feeds.ts';
import {directory} from '../helpers/memory-index.ts';

const claimed = {files: 99, bytes: 999};

test('of a version that is read to its end, what was chosen is counted', async t => {
	assert.deepEqual(await expected(t, {complete: true, only: ['a']}), {files: 1, bytes: 3});
	assert.deepEqual(await expected(t, {complete: true, only: []}), {files: 2, bytes: 8}, 'and not believed from the commit');
	assert.deepEqual(await expected(t, {complete: true, only: ['nothing']}), {files: 0, bytes: 0});
});

test('while the sharer is reading, what its walk has found is expected by those alone who want everything', async t => {
	assert.deepEqual(await expected(t, {complete: false, only: []}), claimed);
	assert.deepEqual(await expected(t, {complete: false, only: ['a']}), {files: 0, bytes: 0});
});

/** Of a feed with two files, of which globs choose some. */
async function expected(t: TestContext, {complete, only}: {readonly complete: boolean; readonly only: readonly string[]}): Promise<Expected> {
	const core = await memoryFeed(t);
	const commit = commitOf({root: 0, complete, expected: claimed});
	const entries = [directory('a'), fileEntry('a/1', 'one'), fileEntry('b', 'three')];
	await core.append([encodePage({kind: 'leaf', entries}), encodeCommit(commit)]);
	const read = async (index: number): Promise<Uint8Array> => (await core.get(index))!;
	return expectedOf({commit, block: 1, read}, {
		directory: '/nowhere', isChosen: chooser(only), isEverything: only.length === 0, counted: undefined,
	});
}
