import assert from 'node:assert/strict';
import {
	readdir, rename, rm, stat, truncate, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {isPartName} from '../../source/base/relative-path.ts';
import {overwrite} from '../helpers/overwrite.ts';
import {readTree} from '../helpers/read-tree.ts';
import {twoApps} from '../helpers/two-apps.ts';
import {writeTree} from '../helpers/write-tree.ts';

const mebibyte = 1024 * 1024;

async function partIn(folder: string): Promise<string> {
	const names = await readdir(folder);
	const part = names.find(name => isPartName(name));
	assert.ok(part !== undefined);
	return path.join(folder, part);
}

/** Two writes in one tick of the file system's clock can't be told apart by anybody. */
async function untilItRests(place: string): Promise<void> {
	for (;;) {
		const {ctimeMs} = await stat(place);
		if (Date.now() - ctimeMs > 20) {
			return;
		}
	}
}

const touches: ReadonlyArray<readonly [title: string, touch: (part: string) => Promise<void>]> = [
	['overwritten', async part => overwrite(part, 12, 'x'.repeat(mebibyte))],
	['cut short', async part => truncate(part, 1000)],
	['replaced', async part => writeFile(part, 'something else')],
];

for (const [title, touch] of touches) {
	test(`a part that was ${title} between two runs is not taken for what it should be`, async t => {
		// Slowly enough to be stopped in the middle.
		const {folder, sharer, receiver} = await twoApps(t, {tcp: false});
		await writeTree(`${folder}/from`, {large: pseudoRandomBytes(title)(24 * mebibyte)});
		const share = sharer.share(`${folder}/from`);
		const key = await share.key();
		const first = receiver.get(key, `${folder}/to`);
		await first.event('receiving', ({bytes}) => bytes > 2 * mebibyte);
		await first.stop();
		await touch(await partIn(`${folder}/to`));
		await receiver.received(key, `${folder}/to`);
		assert.deepEqual(await readTree(`${folder}/to`), await readTree(`${folder}/from`));
	});

	test(`a part that is ${title} while it is received is not taken for what it should be`, async t => {
		// Slowly enough to be stopped in the middle.
		const {folder, sharer, receiver} = await twoApps(t, {tcp: false});
		await writeTree(`${folder}/from`, {large: pseudoRandomBytes(title)(24 * mebibyte)});
		const share = sharer.share(`${folder}/from`);
		const get = receiver.get(await share.key(), `${folder}/to`);
		await get.event('receiving', ({bytes}) => bytes > 2 * mebibyte);
		await share.stop();
		await get.event('peer-disconnected');
		const part = await partIn(`${folder}/to`);
		await untilItRests(part);
		await touch(part);
		sharer.share(`${folder}/from`);
		await get.ended;
		assert.deepEqual(await readTree(`${folder}/to`), await readTree(`${folder}/from`));
	});
}

test('two shares that are received into one folder keep apart, whatever their files are called', async t => {
	const {folder, machine} = await twoApps(t);
	const gets = [];
	for (const name of ['one', 'other']) {
		await writeTree(`${folder}/${name}`, {same: pseudoRandomBytes(name)(9 * mebibyte)});
		const key = await machine(name).share(`${folder}/${name}`).key();
		gets.push(machine(`${name} receiver`).get(key, `${folder}/to`));
	}

	await Promise.all(gets.map(async get => get.ended));
	const hashes = async (directory: string) => [...(await readTree(directory)).values()].map(({sha256}) => sha256);
	const expected = [...await hashes(`${folder}/one`), ...await hashes(`${folder}/other`)];
	assert.deepEqual(new Set(await hashes(`${folder}/to`)), new Set(expected));
});

test('what is found damaged can be got again', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/from`, {file: 'content'});
	const key = await sharer.share(`${folder}/from`).key();
	await receiver.received(key, `${folder}/to`);
	await overwrite(`${folder}/to/file`, 0, 'dis');
	const {problems} = await receiver.use(async app => app.verify(key, {signal: new AbortController().signal, onEvent: () => undefined}));
	assert.deepEqual(problems, [{path: 'file', problem: 'content'}]);
	await receiver.received(key, `${folder}/to`, {existing: 'overwrite'});
	assert.deepEqual(await readTree(`${folder}/to`), await readTree(`${folder}/from`));
});

test('what was a file in one version can be a folder in the next', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/from`, {a: 'a file', b: 'stays'});
	const first = sharer.share(`${folder}/from`);
	const key = await first.key();
	await receiver.received(key, `${folder}/to`);
	await first.stop();
	await writeTree(`${folder}/again`, {'a/in': 'in a folder', b: 'stays'});
	await rm(`${folder}/from`, {recursive: true});
	await rename(`${folder}/again`, `${folder}/from`);
	const second = sharer.share(`${folder}/from`);
	await second.event('version');
	await receiver.received(key, `${folder}/to`);
	assert.deepEqual(await readTree(`${folder}/to`), await readTree(`${folder}/from`));
});
