import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import path from 'node:path';
import test from 'node:test';
import {ExpectedError} from '../../source/base/errors.ts';
import {isPartName} from '../../source/base/relative-path.ts';
import {encodeCommit} from '../../source/feed/commit.ts';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {commitOf} from '../helpers/commit-of.ts';
import {readTree} from '../helpers/read-tree.ts';
import {startFerry} from '../helpers/run-ferry.ts';
import {stage} from '../helpers/serve-feed.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {localTestnet} from '../helpers/testnet.ts';
import {twoApps} from '../helpers/two-apps.ts';
import {writeLargeFolder} from '../helpers/write-large-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

const key = new Uint8Array(32).fill(7);
const timeout = 1000;

test('with nobody there, get, ls and cat end with exit code 3 after --timeout, and nothing is written', async t => {
	const root = await temporaryFolder(t);
	const {bootstrap} = await localTestnet(t);
	const cwd = path.join(root, 'here');
	await writeTree(cwd, {});
	for (const arguments_ of [['get'], ['ls'], ['cat', 'file']]) {
		const [command, ...rest] = arguments_;
		const ferry = startFerry(t, [command!, Buffer.from(key).toString('hex'), ...rest, '--timeout', '0.5', '--store', path.join(root, 'store')], {cwd, env: {FERRY_BOOTSTRAP: bootstrap.join(',')}});
		assert.deepEqual(await ferry.ended, {code: 3, signal: undefined}, ferry.stderr);
		assert.match(ferry.stderr, /Nobody who has this share was found\./v);
		assert.equal(ferry.stdout, '');
	}

	assert.deepEqual([...(await readTree(cwd)).keys()], []);
	assert.deepEqual([...(await readTree(path.join(root, 'store', 'shares'))).keys()].filter(name => !name.includes('.lock')), []);
});

test('a get whose sharer is gone ends after the timeout when it is run again, loses nothing, and is completed when the sharer is back', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const from = path.join(folder, 'from');
	const to = path.join(folder, 'to');
	const {bytes} = await writeLargeFolder(from, {large: 48, small: 100, smallBytes: 50_000});
	const share = sharer.share(from);
	const key = await share.key();
	await share.event('version');
	const first = receiver.get(key, to);
	await first.event('receiving', ({bytes}) => bytes > 0);
	await first.stop();
	await assert.rejects(first.ended, {message: 'Stopped by the test'});
	await share.stop();

	const before = await readTree(to);
	assert.ok([...before.keys()].some(name => isPartName(name)));
	const second = receiver.get(key, to, {timeout});
	await assert.rejects(second.ended, isNoPeer);
	const {bytes: kept} = second.last('receiving');
	assert.ok(kept > 0);
	assert.deepEqual(second.all('peer-connected'), []);
	const after = await readTree(to);
	assert.deepEqual([...before.keys()].filter(name => !isPartName(name) && !after.has(name)), []);
	assert.equal(after.size, before.size);

	const again = sharer.share(from);
	await again.key();
	const {transferred} = await receiver.received(key, to, {timeout: 60_000});
	assert.deepEqual((await compareFolders(from, to)).differences, []);
	assert.ok(transferred <= bytes - kept + (1024 * 1024), `${transferred} bytes came after ${kept} of ${bytes} were here`);
});

test('a get that has everything needs nobody, whatever its timeout', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/from`, {file: 'content'});
	const share = sharer.share(`${folder}/from`);
	const key = await share.key();
	await receiver.received(key, `${folder}/to`);
	await share.stop();
	const {files, transferred} = await receiver.received(key, `${folder}/to`, {timeout: 1});
	assert.deepEqual({files, transferred}, {files: 1, transferred: 0});
});

test('a get that knows of a commit, but not of its index, ends after the timeout when nobody is there', async t => {
	const {folder, machine, serve} = await stage(t);
	const commit = commitOf({
		root: 0, complete: false, expected: {files: 1, bytes: 1}, totals: {
			files: 0, directories: 0, symlinks: 0, bytes: 0, leftOut: 0,
		},
	});
	const core = await serve([new Uint8Array(100), encodeCommit(commit)]);
	await core.clear(0, 1);
	const receiver = machine('receiver');
	const first = receiver.get(core.key, `${folder}/to`);
	await first.event('receiving');
	await first.stop();
	await core.close();
	const second = receiver.get(core.key, `${folder}/to`, {timeout});
	await assert.rejects(second.ended, isNoPeer);
	await assert.rejects(receiver.use(async app => {
		for await (const _ of app.ls(core.key, undefined, {timeout, signal: new AbortController().signal, onEvent: () => undefined})) {
			assert.fail();
		}
	}), isNoPeer);
});

function isNoPeer(error: unknown): true {
	assert.ok(error instanceof ExpectedError, String(error));
	assert.deepEqual({code: error.code, exitCode: error.exitCode}, {code: 'no-peer', exitCode: 3});
	return true;
}
