import assert from 'node:assert/strict';
import test from 'node:test';
import {ExpectedError} from '../../source/base/errors.ts';
import {dateText} from '../../source/base/format.ts';
import {
	findVersion, indexOf, versionsOf, type Version,
} from '../../source/app/versions.ts';
import {encodeCommit, type Commit} from '../../source/feed/commit.ts';
import {isMalformed} from '../helpers/assert-malformed.ts';
import {commitOf} from '../helpers/commit-of.ts';

/** Commits by their blocks, and which blocks have been read. */
function feedOf(commits: ReadonlyArray<readonly [block: number, fields: Partial<Commit>]>) {
	const blocks = new Map(commits.map(([block, fields]) => [block, commitOf(fields)]));
	const reads: number[] = [];
	const [block, commit] = [...blocks].at(-1)!;
	return {
		reads,
		newest: {block, commit} satisfies Version,
		async read(block: number): Promise<Uint8Array> {
			reads.push(block);
			return encodeCommit(blocks.get(block)!);
		},
	};
}

async function numbers({newest, read}: ReturnType<typeof feedOf>): Promise<number[]> {
	const found: number[] = [];
	for await (const {commit} of versionsOf(newest, read)) {
		found.push(commit.version);
	}

	return found;
}

const four = feedOf([
	[3, {version: 1, time: 1000}],
	[5, {version: 2, time: 2000, previous: 3}],
	[9, {
		version: 3, time: 4000, previous: 5, root: 7,
	}],
	[20, {version: 4, time: 3000, previous: 9}],
]);

test('The complete commits come from the newest back', async () => {
	const first = {version: 1, complete: false} as const;
	const table: ReadonlyArray<readonly [versions: readonly number[], feed: ReturnType<typeof feedOf>]> = [
		[[4, 3, 2, 1], four],
		[[], feedOf([[0, first]])],
		[[1], feedOf([[0, first], [4, {version: 1}]])],
		[[1], feedOf([[0, {version: 1}], [4, {version: 2, complete: false, previous: 0}]])],
		[[7, 3], feedOf([[0, {version: 3}], [4, {version: 7, previous: 0}]])],
	];
	for (const [versions, feed] of table) {
		assert.deepEqual(await numbers(feed), versions);
	}
});

test('A version is found by its number, by a time, or as the newest that is complete', async () => {
	const {newest, read, reads} = four;
	for (const [wish, version] of [
		[undefined, 4], [{version: 4}, 4], [{version: 3}, 3], [{version: 1}, 1], [{until: 9000}, 4], [{until: 3500}, 4], [{until: 2999}, 2], [{until: 2000}, 2], [{until: 1999}, 1],
	] as const) {
		assert.equal((await findVersion(newest, wish, read)).commit.version, version, JSON.stringify(wish));
	}

	reads.length = 0;
	assert.deepEqual(indexOf(await findVersion(newest, {version: 3}, read), read), {root: 7, limit: 9, read});
	assert.deepEqual(reads, [9], 'no more is read than it takes');
});

test('A version that is not there is told, with those that are', async () => {
	const {newest, read} = four;
	const gap = feedOf([[0, {version: 3}], [4, {version: 7, previous: 0}]]);
	const nothing = feedOf([[0, {version: 1, complete: false}]]);
	const table: ReadonlyArray<readonly [sentence: string, finding: Promise<Version>]> = [
		['There is no version 5 yet; the newest is version 4.', findVersion(newest, {version: 5}, read)],
		['There is no version 5: version 7 follows version 3.', findVersion(gap.newest, {version: 5}, gap.read)],
		['There is no version 2; the oldest is version 3.', findVersion(gap.newest, {version: 2}, gap.read)],
		[`There was no version at that time; the oldest is version 1, of ${dateText(1000)}.`, findVersion(newest, {until: 999}, read)],
		['No version of this share is complete yet; it is still being read for the first time.', findVersion(nothing.newest, undefined, nothing.read)],
		['No version of this share is complete yet; it is still being read for the first time.', findVersion(nothing.newest, {version: 1}, nothing.read)],
	];
	for (const [sentence, finding] of table) {
		await assert.rejects(finding, error => error instanceof ExpectedError && error.code === 'version-missing' && error.message === sentence, sentence);
	}
});

test('Commits that break the order of versions are refused', async () => {
	const table: ReadonlyArray<readonly [sentence: RegExp, feed: ReturnType<typeof feedOf>]> = [
		[/does not come before it/v, feedOf([[4, {version: 2, previous: 4}]])],
		[/does not come before it/v, feedOf([[5, {version: 1}], [4, {version: 2, previous: 5}]])],
		[/is not complete/v, feedOf([[0, {version: 1, complete: false}], [4, {version: 2, previous: 0}]])],
		[/are not in order/v, feedOf([[0, {version: 2}], [4, {version: 2, previous: 0}]])],
		[/are not in order/v, feedOf([[0, {version: 3}], [4, {version: 2, previous: 0, complete: false}]])],
	];
	for (const [sentence, feed] of table) {
		await assert.rejects(numbers(feed), isMalformed(sentence));
		await assert.rejects(findVersion(feed.newest, {version: 1}, feed.read), isMalformed(sentence));
	}
});
