import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import type Hypercore from 'hypercore';
import {firstCommit, type FirstCommitOptions} from '../../source/app/first-commit.ts';
import {ExpectedError} from '../../source/base/errors.ts';
import {encodeCommit, type Commit} from '../../source/feed/commit.ts';
import {commitOf} from '../helpers/commit-of.ts';
import {connectFeeds, memoryFeed} from '../helpers/memory-feeds.ts';
import {mockTimers} from '../helpers/mock-timers.ts';
import {waitFor} from '../helpers/wait-for.ts';

const commit = (version: number): Commit => commitOf({version});

const forEver: FirstCommitOptions = {timeout: undefined, signal: new AbortController().signal};

test('the newest commit that is here is taken at once', async t => {
	const core = await memoryFeed(t);
	await core.append([encodeCommit(commit(1)), encodeCommit(commit(2))]);
	assert.deepEqual(await firstCommit(core, {...forEver, timeout: 0}), {commit: commit(2), block: 1});
});

test('the first commit comes from the first peer that has one, however late', async t => {
	const source = await memoryFeed(t);
	const copy = await memoryFeed(t, source.key);
	const first = firstCommit(copy, forEver);
	await connectFeeds(t, source, copy);
	await waitFor(copy, 'peer-add', () => copy.peers[0]);
	await source.append(encodeCommit(commit(7)));
	assert.deepEqual(await first, {commit: commit(7), block: 0});
});

test('a newest block that is no commit is malformed', async t => {
	const core = await memoryFeed(t);
	await core.append([encodeCommit(commit(1)), Uint8Array.of(0x43, 1, 9)]);
	await assert.rejects(firstCommit(core, forEver), {code: 'feed-malformed'});
});

test('when nobody was found in time it says so, with the exit code for that', async t => {
	mockTimers(t, ['setTimeout']);
	const search = firstCommit(await emptyCopy(t), {...forEver, timeout: 2000});
	t.mock.timers.tick(1999);
	assert.equal(await soFar(search), 'pending');
	t.mock.timers.tick(1);
	await assert.rejects(search, isNoPeer('Nobody who has this share was found.'));
});

test('peers that have nothing yet are told from nobody at all', async t => {
	const source = await memoryFeed(t);
	const copy = await memoryFeed(t, source.key);
	await connectFeeds(t, source, copy);
	await waitFor(copy, 'peer-add', () => copy.peers[0]);
	mockTimers(t, ['setTimeout']);
	const search = firstCommit(copy, {...forEver, timeout: 2000});
	t.mock.timers.tick(2000);
	await assert.rejects(search, isNoPeer('The peers of this share have nothing of it yet.'));
});

test('a newest commit of which only the existence is known is waited for no longer than the timeout', async t => {
	const source = await memoryFeed(t);
	await source.append([encodeCommit(commit(1)), encodeCommit(commit(2))]);
	const copy = await memoryFeed(t, source.key);
	const stream = await connectFeeds(t, source, copy);
	await copy.get(0);
	assert.equal(copy.length, 2);
	stream.destroy();
	await waitFor(copy, 'peer-remove', () => copy.peers.length === 0 || undefined);
	mockTimers(t, ['setTimeout']);
	const search = firstCommit(copy, {...forEver, timeout: 2000});
	t.mock.timers.tick(2000);
	await assert.rejects(search, isNoPeer('Nobody who has this share was found.'));
});

test('an interruption ends the search with its own reason', async t => {
	const controller = new AbortController();
	const core = await emptyCopy(t);
	const search = firstCommit(core, {timeout: undefined, signal: controller.signal});
	controller.abort(new Error('Stopped by the test'));
	await assert.rejects(search, {message: 'Stopped by the test'});
	await assert.rejects(firstCommit(core, {timeout: undefined, signal: controller.signal}), {message: 'Stopped by the test'});
});

async function emptyCopy(t: TestContext): Promise<Hypercore> {
	const {key} = await memoryFeed(t);
	return memoryFeed(t, key);
}

/** How a promise stands when everything that is due has been done. */
async function soFar(promise: Promise<unknown>): Promise<string> {
	const settled = promise.then(() => 'resolved', () => 'rejected');
	const later = new Promise<string>(resolve => {
		setImmediate(resolve, 'pending');
	});
	return Promise.race([settled, later]);
}

function isNoPeer(message: string): (error: unknown) => true {
	return error => {
		assert.ok(error instanceof ExpectedError, String(error));
		assert.deepEqual({code: error.code, exitCode: error.exitCode, message: error.message}, {code: 'no-peer', exitCode: 3, message});
		assert.match(error.hint, /without --timeout/v);
		return true;
	};
}
