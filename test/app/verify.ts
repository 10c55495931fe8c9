import assert from 'node:assert/strict';
import {
	chmod, mkdir, readFile, rename, rm, symlink, utimes, writeFile,
} from 'node:fs/promises';
import test, {type TestContext} from 'node:test';
import type {Verified} from '../../source/app/verify.ts';
import {compareFolders} from '../../scripts/compare-folders.ts';
import {encodeCommit} from '../../source/feed/commit.ts';
import {Library} from '../../source/library/library.ts';
import {commitOf} from '../helpers/commit-of.ts';
import {overwrite} from '../helpers/overwrite.ts';
import {stage} from '../helpers/serve-feed.ts';
import {type TwoApps, twoApps, type Machine} from '../helpers/two-apps.ts';
import {writeTree, type Tree} from '../helpers/write-tree.ts';

const tree: Tree = {
	'a/edited': 'content',
	'a/longer': 'content',
	'a/replaced by a folder': 'content',
	'a/replaced by a link': 'content',
	'directory gone/file': 'content',
	'directory turned file': null,
	'file gone': 'content',
	large: new Uint8Array(600_000),
	'link gone': {link: 'same'},
	'link retargeted': {link: 'same'},
	'link turned file': {link: 'same'},
	same: 'same',
};

test('what is as shared has no problems, on either side', async t => {
	const {sharer, receiver, key} = await received(t);
	const nothing = {
		files: 8, bytes: 600_000 + (6 * 7) + 4, problems: [], elsewhere: [],
	};
	assert.deepEqual(await verify(receiver, key), nothing);
	assert.deepEqual(await verify(sharer, key), nothing);
});

for (const side of ['receiver', 'sharer'] as const) {
	test(`every way in which the ${side}’s files can differ is found and named`, async t => {
		const apps = await received(t);
		const folder = `${apps.folder}/${side === 'receiver' ? 'to' : 'from'}`;
		await overwrite(`${folder}/a/edited`, 1, 'X');
		// An edit that hides in the time of the file is one too.
		await utimes(`${folder}/a/edited`, 1, 1);
		await writeFile(`${folder}/a/longer`, 'content and more');
		for (const name of ['a/replaced by a folder', 'a/replaced by a link', 'directory turned file', 'directory gone', 'file gone', 'link gone', 'link retargeted', 'link turned file']) {
			await rm(`${folder}/${name}`, {recursive: true});
		}

		await mkdir(`${folder}/a/replaced by a folder`);
		await symlink('../same', `${folder}/a/replaced by a link`);
		await writeFile(`${folder}/directory turned file`, 'content');
		await symlink('large', `${folder}/link retargeted`);
		await writeFile(`${folder}/link turned file`, 'same');
		await overwrite(`${folder}/large`, 599_999, 'X');
		const {files, problems} = await verify(apps[side], apps.key);
		assert.equal(files, 8);
		assert.deepEqual(problems, [
			{path: 'a/edited', problem: 'content'},
			{path: 'a/longer', problem: 'content'},
			{path: 'a/replaced by a folder', problem: 'kind'},
			{path: 'a/replaced by a link', problem: 'kind'},
			{path: 'directory gone', problem: 'missing'},
			{path: 'directory gone/file', problem: 'missing'},
			{path: 'directory turned file', problem: 'kind'},
			{path: 'file gone', problem: 'missing'},
			{path: 'large', problem: 'content'},
			{path: 'link gone', problem: 'missing'},
			{path: 'link retargeted', problem: 'target'},
			{path: 'link turned file', problem: 'kind'},
		]);
	});
}

test('what stands beside the share, other times and other permissions are no problem, and nothing is changed', async t => {
	const {folder, receiver, key} = await received(t);
	await writeTree(`${folder}/to`, {'the user’s own': 'content'});
	await utimes(`${folder}/to/same`, 1, 1);
	await chmod(`${folder}/to/same`, 0o600);
	const before = await readFile(`${folder}/to/same`);
	assert.deepEqual((await verify(receiver, key)).problems, []);
	assert.deepEqual(await readFile(`${folder}/to/same`), before);
});

