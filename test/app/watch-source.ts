import assert from 'node:assert/strict';
import {watch} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import {test, type TestContext} from 'node:test';
import type {FerryEvent} from '../../source/app/events.ts';
import {WatchSource, type WatchSourceOptions} from '../../source/app/watch-source.ts';
import {Wake} from '../../source/base/wake.ts';
import {isDeno} from '../helpers/runtime.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

type Watched = {readonly folder: string; readonly source: WatchSource; readonly events: FerryEvent[]; readonly wake: Wake};

async function watched(t: TestContext, options: Partial<WatchSourceOptions> = {}): Promise<Watched> {
	const folder = await temporaryFolder(t);
	await mkdir(`${folder}/d`);
	const events: FerryEvent[] = [];
	const wake = new Wake();
	const source = new WatchSource({
		roots: {kind: 'folder', name: 'shared', roots: [{name: '', place: folder}]},
		ignoreFile: undefined,
		watch: true,
		mountPoints: [],
		wake,
		signal: t.signal,
		onEvent(event) {
			events.push(event);
		},
		...options,
	});
	t.after(() => {
		source.close();
	});
	source.onDirectory('', folder);
	source.onDirectory('d', `${folder}/d`);
	return {
		folder, source, events, wake,
	};
}

test('changes in directories that a walk has come through are told by their paths', async t => {
	const {folder, source} = await watched(t);
	assert.deepEqual(['d', 'e'].map(path => source.isWatched(path)), [true, false]);
	await writeFile(`${folder}/d/a`, 'a');
	await writeFile(`${folder}/b`, 'b');
	const told = new Set(await source.next());
	if (isDeno) {
		// It tells a directory above of what happens in one below, by the last name.
		told.delete('a');
	}

	assert.deepEqual(told, new Set(['d/a', 'b']));
});

test('a file that a peer found changed is looked at and nothing else, also when nobody listens', async t => {
	for (const watch of [true, false]) {
		const {source} = await watched(t, {watch});
		source.fileChanged('d/a');
		assert.deepEqual(await source.next(), ['d/a']);
		assert.equal(source.isFollowing, watch);
	}
});

test('a file that was postponed comes again, also when nobody listens', async t => {
	const {source} = await watched(t, {watch: false});
	assert.equal(source.postpone('d/a'), true);
	assert.deepEqual(await source.next(), ['d/a']);
});

test('the user’s own file of rules holds for everything', async t => {
	const beside = await temporaryFolder(t);
	await writeFile(`${beside}/rules`, '');
	const {source} = await watched(t, {ignoreFile: `${beside}/rules`});
	await writeFile(`${beside}/rules`, '*.log');
	assert.equal(await source.next(), 'everything');
});

test('where directories can’t be watched everything is looked at again after a pause, which is longer after a long look', async t => {
	const {source, events} = await watched(t, {
		watching: {
			leastPause: 50,
			watch() {
				throw Object.assign(new Error('not here'), {code: 'ENOSPC'});
			},
		},
	});
	// What may have been missed already is looked at first.
	assert.equal(await source.next(), 'everything');
	source.scanned(1);
	assert.equal(await source.next(), 'everything');
	source.scanned(20);
	const start = performance.now();
	assert.equal(await source.next(), 'everything');
	assert.ok(performance.now() - start >= 20 * 20);
	assert.equal(events.length, 1);
});

test('when events were lost everything is looked at, and that is said', async t => {
	const losing: Array<() => void> = [];
	const {source, events} = await watched(t, {
		watching: {
			watch(place, _options, listener) {
				losing.push(() => {
					listener('change', null);
				});
				return watch(place, {persistent: false});
			},
		},
	});
	losing[0]!();
	assert.equal(await source.next(), 'everything');
	assert.deepEqual(events.map(event => event.type === 'warning' && event.code), ['changes-missed']);
});

test('waiting ends when sharing does', async t => {
	const {source, wake} = await watched(t);
	wake.fail(new Error('the end'));
	await assert.rejects(source.next(), /the end/v);
});
