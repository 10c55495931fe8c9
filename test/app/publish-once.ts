import assert from 'node:assert/strict';
import {
	mkdir, rename, rm, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {test, type TestContext} from 'node:test';
import type {FerryEvent} from '../../source/app/events.ts';
import {LeftOut} from '../../source/app/left-out.ts';
import type {SourceChanges} from '../../source/app/pending-changes.ts';
import type {Published} from '../../source/app/publish.ts';
import {publishOnce} from '../../source/app/publish-once.ts';
import {RootWitness} from '../../source/app/root-witness.ts';
import {WatchSource} from '../../source/app/watch-source.ts';
import {Wake} from '../../source/base/wake.ts';
import {loadIgnoreRules} from '../../source/folder/ignore-rules.ts';
import {Library} from '../../source/library/library.ts';
import {makePipe} from '../helpers/make-pipe.ts';
import {sourceFolder} from '../helpers/source-folder.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';
import {writeTree} from '../helpers/write-tree.ts';

type Shared = {
	readonly folder: string;
	readonly events: FerryEvent[];
	/** One more look; the first of a run is told by `isFirst`. */
	readonly publish: (changes: SourceChanges, isFirst?: boolean) => Promise<Published>;
	readonly paths: () => Promise<string[]>;
};

async function shared(t: TestContext, {watch = true} = {}): Promise<Shared> {
	const {folder, open} = await sourceFolder(t);
	const {feed, entries} = await open().then(source => ({feed: source.feed, entries: async () => source.entries()}));
	const library = await Library.open(path.join(await temporaryFolder(t), 'store'));
	const events: FerryEvent[] = [];
	const onEvent = (event: FerryEvent): void => {
		events.push(event);
	};

	const roots = {kind: 'folder', name: 'shared', roots: [{name: '', place: folder}]} as const;
	const source = new WatchSource({
		roots, ignoreFile: undefined, watch, mountPoints: [], wake: new Wake(), signal: t.signal, onEvent,
	});
	t.after(() => {
		source.close();
	});
	const leftOut = new LeftOut();
	const root = new RootWitness(roots);
	return {
		folder,
		events,
		publish: async (changes, isFirst = false) => publishOnce(feed, changes, {
			roots,
			loadRules: async () => loadIgnoreRules({ignoreFile: undefined, gitignore: false, enabled: true}),
			name: 'shared',
			library,
			source,
			leftOut,
			root,
			isFirst,
			async waitForRoom(error) {
				throw error;
			},
			signal: t.signal,
			onEvent,
		}),
		paths: async () => [...(await entries()).keys()],
	};
}

const typesOf = (events: readonly FerryEvent[]): string[] => events.map(({type}) => type).filter(type => type !== 'reading');

test('the first look says what it has found, and what can’t be carried; others only what is news', async t => {
	const {folder, events, publish} = await shared(t);
	await writeTree(folder, {a: 'a'});
	if (!makePipe(t, `${folder}/pipe`)) {
		return;
	}

	const {commit} = await publish('everything', true);
	assert.deepEqual([typesOf(events), commit.totals.leftOut], [['left-out', 'scanned'], 1]);
	events.length = 0;
	await publish('everything');
	assert.deepEqual(typesOf(events), []);
	makePipe(t, `${folder}/another`);
	const {commit: next} = await publish(['another']);
	assert.deepEqual([events.filter(({type}) => type !== 'reading'), next.totals.leftOut], [[{type: 'left-out', path: 'another', reason: 'fifo'}], 2]);
});

test('with the paths known nothing else is looked at', async t => {
	const {folder, publish, paths} = await shared(t);
	await writeTree(folder, {a: 'a', b: 'b'});
	await publish('everything', true);
	await writeTree(folder, {c: 'c', d: 'd'});
	await rm(`${folder}/a`);
	await rm(`${folder}/b`);
	await publish(['a', 'c']);
	assert.deepEqual(await paths(), ['b', 'c']);
	await publish('everything');
	assert.deepEqual(await paths(), ['c', 'd']);
});

test('who doesn’t follow a folder adds nothing to it, whatever is looked at', async t => {
	const {folder, events, publish, paths} = await shared(t, {watch: false});
	await writeTree(folder, {
		'd/a': 'a', 'd/b': 'b', 'e/c': 'c', f: 'f',
	});
	await publish('everything', true);
	const all = ['d', 'd/a', 'd/b', 'e', 'e/c', 'f'];
	await writeTree(folder, {
		'd/a': 'changed', 'd/secret': '', secret: '', '.ferryignore': '',
	});
	for (const changes of [['d/a'], ['.ferryignore'], ['secret', 'd'], 'everything'] as const) {
		await publish(changes);
		assert.deepEqual(await paths(), all);
	}

	assert.deepEqual(events.filter(({type}) => type === 'source-changed'), [{type: 'source-changed', path: 'd/a', change: 'changed'}]);
	assert.deepEqual(events.filter(event => event.type === 'reading' && event.totalFiles !== 4), []);
	await rm(`${folder}/f`);
	await writeTree(`${folder}/f`, {secret: ''});
	await rm(`${folder}/d`, {recursive: true});
	await writeFile(`${folder}/d`, '');
	const {commit} = await publish(['f', 'd/b']);
	assert.deepEqual([await paths(), commit.totals.files], [['d', 'e', 'e/c'], 2]);
});

test('rules that have changed at the top make it look at everything', async t => {
	const {folder, publish, paths} = await shared(t);
	await writeTree(folder, {'a.log': 'a', b: 'b'});
	await publish('everything', true);
	await writeFile(`${folder}/.ferryignore`, '*.log');
	await publish(['.ferryignore']);
	assert.deepEqual(await paths(), ['.ferryignore', 'b']);
});

test('a folder that is empty, and was not when it was shared last, is not shared; emptied meanwhile it is', async t => {
	const {folder, publish, paths} = await shared(t);
	await writeTree(folder, {a: 'a'});
	await publish('everything', true);
	await rm(`${folder}/a`);
	await assert.rejects(publish('everything', true), {code: 'path-missing'});
	assert.deepEqual(await paths(), ['a']);
	await publish('everything');
	assert.deepEqual(await paths(), []);
});

test('an empty folder in the place of the one that is shared is not taken for a deletion, whatever had been heard of', async t => {
	const {folder, publish, paths} = await shared(t);
	await writeTree(folder, {'d/a': 'a', b: 'b'});
	await publish('everything', true);
	await rename(folder, `${folder} moved`);
	await mkdir(folder);
	for (const changes of ['everything', ['b', 'd'], 'everything'] as const) {
		await assert.rejects(publish(changes), {code: 'path-missing', message: /there is an empty one, .* put any file into it/v});
	}

	assert.deepEqual(await paths(), ['b', 'd', 'd/a']);
	await rm(folder, {recursive: true});
	await rename(`${folder} moved`, folder);
	const {isNew} = await publish('everything');
	assert.equal(isNew, false);
	await rm(`${folder}/b`);
	await publish(['b']);
	assert.deepEqual(await paths(), ['d', 'd/a']);
});

test('a folder that was away and is back empty is not taken for a deletion until something is put into it', async t => {
	const {folder, publish, paths} = await shared(t);
	await writeTree(folder, {a: 'a'});
	await publish('everything', true);
	await rm(folder, {recursive: true});
	await assert.rejects(publish('everything'), {code: 'path-missing'});
	// It may well get the number of the one before.
	await mkdir(folder);
	await assert.rejects(publish('everything'), {code: 'path-missing'});
	await assert.rejects(publish('everything'), {code: 'path-missing'});
	await writeTree(folder, {meant: ''});
	await publish('everything');
	assert.deepEqual(await paths(), ['meant']);
	await rm(`${folder}/meant`);
	await publish(['meant']);
	assert.deepEqual(await paths(), []);
});
