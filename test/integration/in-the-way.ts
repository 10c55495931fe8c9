import assert from 'node:assert/strict';
import {renameSync, symlinkSync} from 'node:fs';
import {
	lstat, mkdir, readdir, readFile, rename, rm, symlink, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import type {FerryEvent} from '../../source/app/events.ts';
import {isPartName} from '../../source/base/relative-path.ts';
import {makePipe} from '../helpers/make-pipe.ts';
import {readTree} from '../helpers/read-tree.ts';
import {twoApps} from '../helpers/two-apps.ts';
import {writeTree} from '../helpers/write-tree.ts';

const mebibyte = 1024 * 1024;
const shared = {
	'a.txt': 'a', 'docs/a.txt': 'docs a', 'docs/deep/b.txt': 'deep b', 'docs/empty': '', 'docs/link': {link: 'a.txt'}, 'other/c.txt': 'c',
};
const below = ['docs', 'docs/a.txt', 'docs/deep', 'docs/deep/b.txt', 'docs/empty', 'docs/link'];

function notCreated({events}: {readonly events: readonly FerryEvent[]}): string[] {
	return events.filter(event => event.type === 'not-created').map(({path, reason}) => `${reason} ${path}`).toSorted();
}

for (const existing of ['keep-both', 'overwrite', 'skip'] as const) {
	for (const obstacle of ['file', 'link'] as const) {
		test(`a ${obstacle} of the user’s where the share has a folder stays, and all else is received (${existing})`, async t => {
			const {folder, sharer, receiver} = await twoApps(t);
			await writeTree(`${folder}/from`, shared);
			await writeTree(folder, {'mine/a.txt': 'docs a', 'mine/deep/b.txt': 'mine', to: null});
			await (obstacle === 'file' ? writeFile(`${folder}/to/docs`, 'mine') : symlink('../mine', `${folder}/to/docs`));
			const share = sharer.share(`${folder}/from`);
			await share.event('version');
			const key = await share.key();
			const mine = await readTree(`${folder}/mine`);
			let collisions: number | undefined;
			const get = await receiver.received(key, `${folder}/to`, {
				existing,
				async confirm(offer) {
					({collisions} = offer);
					return true;
				},
			});
			assert.equal(collisions, 3);
			assert.deepEqual(notCreated(get), below.map(name => `in-the-way ${name}`));
			assert.equal(get.notCreated, below.length);
			assert.equal(get.files, 2);
			assert.deepEqual([...await readTree(`${folder}/to`)].map(([name]) => name), ['a.txt', 'docs', 'other', 'other/c.txt']);
			assert.ok(obstacle === 'file' ? await readFile(`${folder}/to/docs`, 'utf8') === 'mine' : (await lstat(`${folder}/to/docs`)).isSymbolicLink());
			assert.deepEqual(await readTree(`${folder}/mine`), mine);
			assert.deepEqual((await receiver.use(async app => app.verify(key, {signal: new AbortController().signal, onEvent: () => undefined}))).problems, [
				{path: 'docs', problem: 'kind'}, ...below.slice(1).map(name => ({path: name, problem: 'missing'})),
			]);

			await rm(`${folder}/to/docs`);
			const again = await receiver.received(key, `${folder}/to`, {existing});
			assert.equal(again.notCreated, 0);
			assert.deepEqual(await readTree(`${folder}/to`), await readTree(`${folder}/from`));
		});
	}
}

for (const obstacle of ['file', 'link', 'pipe'] as const) {
	test(`what is to be equal gets its folder also where a ${obstacle} stands`, async t => {
		const {folder, sharer, receiver} = await twoApps(t);
		await writeTree(`${folder}/from`, shared);
		await writeTree(folder, {'mine/a.txt': 'docs a', to: null});
		if (obstacle === 'pipe' && !makePipe(t, `${folder}/to/docs`)) {
			return;
		}

		await (obstacle === 'file' ? writeFile(`${folder}/to/docs`, 'mine') : (obstacle === 'link' ? symlink('../mine', `${folder}/to/docs`) : undefined));
		const share = sharer.share(`${folder}/from`);
		await share.event('version');
		const get = receiver.get(await share.key(), `${folder}/to`, {mirror: true, existing: 'overwrite'});
		await get.event('received');
		await get.stop();
		assert.deepEqual(notCreated(get), []);
		assert.deepEqual(await readTree(`${folder}/to`), await readTree(`${folder}/from`));
		assert.deepEqual([...await readTree(`${folder}/mine`)].map(([name]) => name), ['a.txt']);
	});
}

test('a folder of a new version that a file of the user’s is in the way of is left out while the share is followed, and comes when that is gone', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/from`, {'a.txt': 'a'});
	const share = sharer.share(`${folder}/from`, {watch: true});
	const get = receiver.get(await share.key(), `${folder}/to`, {live: true});
	await get.event('received');
	await writeFile(`${folder}/to/docs`, 'mine');
	await writeTree(`${folder}/from`, {'docs/new.txt': 'new', 'b.txt': 'b'});
	const {notCreated: count} = await get.event('received', () => notCreated(get).length === 2 && get.all('received').length > 1);
	assert.ok(count >= 0);
	assert.deepEqual(notCreated(get), ['in-the-way docs', 'in-the-way docs/new.txt']);
	assert.equal(await readFile(`${folder}/to/docs`, 'utf8'), 'mine');
	await rm(`${folder}/to/docs`);
	const before = get.all('received').length;
	await writeTree(`${folder}/from`, {'c.txt': 'c'});
	await get.event('received', () => get.all('received').length > before && get.last('received').notCreated === 0);
	assert.deepEqual(await readTree(`${folder}/to`), await readTree(`${folder}/from`));
});

test('a folder that becomes a link in mid-transfer is not written through, and all else is received', async t => {
	// Slowly enough to be caught in the middle.
	const {folder, sharer, receiver} = await twoApps(t, {tcp: false});
	const small = Object.fromEntries(Array.from({length: 50}, (_, number) => [`swapped/small ${number}`, pseudoRandomBytes(`${number}`)(40_000)]));
	await writeTree(`${folder}/from`, {
		...small, 'swapped/large': pseudoRandomBytes('large')(16 * mebibyte), 'swapped/deep/large': pseudoRandomBytes('deep')(8 * mebibyte), 'kept/large': pseudoRandomBytes('kept')(4 * mebibyte),
	});
	await writeTree(folder, {elsewhere: null});
	const share = sharer.share(`${folder}/from`);
	const key = await share.key();
	const get = receiver.get(key, `${folder}/to`);
	// More than is in the other folder.
	await get.event('receiving', ({bytes}) => bytes > 5 * mebibyte);
	renameSync(`${folder}/to/swapped`, `${folder}/moved`);
	symlinkSync('../elsewhere', `${folder}/to/swapped`);
	await get.ended;
	assert.deepEqual(await readdir(`${folder}/elsewhere`, {recursive: true}), []);
	assert.ok(notCreated(get).includes('in-the-way swapped/large'), notCreated(get).join('\n'));
	assert.deepEqual(await readFile(`${folder}/to/kept/large`), await readFile(`${folder}/from/kept/large`));

	await rm(`${folder}/to/swapped`);
	const again = await receiver.received(key, `${folder}/to`);
	assert.equal(again.notCreated, 0);
	assert.deepEqual(await readTree(`${folder}/to`), await readTree(`${folder}/from`));
});

test('a destination that becomes a link in mid-transfer ends the transfer, and nothing is written through it', async t => {
	const {folder, sharer, receiver} = await twoApps(t, {tcp: false});
	const small = Object.fromEntries(Array.from({length: 300}, (_, number) => [`small ${number}`, pseudoRandomBytes(`${number}`)(40_000)]));
	await writeTree(`${folder}/from`, {...small, large: pseudoRandomBytes('large')(16 * mebibyte)});
	await writeTree(folder, {elsewhere: null});
	const share = sharer.share(`${folder}/from`);
	const key = await share.key();
	const get = receiver.get(key, `${folder}/to`);
	await get.event('receiving', ({bytes}) => bytes > 2 * mebibyte);
	renameSync(`${folder}/to`, `${folder}/moved`);
	symlinkSync('elsewhere', `${folder}/to`);
	await assert.rejects(get.ended, {code: 'destination-unusable', message: /is not the folder any more that it was/v});
	assert.deepEqual(await readdir(`${folder}/elsewhere`), []);

	await rm(`${folder}/to`);
	await rename(`${folder}/moved`, `${folder}/to`);
	await receiver.received(key, `${folder}/to`);
	assert.deepEqual(await readTree(`${folder}/to`), await readTree(`${folder}/from`));
});

test('a mirror says why it leaves what it can’t make anew', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/from`, {a: 'a'});
	await writeTree(`${folder}/to`, {'d/e': null, 'd/more': 'more'});
	if (!makePipe(t, `${folder}/to/d/e/pipe`)) {
		return;
	}

	const share = sharer.share(`${folder}/from`);
	await share.event('version');
	const get = receiver.get(await share.key(), `${folder}/to`, {mirror: true, existing: 'overwrite'});
	await get.event('received');
	await get.stop();
	assert.deepEqual(get.all('kept').map(({path, reason}) => `${reason} ${path}`), ['fifo d/e/pipe', 'not-empty d/e', 'not-empty d']);
	assert.deepEqual((await readdir(`${folder}/to`, {recursive: true})).toSorted(), ['a', 'd', 'd/e', 'd/e/pipe']);
});