test('what it comes from is told: the folder is not there, something stands in the way, or not all was received', async t => {
	const {folder, stores, sharer, receiver, key} = await received(t);
	const causeNow = async (): Promise<unknown> => verify(receiver, key).then(({cause}) => cause);
	assert.equal(await causeNow(), undefined);
	await overwrite(`${folder}/to/large`, 1, 'X');
	assert.equal(await causeNow(), undefined);
	await rm(`${folder}/to/directory gone`, {recursive: true});
	await writeFile(`${folder}/to/directory gone`, 'mine');
	assert.equal(await causeNow(), 'in-the-way');
	await rm(`${folder}/to`, {recursive: true});
	assert.equal(await causeNow(), 'folder-away');
	// As the hint has it.
	await sharer.share(`${folder}/from`).event('version');
	await receiver.received(key, `${folder}/to`);
	assert.equal(await causeNow(), undefined);
	await rename(`${folder}/to`, `${folder}/moved`);
	assert.equal(await causeNow(), 'folder-away');
	const {transferred} = await receiver.received(key, `${folder}/moved`);
	assert.ok(transferred < 600_000);
	assert.deepEqual((await verify(receiver, key)).problems, []);
	const library = await Library.open(`${stores}/receiver`);
	await library.update(key, 'receiving', {complete: false});
	await rm(`${folder}/moved/large`);
	assert.equal(await causeNow(), 'unfinished');
});

test('a file that got another name is looked for under that name', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(folder, {'from/file': 'content', 'to/file': 'the user’s own'});
	const share = sharer.share(`${folder}/from`);
	const key = await share.key();
	await receiver.received(key, `${folder}/to`);
	assert.deepEqual((await verify(receiver, key)).problems, []);
	await overwrite(`${folder}/to/file (2)`, 0, 'X');
	assert.deepEqual((await verify(receiver, key)).problems, [{path: 'file', problem: 'content'}]);
});

test('only what was asked for and can be created is looked at', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/from`, {'a/1': 'content', 'b/2': 'content', 'a/out': {link: '/tmp'}});
	const key = await sharer.share(`${folder}/from`).key();
	await receiver.received(key, `${folder}/to`, {only: ['a']});
	assert.deepEqual(await verify(receiver, key), {
		files: 1, bytes: 7, problems: [], elsewhere: [],
	});
	await rename(`${folder}/to/a/1`, `${folder}/to/1`);
	assert.deepEqual((await verify(receiver, key)).problems, [{path: 'a/1', problem: 'missing'}]);
});

test('a share that is unknown or in use can’t be verified', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/from`, {file: 'content'});
	const share = sharer.share(`${folder}/from`);
	const key = await share.key();
	await assert.rejects(verify(receiver, key), {code: 'share-unknown'});
	await assert.rejects(verify(sharer, key), {code: 'share-in-use', hint: /v verifies the share in it; else stop it/v});
});

test('a share of which no version is complete here yet can’t be verified', async t => {
	const {folder, machine, serve} = await stage(t);
	const {key} = await serve([encodeCommit(commitOf({complete: false}))]);
	const receiver = machine('receiver');
	const get = receiver.get(key, `${folder}/to`);
	await get.event('receiving');
	await get.stop();
	await assert.rejects(verify(receiver, key), {code: 'files-missing'});
});

test('an interruption ends it', async t => {
	const {receiver, key} = await received(t);
	await assert.rejects(verify(receiver, key, AbortSignal.abort(new Error('Stopped by the test'))), {message: 'Stopped by the test'});
});

/** A share that was received, with both sides at rest. */
async function received(t: TestContext): Promise<TwoApps & {readonly key: Uint8Array}> {
	const apps = await twoApps(t);
	const {folder, sharer, receiver} = apps;
	await writeTree(`${folder}/from`, tree);
	const share = sharer.share(`${folder}/from`);
	const key = await share.key();
	await receiver.received(key, `${folder}/to`);
	await share.stop();
	assert.deepEqual((await compareFolders(`${folder}/from`, `${folder}/to`)).differences, []);
	return {...apps, key};
}

async function verify(machine: Machine, key: Uint8Array, signal = new AbortController().signal): Promise<Verified> {
	return machine.use(async app => app.verify(key, {signal, onEvent: () => undefined}));
}
