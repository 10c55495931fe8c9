/* How a change at the source becomes a version: when, and what happens when nobody tells of it. */
import assert from 'node:assert/strict';
import {watch} from 'node:fs';
import {
	appendFile, mkdir, rm, stat, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {test} from 'node:test';
import type {ShareOptions} from '../../source/app/share.ts';
import type {WatchDirectory} from '../../source/folder/directory-watches.ts';
import {restlessWriter} from '../helpers/restless-writer.ts';
import {twoApps, type Job} from '../helpers/two-apps.ts';
import {writeTree} from '../helpers/write-tree.ts';

const timeout = 30_000;

/** Resolves with the version that has so many files. */
async function untilFiles(share: Job, files: number): Promise<number> {
	const {version} = await share.event('version', event => event.files === files);
	return version;
}

test('a change is a version at most two seconds after the last write', {timeout}, async t => {
	const {folder, sharer} = await twoApps(t);
	const shared = `${folder}/shared`;
	await writeTree(shared, {'d/a': 'a', b: 'b'});
	const share = sharer.share(shared, {watch: true});
	await share.event('version');
	for (const change of ['new', 'd/a']) {
		const {version} = share.last('version');
		await writeFile(`${shared}/${change}`, 'begun');
		await appendFile(`${shared}/${change}`, ' and finished');
		const start = performance.now();
		await share.event('version', event => event.version > version);
		const duration = performance.now() - start;
		t.diagnostic(`${change}: ${Math.round(duration)} ms`);
		assert.ok(duration <= 2000, `It took ${duration} ms`);
	}
});

test('what is said to have been missed is found by looking at everything, and that is said', {timeout}, async t => {
	const {folder, sharer} = await twoApps(t);
	const shared = `${folder}/shared`;
	await writeTree(shared, {'d/a': 'a'});
	const listeners: Array<Parameters<WatchDirectory>[2]> = [];
	const deaf: WatchDirectory = (place, _options, listener) => {
		listeners.push(listener);
		return watch(place, {persistent: false});
	};

	const share = sharer.share(shared, {watch: true, watching: {watch: deaf}});
	await share.event('version');
	await writeFile(`${shared}/d/b`, 'nobody tells of it');
	listeners[0]!('change', null);
	await untilFiles(share, 2);
	assert.deepEqual(share.all('warning').map(({code}) => code), ['changes-missed']);
});

test('where the system watches no more folders they are looked at again and again, and that is said once', {timeout}, async t => {
	const {folder, sharer} = await twoApps(t);
	const shared = `${folder}/shared`;
	await writeTree(shared, {'one/a': 'a', 'two/a': 'a'});
	const limited: WatchDirectory = (place, options, listener) => {
		if (place !== shared) {
			throw Object.assign(new Error('no space left'), {code: 'ENOSPC'});
		}

		return watch(place, options, listener);
	};

	const share = sharer.share(shared, {watch: true, watching: {watch: limited, leastPause: 100}});
	await share.event('version');
	await writeFile(`${shared}/one/b`, 'nobody tells of it');
	await untilFiles(share, 3);
	await rm(`${shared}/two/a`);
	await untilFiles(share, 2);
	const [warning, ...others] = share.all('warning');
	assert.deepEqual([warning!.code, others], ['watch-limit', []]);
	assert.match(warning!.message, /every minute/v);
});

test('without watching a change is no version', {timeout}, async t => {
	const {folder, sharer} = await twoApps(t);
	const shared = `${folder}/shared`;
	await writeTree(shared, {a: 'a'});
	const [deaf, watching] = [sharer, (await twoApps(t)).sharer].map((machine, index) => machine.share(shared, {watch: index === 1}));
	await Promise.all([deaf!.event('version'), watching!.event('version')]);
	await writeFile(`${shared}/b`, 'b');
	// By then the other one would have noticed it as well.
	await untilFiles(watching!, 2);
	await writeFile(`${shared}/c`, 'c');
	await untilFiles(watching!, 3);
	assert.equal(deaf!.all('version').length, 1);
});

const rules: Readonly<Record<string, {readonly file: string; readonly options?: Partial<ShareOptions>}>> = {
	'a .ferryignore': {file: 'shared/.ferryignore'},
	'the .ferryignore of a folder': {file: 'shared/d/.ferryignore'},
	'a .gitignore that is followed': {file: 'shared/d/.gitignore', options: {gitignore: true}},
	'the user’s own file of rules': {file: 'rules'},
};
for (const [name, {file, options}] of Object.entries(rules)) {
	test(`${name} takes effect at once, when a rule comes and when it goes`, {timeout}, async t => {
		const {folder, sharer} = await twoApps(t);
		const place = path.join(folder, file);
		await writeTree(folder, {'shared/d/a.log': 'a', 'shared/d/e/b.log': 'b', 'shared/d/c': 'c'});
		const isOwn = file === 'rules';
		await writeFile(place, '');
		const share = sharer.share(`${folder}/shared`, {watch: true, ...options, ...(isOwn && {ignoreFile: place})});
		const all = isOwn ? 3 : 4;
		await untilFiles(share, all);
		await writeFile(place, '*.log');
		await untilFiles(share, all - 2);
		await writeFile(place, '# none');
		const before = share.last('version').version;
		await share.event('version', event => event.files === all && event.version > before);
		if (!isOwn) {
			await writeFile(place, '*.log');
			await untilFiles(share, all - 2);
			await rm(place);
			await untilFiles(share, all - 1);
		}
	});
}

test('a file of rules that is put in place of another takes effect, as editors do it', {timeout}, async t => {
	const {folder, sharer} = await twoApps(t);
	await writeTree(folder, {'shared/a.log': 'a', 'shared/b': 'b', rules: ''});
	const share = sharer.share(`${folder}/shared`, {watch: true, ignoreFile: `${folder}/rules`});
	await untilFiles(share, 2);
	await rm(`${folder}/rules`);
	await writeFile(`${folder}/rules`, '*.log');
	await untilFiles(share, 1);
});

test('a file of rules that goes away is told of, and what it said holds until it is back', {timeout}, async t => {
	const {folder, sharer} = await twoApps(t);
	await writeTree(folder, {'shared/a.log': 'a', 'shared/b': 'b', rules: '*.log'});
	const share = sharer.share(`${folder}/shared`, {watch: true, ignoreFile: `${folder}/rules`});
	await untilFiles(share, 1);
	await rm(`${folder}/rules`);
	await share.event('warning', ({code}) => code === 'rules-away');
	await writeTree(folder, {'shared/c.log': 'c', 'shared/d': 'd'});
	await untilFiles(share, 2);
	await writeFile(`${folder}/rules`, '*.txt');
	await untilFiles(share, 4);
	assert.deepEqual(share.all('warning').map(({code}) => code), ['rules-away']);
});

test('a file that is still being written when everything is looked at comes whole, and once', {timeout}, async t => {
	const {folder, sharer} = await twoApps(t);
	const shared = `${folder}/shared`;
	await writeTree(shared, {a: 'a'});
	await mkdir(`${shared}/d`);
	const first = restlessWriter(t, `${shared}/d/first`);
	const share = sharer.share(shared, {watch: true});
	// It begins while that is written, and says so.
	assert.deepEqual([(await share.event('version')).files, share.all('left-out').map(({path}) => path)], [1, ['d/first']]);
	first.stop();
	await untilFiles(share, 2);
	const second = restlessWriter(t, `${shared}/d/second`);
	await writeFile(`${shared}/.ferryignore`, 'nothing');
	// Everything is looked at, as a rule has changed.
	await untilFiles(share, 3);
	second.stop();
	await untilFiles(share, 4);
	const sizes = await Promise.all(['a', 'd/first', 'd/second', '.ferryignore'].map(async name => (await stat(path.join(shared, name))).size));
	assert.equal(share.last('version').bytes, sizes.reduce((sum, size) => sum + size, 0));
	assert.deepEqual(share.all('version').map(({files}) => files), [1, 2, 3, 4], 'no version held a part of one');
});

test('without watching, a file that is still being written when sharing begins comes all the same', {timeout}, async t => {
	const {folder, sharer} = await twoApps(t);
	const shared = `${folder}/shared`;
	await writeTree(shared, {a: 'a'});
	const {stop} = restlessWriter(t, `${shared}/b`);
	const share = sharer.share(shared);
	await untilFiles(share, 1);
	stop();
	await untilFiles(share, 2);
	const {size} = await stat(`${shared}/b`);
	assert.equal(share.last('version').bytes, 1 + size);
	assert.equal(share.all('version').length, 2);
});
