import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {readFile} from 'node:fs/promises';
import test from 'node:test';
import type {FerryEvent} from '../../source/app/events.ts';
import type {ListedEntry, ReadOptions} from '../../source/app/read-share.ts';
import {pseudoRandomBytes} from '../../scripts/sample-folder.ts';
import {readTree} from '../helpers/read-tree.ts';
import {type Machine, twoApps} from '../helpers/two-apps.ts';
import {writeTree, type Tree} from '../helpers/write-tree.ts';

const mebibyte = 1024 * 1024;

const tree: Tree = {
	'a b': 'between',
	'a/b/c': 'deep',
	'a/empty': '',
	'a/link': {link: '../a b'},
	'a-b': 'between too',
	executable: {content: '#!/bin/sh\n', mode: 0o755, mtime: 1234},
	large: pseudoRandomBytes('large')((3 * mebibyte) + 7),
	'no entries': null,
};

test('a listing shows every entry as it is in the folder, straight from the sharer', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const from = `${folder}/from`;
	await writeTree(from, tree);
	const share = sharer.share(from);
	const key = await share.key();
	await share.event('version');
	const expected = [...await readTree(from)].map(([path, entry]) => ({path, ...entry}));
	const {entries, events} = await list(receiver, key);
	assert.deepEqual(entries, expected);
	assert.ok(events.some(({type}) => type === 'searching'));
	assert.ok(events.some(({type}) => type === 'peer-connected'));
	assert.deepEqual(await receiver.use(async app => app.list()), []);
});

test('a listing of a path holds it and what is below, and nothing beside it', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/from`, tree);
	const share = sharer.share(`${folder}/from`);
	const key = await share.key();
	await share.event('version');
	const below = ['a', 'a/b', 'a/b/c', 'a/empty', 'a/link'];
	const table = [
		['a', below], ['a/', below], ['./a', below], ['/a//', below], ['a/b/c', ['a/b/c']], ['a b', ['a b']], ['no entries', ['no entries']], ['a/link', ['a/link']],
	] as const;
	for (const [path, expected] of table) {
		const {entries} = await list(receiver, key, path);
		assert.deepEqual(entries.map(({path}) => path), expected, path);
	}

	for (const path of ['b', 'a/b/c/d', 'A', 'a/c', '..']) {
		await assert.rejects(list(receiver, key, path), {code: 'entry-missing'});
	}
});

test('a file comes byte for byte from the sharer, and nothing is kept of it', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/from`, tree);
	const share = sharer.share(`${folder}/from`);
	const key = await share.key();
	await share.event('version');
	for (const path of ['large', 'a/b/c', 'a b', 'a/empty', '/executable']) {
		const {content} = await read(receiver, key, path);
		assert.ok(content.equals(await readFile(`${folder}/from/${path}`)), path);
	}

	for (const [path, message, hint] of [
		['a/', '“a” is a folder, not a file.', /ferry ls.*ferry get --only/v],
		['no entries', '“no entries” is a folder, not a file.', /ferry ls.*ferry get --only/v],
		['a/link', '“a/link” is a link, not a file.', /ferry ls/v],
		['missing', 'The share has no such file.', /ferry ls/v],
		['', 'The share has no such file.', /ferry ls/v],
	] as const) {
		await assert.rejects(read(receiver, key, path), {code: 'entry-missing', message, hint});
	}

	assert.deepEqual(await receiver.use(async app => app.list()), []);
});

test('an empty share lists nothing, and that is no error', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/from`, {});
	const share = sharer.share(`${folder}/from`);
	const key = await share.key();
	await share.event('version');
	assert.deepEqual((await list(receiver, key)).entries, []);
	await assert.rejects(list(receiver, key, 'a'), {code: 'entry-missing'});
});

test('a file that was edited here comes from the peers', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	const to = `${folder}/to`;
	await writeTree(`${folder}/from`, {file: 'shared'});
	const share = sharer.share(`${folder}/from`);
	const key = await share.key();
	await receiver.received(key, to);
	await writeTree(to, {file: 'edited'});
	assert.equal((await read(receiver, key, 'file')).content.toString(), 'shared');
	await share.stop();
	await assert.rejects(read(receiver, key, 'file', {timeout: 1000}), {code: 'no-peer'});
});

test('what is here complete is listed and read without anybody else', async t => {
	const {folder, sharer, receiver} = await twoApps(t);
	await writeTree(`${folder}/from`, tree);
	await writeTree(folder, {'to/a b': 'the user’s own'});
	const share = sharer.share(`${folder}/from`);
	const key = await share.key();
	await receiver.received(key, `${folder}/to`);
	await share.stop();

	const {entries, events} = await list(receiver, key);
	assert.deepEqual(entries.map(({path}) => path), [...(await readTree(`${folder}/from`)).keys()]);
	assert.deepEqual(events, []);
	assert.ok((await read(receiver, key, 'large')).content.equals(await readFile(`${folder}/from/large`)));
	// It got another name here.
	assert.equal(String((await read(receiver, key, 'a b')).content), 'between');
	// Whoever shares it has it too.
	assert.equal(String((await read(sharer, key, 'a/b/c')).content), 'deep');
});

function options(given: Partial<ReadOptions> = {}): ReadOptions {
	return {
		timeout: 30_000, signal: new AbortController().signal, onEvent: () => undefined, ...given,
	};
}

async function list(machine: Machine, key: Uint8Array, path?: string): Promise<{readonly entries: readonly ListedEntry[]; readonly events: readonly FerryEvent[]}> {
	const events: FerryEvent[] = [];
	const onEvent = (event: FerryEvent): void => {
		events.push(event);
	};

	return machine.use(async app => ({entries: await all(app.ls(key, path, options({onEvent}))), events}));
}

async function read(machine: Machine, key: Uint8Array, path: string, given: Partial<ReadOptions> = {}): Promise<{readonly content: Buffer}> {
	return machine.use(async app => ({content: Buffer.concat(await all(app.cat(key, path, options(given))))}));
}

async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
	const found: Value[] = [];
	for await (const value of values) {
		found.push(value);
	}

	return found;
}