for (const kind of ['link', 'empty folder', 'full folder', 'pipe'] as const) {
	test(`a part in whose place a ${kind} was put between two runs doesn’t hold up the share`, async t => {
		// Slowly enough to be stopped in the middle.
		const {folder, sharer, receiver} = await twoApps(t, {tcp: false});
		await writeTree(`${folder}/from`, {large: pseudoRandomBytes('large')(16 * mebibyte), small: 'small', empty: ''});
		await writeTree(folder, {mine: 'mine'});
		const share = sharer.share(`${folder}/from`);
		const key = await share.key();
		const first = receiver.get(key, `${folder}/to`);
		await first.event('receiving', ({bytes}) => bytes > 2 * mebibyte);
		await first.stop();
		const name = (await readdir(`${folder}/to`)).find(name => isPartName(name));
		assert.ok(name !== undefined);
		const part = path.join(`${folder}/to`, name);
		await rm(part);
		if (kind === 'link') {
			await symlink('../mine', part);
		} else if (kind === 'pipe') {
			if (!makePipe(t, part)) {
				return;
			}
		} else {
			await mkdir(part);
			await (kind === 'full folder' ? writeFile(path.join(part, 'mine'), 'mine') : undefined);
		}

		const second = await receiver.received(key, `${folder}/to`);
		assert.deepEqual(notCreated(second), kind === 'full folder' ? ['part-in-the-way large'] : []);
		assert.equal(await readFile(`${folder}/to/small`, 'utf8'), 'small');
		assert.equal(await readFile(`${folder}/mine`, 'utf8'), 'mine');
		if (kind === 'full folder') {
			assert.deepEqual(await readdir(part), ['mine']);
			await rm(part, {recursive: true});
			await receiver.received(key, `${folder}/to`);
		}

		assert.deepEqual(await readTree(`${folder}/to`), await readTree(`${folder}/from`));
	});
}
